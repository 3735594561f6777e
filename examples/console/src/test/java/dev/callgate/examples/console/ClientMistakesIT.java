package dev.callgate.examples.console;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientMistakesIT {
    private static RunningConsole console;
    private static CapturedLog log;
    private static ClientMistakes mistakes;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
        log = new CapturedLog();
        mistakes = new ClientMistakes(console, log);
    }

    @AfterAll
    static void stop() {
        log.close();
        console.close();
    }

    @Test
    @DisplayName(
            "M9 each wrong value in each field of a body is 4xx in the API's form, with one line in the log at most")
    void bodies() {
        mistakes.bodies();
    }

    @Test
    @DisplayName("M9 the same holds for elements of lists, and for names")
    void listsAndMaps() {
        mistakes.listsAndMaps();
    }

    @Test
    @DisplayName("M9 what was dialed and what is uploaded may be any text, and is refused without a line in the log")
    void anyText() {
        mistakes.anyText();
    }

    @Test
    @DisplayName(
            "M9 each wrong value in each parameter of the API and of the pages is 4xx, with one line in the log at most")
    void parameters() throws Exception {
        mistakes.parameters();
    }

    @Test
    @DisplayName("M9 the same holds for what a path names")
    void paths() {
        mistakes.paths();
    }

    @Test
    @DisplayName("M9 the first and the last times that a database holds are taken")
    void edges() {
        mistakes.edges();
    }
}
