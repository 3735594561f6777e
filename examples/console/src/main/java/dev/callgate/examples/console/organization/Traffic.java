package dev.callgate.examples.console.organization;

import dev.callgate.CallListener;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Counts decisions by minute and result, for the page of what happens now. The counts of all consoles on one database are added up there.
 * A console that is killed loses those of its last second: reports do not use them. Thread-safe.
 */
@Repository
public class Traffic implements CallListener {
    /** The result of an allowed call; otherwise, the result is the code of the refusal's cause. */
    public static final String ALLOWED = "allowed";

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    private static final Duration KEPT = Duration.ofDays(2);

    /** More than all organizations have results in a second. While the database is unreachable, further results are not counted. */
    private static final int MAX_PENDING = 10_000;

    private static final String ADD = """
            UPDATE console_traffic SET decisions = decisions + ?
            WHERE organization_id = ? AND decided_minute = ? AND result = ?""";

    private final JdbcClient database;
    private final Clock clock;
    private final Map<Key, Integer> pending = new ConcurrentHashMap<>();

    Traffic(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Key(OrganizationId organization, int minute, String result) {}

    /**
     * How many decisions of a minute had one result.
     *
     * @param at the beginning of the minute
     */
    public record Count(Instant at, String result, long decisions) {
        /** Returns whether the calls were allowed. */
        public boolean isAllowed() {
            return result.equals(ALLOWED);
        }
    }

    private static int minuteOf(Instant at) {
        return (int) Math.floorDiv(at.getEpochSecond(), Duration.ofMinutes(1).toSeconds());
    }

    @Override
    public void decided(CallRequest request, CallDecision decision, Duration took) {
        String result = decision instanceof Refused refused ? refused.cause().code() : ALLOWED;
        Key key = new Key(request.organization(), minuteOf(clock.instant()), result);
        if (pending.size() < MAX_PENDING || pending.containsKey(key)) {
            pending.merge(key, 1, Integer::sum);
        }
    }

    /** Writes what was counted since the last time. What cannot be written is written next time. */
    @PreDestroy
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    public void flush() {
        for (Key key : Set.copyOf(pending.keySet())) {
            Integer decisions = pending.remove(key);
            if (decisions != null) {
                write(key, decisions);
            }
        }
    }

    private void write(Key key, int decisions) {
        try {
            add(key, decisions);
        } catch (DataAccessException e) {
            pending.merge(key, decisions, Integer::sum);
            LOG.warn(
                    "{} decisions could not be added to the traffic of organization {}",
                    decisions,
                    key.organization,
                    e);
        }
    }

    private void add(Key key, int decisions) {
        if (update(key, decisions) > 0) {
            return;
        }
        try {
            database.sql(
                            "INSERT INTO console_traffic (organization_id, decided_minute, result, decisions) VALUES (?, ?, ?, ?)")
                    .params(key.organization.value(), key.minute, key.result, decisions)
                    .update();
        } catch (DuplicateKeyException e) {
            // Another console inserted the row in the meantime.
            update(key, decisions);
        }
    }

    private int update(Key key, int decisions) {
        return database.sql(ADD)
                .params(decisions, key.organization.value(), key.minute, key.result)
                .update();
    }

    /** Deletes what is older than two days. */
    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    public void deleteOld() {
        database.sql("DELETE FROM console_traffic WHERE decided_minute < ?")
                .param(minuteOf(clock.instant().minus(KEPT)))
                .update();
    }

    /** Returns how many decisions of each minute since that of an instant had which result. */
    public List<Count> since(OrganizationId organization, Instant start) {
        return database.sql("""
                        SELECT decided_minute, result, decisions FROM console_traffic
                        WHERE organization_id = ? AND decided_minute >= ?""")
                .params(organization.value(), minuteOf(start))
                .query(Traffic::count)
                .list();
    }

    private static Count count(ResultSet row, int index) throws SQLException {
        return new Count(
                Instant.EPOCH.plus(Duration.ofMinutes(row.getInt("decided_minute"))),
                row.getString("result"),
                row.getLong("decisions"));
    }
}
