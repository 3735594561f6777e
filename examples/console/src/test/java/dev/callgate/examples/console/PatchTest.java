package dev.callgate.examples.console;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatchTest {
    @Test
    @DisplayName("a PATCH changes everything that it names, or nothing; what it does not name stays")
    void wholeOrNot() {
        try (RunningConsole console = RunningConsole.start()) {
            new Patches(console).wholeOrNot();
        }
    }

    @Test
    @DisplayName("of two changes at once, both survive")
    void bothSurvive() throws Exception {
        try (RunningConsole console = RunningConsole.start()) {
            new Patches(console).bothSurvive();
        }
    }
}
