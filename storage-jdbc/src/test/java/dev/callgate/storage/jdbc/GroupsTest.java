package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.StoreException;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterValue;
import dev.callgate.storage.jdbc.count.Answer;
import dev.callgate.storage.jdbc.count.GroupCount;
import dev.callgate.storage.jdbc.sql.ConnectionSource;
import dev.callgate.storage.jdbc.sql.H2Dialect;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.OwnConnections;
import dev.callgate.storage.jdbc.table.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Groups of chosen calls, one after the other. */
class GroupsTest {
    private static final Instant NOON = DialerProcess.CLOCK.instant();
    private static final Duration HOUR = Duration.ofHours(1);

    private final Acme acme = new Acme();
    private final Counter window = Counter.ofAgent(acme.agent, Counter.Kind.parse("calls/PT1H"));
    private HikariDataSource pool;
    private Assignment assignment;
    private GroupCount groups;

    @BeforeEach
    void open() throws SQLException {
        pool = Databases.pool(Databases.H2.emptyUrl(), 2);
        JdbcStorage storage = Databases.open(pool);
        storage.migrate();
        assignment = acme.assign(storage, 1, 100);
        Jdbc jdbc = new Jdbc(
                new OwnConnections(ConnectionSource.of(pool), new H2Dialect(), OwnConnections.DEFAULT_RETRY_TIMEOUT));
        groups = new GroupCount(jdbc, Tables.of(jdbc));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private CountRequest call(CounterLimit... limits) {
        return call(NOON, limits);
    }

    private CountRequest call(Instant at, CounterLimit... limits) {
        return new CountRequest(
                assignment,
                E164.parse(DialerProcess.DESTINATION),
                CallDay.at(at, ZoneOffset.UTC),
                at,
                null,
                List.of(limits),
                null);
    }

    /** A call some minutes after noon, of which an agent may place two within an hour. */
    private CountRequest callAt(int minutes) {
        Instant at = NOON.plus(Duration.ofMinutes(minutes));
        return call(at, new CounterLimit(window, 2, 1, LocalDateTime.ofInstant(at, ZoneOffset.UTC), HOUR));
    }

    private List<CountResult> resultsAt(Integer... minutes) {
        return groups.count(List.of(minutes).stream().map(this::callAt).toList()).stream()
                .map(Answer::get)
                .toList();
    }

    @Test
    @DisplayName("D2 D14 a call that has ended frees its place once, though several calls of a group find it ended")
    void freesOnePlace() {
        assertInstanceOf(CountResult.Counted.class, resultsAt(0).get(0));
        assertInstanceOf(CountResult.Counted.class, resultsAt(30).get(0));
        List<CountResult> results = resultsAt(61, 62);
        assertInstanceOf(CountResult.Counted.class, results.get(0));
        CounterValue full = assertInstanceOf(CountResult.LimitReached.class, results.get(1))
                .usage()
                .of(window);
        assertEquals(2, full.amount());
        assertEquals(NOON.plus(Duration.ofMinutes(90)), full.holds().get(0).ends(), "the end that makes room");
    }

    @Test
    @DisplayName("D2 D14 a call that ends between two calls of a group frees its place for the second one")
    void freesPlacesInBetween() {
        assertInstanceOf(CountResult.Counted.class, resultsAt(0).get(0));
        assertInstanceOf(CountResult.Counted.class, resultsAt(30).get(0));
        resultsAt(61, 91).forEach(each -> assertInstanceOf(CountResult.Counted.class, each));
        assertInstanceOf(CountResult.LimitReached.class, resultsAt(92).get(0));
    }

    @Test
    @DisplayName("D4 calls of a group that are counted stay counted, though counting the others fails")
    void failsInPart() throws SQLException {
        CounterLimit daily = new CounterLimit(
                Counter.ofAgent(acme.agent, Acme.DAILY_CALLS), 5, 1, LocalDateTime.parse("2026-03-02T00:00"), null);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE call_counters RENAME TO other_counters");
        }
        List<Answer> answers = groups.count(List.of(call(), call(daily)));
        assertInstanceOf(CountResult.Counted.class, answers.get(0).get());
        assertTrue(answers.get(1).needsRetryAlone());
        assertThrows(StoreException.Permanent.class, () -> groups.count(List.of(call(daily))));
    }
}
