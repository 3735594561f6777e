package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.login.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

class HashingBoundIT {
    private static final int PERMITS = Runtime.getRuntime().availableProcessors();

    @Test
    @DisplayName(
            "while all permits to hash are taken, log-ins and new passwords get 429 and are not counted; tokens decide as ever")
    void bound() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PERMITS);
        try (RunningConsole console = RunningConsole.start()) {
            RunningConsole.Company company = console.company("acme");
            String call = "{\"agent_id\": \"%s\", \"to\": \"+12025550199\"}".formatted(company.agent());
            Slow slow = new Slow();
            List<Future<Boolean>> hashes = new ArrayList<>();
            for (int i = 0; i < PERMITS; i++) {
                hashes.add(
                        threads.submit(() -> console.bean(PasswordEncoder.class).matches(slow, "{noop}slow")));
            }
            slow.begun.await();
            for (int i = 0; i < 12; i++) {
                RunningConsole.Answer answer =
                        console.send(company.login(Role.ADMIN), "GET", "/api/v1/phone-numbers", "");
                assertEquals(429, answer.status(), answer.text());
                assertEquals(
                        "1",
                        answer.response().headers().firstValue("Retry-After").orElse(""));
                assertEquals(
                        200,
                        console.send(company.login(Role.DIALER), "POST", "/api/v1/calls", call)
                                .status());
            }
            assertEquals(0, counted(console));
            slow.released.countDown();
            for (Future<Boolean> each : hashes) {
                assertTrue(each.get());
            }
            assertEquals(
                    200,
                    console.send(company.login(Role.ADMIN), "GET", "/api/v1/phone-numbers", "")
                            .status());
        } finally {
            threads.shutdownNow();
        }
    }

    private static int counted(RunningConsole console) {
        return console.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM console_login_attempts WHERE attempts > 0")
                .query(Integer.class)
                .single();
    }

    /** A password whose hash takes as long as the test wants. */
    private static final class Slow implements CharSequence {
        final CountDownLatch begun = new CountDownLatch(PERMITS);
        final CountDownLatch released = new CountDownLatch(1);

        @Override
        public int length() {
            begun.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "slow".length();
        }

        @Override
        public char charAt(int index) {
            return "slow".charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return "slow".subSequence(start, end);
        }

        @Override
        public String toString() {
            length();
            return "slow";
        }
    }
}
