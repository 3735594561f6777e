package dev.callgate.examples.console;

import java.util.UUID;

class PolicyIT extends PolicyContract {
    private final String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());

    @Override
    RunningConsole startConsole() {
        return RunningConsole.on(url, "sa");
    }
}
