package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Times stand still, so that nothing is forgotten on a slow machine. */
class LockOutIT {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);
    private static final String RIGHT = RunningConsole.PASSWORD;

    private RunningConsole console;
    private String manager;

    @BeforeEach
    void start() {
        console = RunningConsole.at(NOON);
        manager = "manager@" + console.company("acme").name();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    @DisplayName("of 120 wrong passwords at once, none gets in, and the right one after them is refused")
    void burst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(120);
        try {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                String wrong = "wrong " + i;
                asked.add(threads.submit(() -> answered("127.0.0.1", manager, wrong)));
            }
            for (Future<Integer> each : asked) {
                assertEquals(401, each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(401, answered("127.0.0.1", manager, RIGHT));
        assertEquals(200, answered("127.0.0.2", manager, RIGHT));
    }

    /** Asks again as long as the console says that it checked nothing. */
    private int answered(String address, String user, String password) {
        int status = Guess.from(address, console, user, password);
        while (status == 429) {
            status = Guess.from(address, console, user, password);
        }
        return status;
    }

    @Test
    @DisplayName(
            "after 180 wrong ones from twenty addresses, the right one from another is refused; from the user's own it is not")
    void manyAddresses() {
        assertEquals(200, answered("127.0.0.1", manager, RIGHT));
        for (int i = 0; i < 180; i++) {
            assertEquals(401, answered("127.0.0." + (2 + i % 20), manager, "wrong " + i));
        }
        assertEquals(401, answered("127.0.0.30", manager, RIGHT));
        assertEquals(200, answered("127.0.0.1", manager, RIGHT));
        assertEquals(401, answered("127.0.0.30", manager, RIGHT));
    }

    @Test
    @DisplayName(
            "sixty wrong ones on twenty users from one address: the right one of a new user is refused there, of a known one it is not")
    void spraying() {
        String admin = "admin@acme";
        assertEquals(200, answered("127.0.0.1", admin, RIGHT));
        for (int i = 0; i < 60; i++) {
            assertEquals(401, answered("127.0.0.1", "user" + i % 20, "wrong"));
        }
        assertEquals(401, answered("127.0.0.1", manager, RIGHT));
        assertEquals(200, answered("127.0.0.1", admin, RIGHT));
        assertEquals(200, answered("127.0.0.2", manager, RIGHT));
    }

    @Test
    @DisplayName("a user who logs in after every nine guesses behind the same address does not let them go on for ever")
    void resets() {
        int wrong = 0;
        while (wrong < 60 && answered("127.0.0.1", manager, RIGHT) == 200) {
            for (int i = 0; i < 9; i++, wrong++) {
                assertEquals(401, answered("127.0.0.1", manager, "wrong"));
            }
        }
        assertEquals(36, wrong);
    }

    @Test
    @DisplayName("two consoles on one database count together")
    void twoConsoles() {
        String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
        try (RunningConsole one = RunningConsole.on(url, "sa");
                RunningConsole two = RunningConsole.on(url, "sa")) {
            one.company("acme");
            for (int i = 0; i < 5; i++) {
                assertEquals(401, Guess.from("127.0.0.1", one, manager, "wrong"));
                assertEquals(401, Guess.from("127.0.0.1", two, manager, "wrong"));
            }
            assertEquals(401, Guess.from("127.0.0.1", one, manager, RIGHT));
            assertEquals(401, Guess.from("127.0.0.1", two, manager, RIGHT));
            assertEquals(200, Guess.from("127.0.0.2", two, manager, RIGHT));
        }
    }
}
