package dev.callgate.examples.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.security.authentication.LockedException;

class LoginLimitsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final MovableClock clock = new MovableClock(NOON);
    private JdbcConnectionPool pool;
    private JdbcClient database;
    private LoginLimits limits;

    @BeforeEach
    void start() {
        pool = JdbcConnectionPool.create("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()), "sa", "");
        pool.setMaxConnections(16);
        new ResourceDatabasePopulator(new ClassPathResource("db/console/V1002__login_attempts.sql")).execute(pool);
        database = JdbcClient.create(pool);
        limits = new LoginLimits(database, clock);
    }

    @AfterEach
    void stop() {
        pool.dispose();
    }

    @RepeatedTest(20)
    @DisplayName("of 120 attempts at once, by two consoles on one database, ten are checked")
    void burst() throws Exception {
        LoginLimits other = new LoginLimits(database, clock);
        ExecutorService threads = Executors.newFixedThreadPool(24);
        try {
            List<Future<Boolean>> asked = IntStream.range(0, 120)
                    .mapToObj(i -> threads.submit(() -> passes(i % 2 == 0 ? limits : other, "eve", "10.0.0.1")))
                    .toList();
            int passed = 0;
            for (Future<Boolean> each : asked) {
                passed += each.get() ? 1 : 0;
            }
            assertEquals(10, passed);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName(
            "guessing one user from many addresses at once is slowed after twenty; the delays grow to an hour and a day")
    void manyAddresses() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Boolean>> asked = IntStream.range(0, 180)
                    .mapToObj(i -> threads.submit(() -> passes(limits, "eve", "10.0.1." + i)))
                    .toList();
            int passed = 0;
            for (Future<Boolean> each : asked) {
                passed += each.get() ? 1 : 0;
            }
            assertEquals(20, passed);
        } finally {
            threads.shutdownNow();
        }
        pass(Duration.ofSeconds(29));
        assertFalse(passes(limits, "eve", "10.0.2.1"));
        pass(Duration.ofSeconds(1));
        assertTrue(passes(limits, "eve", "10.0.2.2"));
        assertFalse(passes(limits, "eve", "10.0.2.3"));
        pass(Duration.ofMinutes(1));
        assertTrue(passes(limits, "eve", "10.0.2.4"));
        int checked = 0;
        for (int minute = 0; minute < 7 * 24 * 60; minute += 5) {
            pass(Duration.ofMinutes(5));
            checked += passes(limits, "eve", "10.1.%d.%d".formatted(minute / 250, minute % 250)) ? 1 : 0;
        }
        // 78 until there are a hundred in three days, then one a day
        assertTrue(checked > 78 && checked <= 83, "checked: " + checked);
    }

    @Test
    @DisplayName("the user's own addresses are not refused by what others try elsewhere")
    void ownAddress() {
        logIn("eve", "10.0.0.1");
        for (int i = 0; i < 200; i++) {
            passes(limits, "eve", "10.0.1." + i);
        }
        assertFalse(passes(limits, "eve", "10.0.2.1"));
        logIn("eve", "10.0.0.1");
        assertFalse(passes(limits, "eve", "10.0.2.1"));
        pass(LoginLimits.KNOWN_DURATION);
        assertTrue(passes(limits, "eve", "10.0.0.1"));
    }

    @Test
    @DisplayName("a log-in takes back what its address owes, and nothing of other addresses")
    void resets() {
        for (int i = 0; i < 19; i++) {
            assertTrue(passes(limits, "eve", "10.0.1." + i));
        }
        logIn("eve", "10.0.0.1");
        assertTrue(passes(limits, "eve", "10.0.1.20"));
        assertFalse(passes(limits, "eve", "10.0.1.21"));
        for (int i = 0; i < 9; i++) {
            assertTrue(passes(limits, "zoe", "10.0.0.1"));
        }
        logIn("zoe", "10.0.0.1");
        for (int i = 0; i < 10; i++) {
            assertTrue(passes(limits, "zoe", "10.0.0.1"));
        }
        assertFalse(passes(limits, "zoe", "10.0.0.1"));
    }

    @Test
    @DisplayName("two log-ins at once from a new address take back their own attempts, once")
    void resetsAtOnce() {
        for (int i = 0; i < 17; i++) {
            assertTrue(passes(limits, "eve", "10.0.1." + i));
        }
        LoginLimits.Attempt first = limits.begin("eve", "10.0.0.1");
        LoginLimits.Attempt second = limits.begin("eve", "10.0.0.1");
        limits.succeeded(second);
        limits.succeeded(first);
        assertTrue(passes(limits, "eve", "10.0.2.1"));
        assertTrue(passes(limits, "eve", "10.0.2.2"));
        assertTrue(passes(limits, "eve", "10.0.2.3"));
        assertFalse(passes(limits, "eve", "10.0.2.4"));
    }

    @Test
    @DisplayName("whoever guesses behind the user's own address, between the user's log-ins, gets thirty a day")
    void behindOneAddress() {
        logIn("eve", "10.0.0.1");
        int checked = 0;
        for (int i = 0; i < 60; i++) {
            if (i % 9 == 0 && checked < 30) {
                logIn("eve", "10.0.0.1");
            }
            checked += passes(limits, "eve", "10.0.0.1") ? 1 : 0;
        }
        assertEquals(30, checked);
        pass(Duration.ofDays(1));
        assertTrue(passes(limits, "eve", "10.0.0.1"));
    }

    @Test
    @DisplayName(
            "one address gets fifty wrong ones over all users who never logged in from there; who did is not refused")
    void spraying() {
        logIn("known", "10.0.0.1");
        for (int i = 0; i < 50; i++) {
            assertTrue(passes(limits, "user" + i, "10.0.0.1"));
        }
        assertFalse(passes(limits, "another", "10.0.0.1"));
        assertTrue(passes(limits, "another", "10.0.0.2"));
        logIn("known", "10.0.0.1");
        pass(Duration.ofMinutes(15));
        assertTrue(passes(limits, "another", "10.0.0.1"));
    }

    @Test
    @DisplayName("a call center of three hundred behind one address logs in, though each of them mistypes first")
    void callCenter() {
        for (int i = 0; i < 300; i++) {
            assertTrue(passes(limits, "agent" + i, "10.0.0.1"));
            logIn("agent" + i, "10.0.0.1");
        }
    }

    @Test
    @DisplayName(
            "an attempt that was not checked counts nowhere; ten wrong ones lock for a quarter of an hour from the last")
    void notChecked() {
        for (int i = 0; i < 100; i++) {
            limits.cancelAttempt(limits.begin("eve", "10.0.0.1"));
        }
        for (int i = 0; i < 10; i++) {
            assertTrue(passes(limits, "eve", "10.0.0.1"));
        }
        assertFalse(passes(limits, "eve", "10.0.0.1"));
        pass(Duration.ofMinutes(14));
        assertFalse(passes(limits, "eve", "10.0.0.1"));
        pass(Duration.ofMinutes(1));
        assertTrue(passes(limits, "eve", "10.0.0.1"));
    }

    @Test
    @DisplayName("names that differ by case, blanks or form of Unicode have one count")
    void sameName() {
        String[] names = {"zoë", "ZOË", " zoe\u0308", "ｚoë"};
        for (int i = 0; i < 10; i++) {
            assertTrue(passes(limits, names[i % names.length], "10.0.0.1"));
        }
        assertFalse(passes(limits, "Zoë", "10.0.0.1"));
    }

    @Test
    @DisplayName(
            "rows are deleted when they are forgotten, and those soonest forgotten when there are too many; no name is in them")
    void rows() {
        LoginLimits small = new LoginLimits(database, clock, 100);
        for (int i = 0; i < 200; i++) {
            passes(small, "user" + i, "10.0.%d.1".formatted(i));
        }
        assertEquals(600, count());
        assertTrue(database.sql("SELECT id FROM console_login_attempts").query(String.class).list().stream()
                .allMatch(each -> each.matches("[0-9a-f]{64}")));
        pass(Duration.ofMinutes(6));
        passes(small, "one more", "10.1.0.1");
        assertTrue(count() <= 103, "rows: " + count());
        pass(Duration.ofDays(3));
        passes(small, "one more", "10.1.0.1");
        assertEquals(3, count());
    }

    @Test
    @DisplayName("an IPv6 address is counted by its first 64 bits, and no name server is asked")
    void addresses() {
        assertEquals(LoginAddress.counted("2001:db8:1:2::1"), LoginAddress.counted("2001:db8:1:2:ffff:1:2:3"));
        assertNotEquals(LoginAddress.counted("2001:db8:1:2::1"), LoginAddress.counted("2001:db8:1:3::1"));
        assertEquals("10.0.0.1", LoginAddress.counted("10.0.0.1"));
        assertEquals("10.0.0.1", LoginAddress.counted("::ffff:10.0.0.1"));
        assertEquals(LoginAddress.counted("fe80::1"), LoginAddress.counted("fe80:0:0:0:0:0:0:1%eth0"));
        assertEquals("proxy.example", LoginAddress.counted("proxy.example"));
        assertEquals("a:b:c", LoginAddress.counted("a:b:c"));
    }

    private void pass(Duration time) {
        clock.moveTo(clock.instant().plus(time));
    }

    private int count() {
        return database.sql("SELECT COUNT(*) FROM console_login_attempts")
                .query(Integer.class)
                .single();
    }

    private void logIn(String user, String address) {
        limits.succeeded(limits.begin(user, address));
    }

    private static boolean passes(LoginLimits limits, String user, String address) {
        try {
            limits.begin(user, address);
            return true;
        } catch (LockedException e) {
            return false;
        }
    }
}
