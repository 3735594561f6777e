package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.storage.jdbc.sql.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A database of the system that this library succeeds, in use: UUIDs of its own tables, JSONB, counts of today. */
class PredecessorTest {
    private static final OrganizationId ACME = new OrganizationId("0a000000-0000-4000-8000-000000000001");
    private static final AgentId ANN = new AgentId("0b000000-0000-4000-8000-000000000001");
    private static final AgentId BOB = new AgentId("0b000000-0000-4000-8000-000000000002");
    private static final String US = "+12025550199";
    private static final String CANADA = "+14165550100";

    /** The day that the fixture's counts belong to. */
    private final Clock clock = Clock.fixed(Instant.parse("2026-03-02T15:00:00Z"), ZoneOffset.UTC);

    private HikariDataSource pool;
    private JdbcStorage storage;
    private MigrationReport report;
    private CallGate gate;

    @BeforeEach
    void takeOverTables() throws SQLException, IOException {
        pool = Databases.pool(Databases.POSTGRESQL.emptyUrl(), 4);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                InputStream script = getClass().getResourceAsStream("/predecessor-postgresql.sql")) {
            statement.execute(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
        }
        storage = JdbcStorage.on(pool);
        report = storage.migrate();
        gate = CallGate.over(storage).clock(clock).build();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private CallDecision call(AgentId agent, String to) {
        return gate.decide(CallRequest.by(ACME, agent).to(to));
    }

    private Assignment assignment(AgentId agent, String from) {
        return storage.assignmentsOf(ACME, agent).stream()
                .filter(each -> each.number().e164().toString().equals(from))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("its counts, limits and countries are those that the gate decides by")
    void decidesByExistingData() {
        Assignment used = assignment(ANN, "+12025550101");
        assertEquals(new Terms(100, Countries.of("US", "CA")), used.terms());
        assertEquals(98, used.callsMadeToday());
        assertEquals(LocalDate.parse("2026-03-02"), used.lastResetDate());

        assertEquals(
                99,
                Objects.requireNonNull(assertInstanceOf(Allowed.class, call(ANN, CANADA))
                                .assignment())
                        .callsMadeToday());
        assertTrue(call(ANN, US).isAllowed());
        Refused full = assertInstanceOf(Refused.class, call(ANN, US));
        assertTrue(full.reasons().stream().map(Reason::code).toList().contains(Reason.DAILY_LIMIT_REACHED));
        assertEquals(100, assignment(ANN, "+12025550101").callsMadeToday());
    }

    @Test
    @DisplayName("a count of yesterday starts over")
    void startsOver() {
        assertEquals(50, assignment(BOB, "+12025550102").callsMadeToday());

        Allowed allowed = assertInstanceOf(Allowed.class, call(BOB, US));

        assertEquals(1, Objects.requireNonNull(allowed.assignment()).callsMadeToday());
    }

    @Test
    @DisplayName("rows without a country are named, and allow nothing; a number that is not E.164 is named and skipped")
    void reportsRowsThatNeedAttention() {
        assertEquals(Migrations.FILES, report.applied());
        assertEquals(2, report.countWithoutCountries());
        assertEquals(
                List.of(
                        UUID.fromString("0d000000-0000-4000-8000-000000000003"),
                        UUID.fromString("0d000000-0000-4000-8000-000000000004")),
                report.assignmentsWithoutCountries());
        assertEquals(1, report.countNotInE164());
        assertEquals(List.of(UUID.fromString("0c000000-0000-4000-8000-000000000006")), report.numbersNotInE164());

        AgentId cid = new AgentId("0b000000-0000-4000-8000-000000000003");
        List<Assignment> ofCid = storage.assignmentsOf(ACME, cid);
        assertEquals(2, ofCid.size());
        assertTrue(ofCid.stream().allMatch(each -> each.terms().countries().equals(Countries.none())));
        assertFalse(call(cid, US).isAllowed());
    }

    @Test
    @DisplayName("administration continues from the existing state")
    void continuesToAdminister() {
        NumberInventory numbers = NumberInventory.over(storage);
        Assignments assignments = Assignments.over(storage);
        PhoneNumber available = numbers.find(ACME, E164.of("+12025550105")).orElseThrow();
        assertEquals("US", available.country());

        assignments.assign(available, BOB, Terms.forCountries("GB"));
        assertTrue(call(BOB, "+442079460100").isAllowed());
        PhoneNumber used = assignment(ANN, "+12025550101").number();
        assignments.unassign(used);
        Assignment back = assignments.assign(used, ANN, Terms.forCountries("US"));
        assertEquals(98, back.callsMadeToday());
        numbers.add(NewNumber.of(ACME, "+12025550111").provider("twilio"));
        numbers.delete(
                ACME, numbers.find(ACME, E164.of("+12025550111")).orElseThrow().id());
    }

    @Test
    @DisplayName("D5 D6 T2 its calls are distinguished by their IDs, released, completed and reported as well")
    void journals() {
        CallRequest request = CallRequest.by(ACME, BOB).to(US);
        Allowed first = assertInstanceOf(Allowed.class, gate.decide(request.callId("c-1")));
        Allowed again = assertInstanceOf(Allowed.class, gate.decide(request.callId("c-1")));
        assertTrue(again.repeated());
        assertEquals(first.assignment(), again.assignment());
        assertTrue(gate.decide(request.callId("c-2")).isAllowed());
        assertFalse(gate.decide(CallRequest.by(ACME, BOB).to("+819012345678").callId("c-3"))
                .isAllowed());
        assertTrue(gate.release(ACME, new CallId("c-1")).isPresent());
        assertTrue(gate.complete(ACME, new CallId("c-2"), CallOutcome.answered(Duration.ofSeconds(20)))
                .isPresent());

        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<CallRecord> calls = CallJournal.over(storage).list(CallQuery.of(ACME, BOB, today));
        assertEquals(
                List.of("c-1", "c-2"),
                calls.stream().map(each -> each.call().callId().value()).toList());
        Reports reports = Reports.over(storage);
        UsageQuery query = UsageQuery.of(ACME, today, today);
        for (Dimension each : Dimension.values()) {
            UsageRow row = reports.usage(query.by(each)).get(0);
            assertEquals(
                    List.of(2L, 1L, 1L),
                    List.of(
                            row.calls().calls(),
                            row.calls().released(),
                            row.calls().answered()),
                    each.name());
        }
        assertEquals(1, reports.refusals(query.by(Dimension.AGENT)).size());
        assertFalse(reports.utilization(ACME, today, 0, 10).isEmpty());
        assertEquals(0, CallJournal.over(storage).eraseCallee(ACME, E164.of(US)));
        assertEquals(2, CallJournal.over(storage).forgetCallsBefore(ACME, today.plusDays(1)));
    }

    @Test
    @DisplayName("its manual reset is still available, by SQL and by method, and gives nobody a second allowance today")
    void resetsByHand() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT reset_daily_call_counts()")) {
            assertTrue(rows.next());
            assertTrue(rows.getInt(1) > 0);
        }
        assertEquals(0, assignment(BOB, "+12025550102").callsMadeToday());

        storage = JdbcStorage.on(pool);
        gate = CallGate.over(storage).build();
        assertTrue(call(ANN, US).isAllowed());
        Assignments.over(storage).resetDailyCallCounts(ACME, ZoneOffset.UTC);
        assertEquals(1, assignment(ANN, "+12025550101").callsMadeToday());
    }

    @Test
    @DisplayName("an agent ID that is no UUID is a permanent failure in such a database, not a refusal")
    void requiresItsKindOfId() {
        assertThrows(StoreException.Permanent.class, () -> call(new AgentId("agent-7"), US));
    }
}
