package dev.callgate.examples.console;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatchIT {
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    @DisplayName("M4 a PATCH changes everything that it names, or nothing; what it does not name stays")
    void allOrNothing() {
        new Patches(console, "whole").allOrNothing();
    }

    @Test
    @DisplayName("M4 of two changes at once, both survive")
    void bothChangesAreKept() throws Exception {
        new Patches(console, "both").bothChangesAreKept();
    }

    @Test
    @DisplayName("M4 changes of different fields at once all survive, and each is audited once")
    void allChangesAreKept() throws Exception {
        new Patches(console, "all").allChangesAreKept();
    }
}
