package dev.callgate.examples.console;

import dev.callgate.host.MovableClock;

class AccessLogIT extends AccessLogContract {
    @Override
    RunningConsole start(MovableClock standing) {
        return RunningConsole.at(standing);
    }
}
