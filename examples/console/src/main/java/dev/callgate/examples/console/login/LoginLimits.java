package dev.callgate.examples.console.login;

import dev.callgate.examples.console.login.LoginLimit.Count;
import dev.callgate.examples.console.organization.Sha256;
import jakarta.annotation.Nullable;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.LockedException;
import org.springframework.stereotype.Repository;

/**
 * Counts attempts to log in by password, in the database, for all consoles together. Thread-safe.
 *
 * <ol>
 *   <li>Before a password is checked, the attempt is counted by each {@link LoginLimit} that holds for it, or refused. Each count is one
 *       row, changed only if it is as it was read: of any number of concurrent attempts, no more than the limit pass.
 *   <li>If the password is right, the attempt is subtracted, and so are the failed attempts of the user from the same address, but not
 *       those from other addresses. The address is stored as one of the user's.
 *   <li>If the password could not be checked, the attempt is subtracted.
 * </ol>
 *
 * <p>Unknown users are counted like others, so that an attacker does not learn which users exist. Expired rows are deleted; above a
 * million rows, those that expire first are deleted too.
 */
@Repository
class LoginLimits {
    static final int MAX_ROWS = 1_000_000;

    /** How long an address counts as the user's after the last login from there. */
    static final Duration KNOWN_DURATION = Duration.ofDays(90);

    private static final Duration RENEWAL_INTERVAL = Duration.ofDays(1);
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(5);

    /** After so many lost updates, there is a flood of attempts. */
    private static final int MAX_LOST_UPDATES = 100;

    private static final String KNOWN = "KNOWN";

    private static final List<LoginLimit> OF_KNOWN = List.of(LoginLimit.PAIR, LoginLimit.DAY);
    private static final List<LoginLimit> OF_OTHERS = List.of(LoginLimit.PAIR, LoginLimit.USER, LoginLimit.ADDRESS);

    private final JdbcClient database;
    private final Clock clock;
    private final int mostRows;
    private final AtomicLong nextSweep = new AtomicLong(Long.MIN_VALUE);

    @Autowired
    LoginLimits(JdbcClient database, Clock clock) {
        this(database, clock, MAX_ROWS);
    }

    LoginLimits(JdbcClient database, Clock clock, int mostRows) {
        this.database = database;
        this.clock = clock;
        this.mostRows = mostRows;
    }

    /**
     * An attempt that was counted.
     *
     * @param counted the limits that count it
     * @param knownUntil until when the address is one of the user's; 0 if it is not
     */
    record Attempt(String username, String address, Set<LoginLimit> counted, long knownUntil) {
        String id(LoginLimit limit) {
            return LoginLimits.id(limit, username, address);
        }

        String idOfKnownUser() {
            return LoginLimits.hash(KNOWN, username, address);
        }
    }

    /**
     * Counts an attempt, before its password is checked.
     *
     * @throws LockedException if there were too many; nothing is counted then
     */
    Attempt begin(String username, String address) {
        long now = clock.millis();
        sweep(now);
        String user = canonical(username);
        Map<String, Count> rows = read(idsOf(user, address));
        Count known = rows.get(hash(KNOWN, user, address));
        long knownUntil = known == null || known.isForgotten(now) ? 0 : known.forgetAt();
        List<LoginLimit> limits = knownUntil > 0 ? OF_KNOWN : OF_OTHERS;
        Attempt attempt = new Attempt(user, address, EnumSet.noneOf(LoginLimit.class), knownUntil);
        for (LoginLimit each : limits) {
            Count before = rows.get(attempt.id(each));
            if (before != null && before.refuses(now)) {
                throw locked();
            }
        }
        limits.forEach(each -> count(attempt, each, rows.get(attempt.id(each)), now));
        return attempt;
    }

    private void count(Attempt attempt, LoginLimit limit, @Nullable Count read, long now) {
        String id = attempt.id(limit);
        Count before = read;
        for (int race = 0; race < MAX_LOST_UPDATES; race++) {
            if (before != null && before.refuses(now)) {
                cancelAttempt(attempt);
                throw locked();
            }
            Count after = limit.next(before, now);
            if (before == null ? insert(id, after) : replace(id, before, after)) {
                attempt.counted().add(limit);
                return;
            }
            before = read(List.of(id)).get(id);
        }
        cancelAttempt(attempt);
        throw new TooManyLogins();
    }

    private static LockedException locked() {
        return new LockedException("There were too many wrong passwords; try again later");
    }

    /** Subtracts an attempt with the right password, and the failed attempts of the user from this address. */
    void succeeded(Attempt attempt) {
        int owed = takeAll(attempt.id(LoginLimit.PAIR));
        for (LoginLimit each : attempt.counted()) {
            switch (each) {
                case PAIR -> {}
                case DAY -> subtract(attempt.id(each), 1);
                case USER, ADDRESS -> subtract(attempt.id(each), owed);
            }
        }
        record(attempt);
    }

    /** Subtracts an attempt whose password was not checked, unless a concurrent login did. */
    void cancelAttempt(Attempt attempt) {
        if (attempt.counted().contains(LoginLimit.PAIR) && subtract(attempt.id(LoginLimit.PAIR), 1)) {
            attempt.counted().stream()
                    .filter(each -> each != LoginLimit.PAIR)
                    .forEach(each -> subtract(attempt.id(each), 1));
        }
    }

    /** Sets a count to zero, and returns its value before: of two concurrent logins, one takes the count of both. */
    private int takeAll(String id) {
        for (int race = 0; race < MAX_LOST_UPDATES; race++) {
            Count before = read(List.of(id)).get(id);
            if (before == null || before.attempts() == 0) {
                return 0;
            }
            if (replace(id, before, new Count(0, 0, before.forgetAt()))) {
                return before.attempts();
            }
        }
        return 0;
    }

    private void record(Attempt attempt) {
        long now = clock.millis();
        Count known = new Count(0, 0, now + KNOWN_DURATION.toMillis());
        if (attempt.knownUntil() > known.forgetAt() - RENEWAL_INTERVAL.toMillis()) {
            return;
        }
        if (!insert(attempt.idOfKnownUser(), known)) {
            database.sql("UPDATE console_login_attempts SET forget_at = ? WHERE id = ?")
                    .params(known.forgetAt(), attempt.idOfKnownUser())
                    .update();
        }
    }

    private Map<String, Count> read(List<String> ids) {
        Map<String, Count> rows = new HashMap<>();
        database.sql("SELECT id, attempts, blocked_until, forget_at FROM console_login_attempts WHERE id IN (:ids)")
                .param("ids", ids)
                .query(row -> {
                    rows.put(
                            row.getString("id"),
                            new Count(row.getInt("attempts"), row.getLong("blocked_until"), row.getLong("forget_at")));
                });
        return rows;
    }

    private boolean insert(String id, Count count) {
        try {
            database.sql("""
                    INSERT INTO console_login_attempts (id, attempts, blocked_until, forget_at)
                    VALUES (?, ?, ?, ?)""")
                    .params(id, count.attempts(), count.blockedUntil(), count.forgetAt())
                    .update();
            return true;
        } catch (DuplicateKeyException | ConcurrencyFailureException e) {
            return false;
        }
    }

    private boolean replace(String id, Count before, Count after) {
        try {
            return database.sql("""
                            UPDATE console_login_attempts SET attempts = ?, blocked_until = ?, forget_at = ?
                            WHERE id = ? AND attempts = ? AND forget_at = ?""")
                            .params(after.attempts(), after.blockedUntil(), after.forgetAt())
                            .params(id, before.attempts(), before.forgetAt())
                            .update()
                    == 1;
        } catch (ConcurrencyFailureException e) {
            return false;
        }
    }

    /**
     * Subtracts from a count unless it is zero, and returns whether it did. Also ends a block, which this attempt may have begun; the rest
     * of the count begins it again with the next attempt.
     */
    private boolean subtract(String id, int owed) {
        return database.sql("""
                        UPDATE console_login_attempts
                        SET attempts = CASE WHEN attempts > ? THEN attempts - ? ELSE 0 END, blocked_until = 0
                        WHERE id = ? AND attempts > 0""").params(owed, owed, id).update() > 0;
    }

    /** Deletes expired rows from time to time. */
    private void sweep(long now) {
        long next = nextSweep.get();
        if (now < next || !nextSweep.compareAndSet(next, now + BETWEEN_SWEEPS.toMillis())) {
            return;
        }
        deleteUntil(now);
        long tooMany = database.sql("SELECT COUNT(*) FROM console_login_attempts")
                        .query(Long.class)
                        .single()
                - mostRows;
        if (tooMany > 0) {
            database.sql("SELECT forget_at FROM console_login_attempts ORDER BY forget_at LIMIT 1 OFFSET ?")
                    .param(tooMany - 1)
                    .query(Long.class)
                    .optional()
                    .ifPresent(this::deleteUntil);
        }
    }

    private void deleteUntil(long forgetAt) {
        database.sql("DELETE FROM console_login_attempts WHERE forget_at <= ?")
                .param(forgetAt)
                .update();
    }

    /** Names that look alike share one count. */
    private static String canonical(String username) {
        return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static List<String> idsOf(String user, String address) {
        List<String> ids = new ArrayList<>();
        ids.add(hash(KNOWN, user, address));
        for (LoginLimit each : LoginLimit.values()) {
            ids.add(id(each, user, address));
        }
        return ids;
    }

    private static String id(LoginLimit limit, String user, String address) {
        return switch (limit) {
            case PAIR, DAY -> hash(limit.name(), user, address);
            case USER -> hash(limit.name(), user, "");
            case ADDRESS -> hash(limit.name(), "", address);
        };
    }

    /** Neither a user name nor an address contains a line break. */
    private static String hash(String kind, String user, String address) {
        return Sha256.hex(String.join("\n", kind, user, address));
    }
}
