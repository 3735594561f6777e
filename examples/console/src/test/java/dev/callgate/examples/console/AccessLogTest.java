package dev.callgate.examples.console;

import dev.callgate.host.MovableClock;

class AccessLogTest extends AccessLogContract {
    @Override
    RunningConsole start(MovableClock standing) {
        return RunningConsole.at(standing);
    }
}
