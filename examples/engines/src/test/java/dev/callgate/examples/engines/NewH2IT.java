package dev.callgate.examples.engines;

import org.junit.jupiter.api.BeforeAll;

class NewH2IT extends NewVersionContract {
    NewH2IT() {
        super("2.5");
    }

    @BeforeAll
    static void start() {
        open("jdbc:h2:mem:newest;DB_CLOSE_DELAY=-1");
    }
}
