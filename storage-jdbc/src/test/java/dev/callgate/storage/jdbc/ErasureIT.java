package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.CallJournal;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.E164;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads every column of every table, whatever is in it. */
class ErasureIT {
    /** Called by nobody else, so that no other test's rows have it. */
    private static final E164 CALLEE = E164.of("+4930901820");

    private static final String DIGITS = "30901820";
    private static final CalleePrivacy HASHED = CalleePrivacy.hashed(new byte[32]);
    private static final int MIN_TABLES = 8;

    private final Acme acme = new Acme();

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("T2 erasing a callee leaves no trace of the number or its hash in any table, and leaves every report "
            + "unchanged")
    void leavesNoTrace(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        StoreUnderTest.over(storage)
                .assign(
                        acme.organization,
                        acme.agent,
                        Acme.number(1),
                        Terms.dailyLimit(1_000).countries("DE"));
        for (CalleePrivacy privacy : List.of(CalleePrivacy.inFull(), HASHED, CalleePrivacy.none())) {
            call(storage, privacy);
        }
        assertEquals(Map.of("call_journal", 6, "call_counters", 2, "call_holds", 4), rowsWithTraces(database.url()));
        assertEquals(3, fingerprints(database.url()));
        List<UsageRow> reported = usage(storage);
        assertEquals(
                9, reported.stream().mapToLong(each -> each.calls().calls()).sum());

        assertEquals(6, CallJournal.over(storage).eraseCallee(acme.organization, CALLEE, HASHED));

        assertEquals(Map.of(), rowsWithTraces(database.url()));
        assertEquals(0, fingerprints(database.url()));
        assertEquals(reported, usage(storage));
        assertEquals(6, acme.callsMade(storage));
    }

    /** Counts the check values of calls that are open. */
    private int fingerprints(String url) throws SQLException {
        String sql = "SELECT COUNT(*) FROM call_journal WHERE organization_id = '%s' AND fingerprint IS NOT NULL"
                .formatted(acme.organization);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertTrue(row.next());
            return row.getInt(1);
        }
    }

    private List<UsageRow> usage(JdbcStorage storage) {
        LocalDate day = LocalDate.ofInstant(DialerProcess.CLOCK.instant(), ZoneOffset.UTC);
        return Reports.over(storage)
                .usage(UsageQuery.of(acme.organization, day, day).by(Dimension.values()));
    }

    /** Three calls: one stays open, one is completed, and one is released. */
    private void call(JdbcStorage storage, CalleePrivacy privacy) {
        Limit[] limits = privacy.identifiesCallees()
                ? new Limit[] {Limit.calls(10).perCallee().within(Duration.ofDays(7))}
                : new Limit[0];
        CallGate gate = CallGate.over(storage)
                .clock(DialerProcess.CLOCK)
                .policy(CallPolicy.inUtc().callees(privacy).limits(limits))
                .build();
        for (String fate : List.of("open", "completed", "released")) {
            CallRequest request = CallRequest.by(acme.organization, acme.agent).to(CALLEE.toString());
            assertTrue(gate.decide(request.callId(fate + ", " + privacy)).isAllowed());
        }
        gate.complete(
                acme.organization,
                new CallId("completed, " + privacy),
                CallOutcome.answered(Duration.ofSeconds(30)).sipStatus(200));
        gate.release(acme.organization, new CallId("released, " + privacy));
    }

    /** Counts, by table, the rows that have the number's digits or its hash in any column. */
    private static Map<String, Integer> rowsWithTraces(String url) throws SQLException {
        String hash = HASHED.keyOf(CALLEE).orElseThrow().value();
        Map<String, Integer> found = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            List<String> tables = tables(connection);
            assertTrue(tables.size() >= MIN_TABLES, tables::toString);
            for (String table : tables) {
                int rows = rowsWith(connection, table, DIGITS) + rowsWith(connection, table, hash);
                if (rows > 0) {
                    found.put(table.toLowerCase(Locale.ROOT), rows);
                }
            }
        }
        return found;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet all = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (all.next()) {
                tables.add(all.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static int rowsWith(Connection connection, String table, String text) throws SQLException {
        int found = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                boolean tells = false;
                for (int column = 1; column <= columns; column++) {
                    String value = rows.getString(column);
                    tells |= value != null && value.contains(text);
                }
                found += tells ? 1 : 0;
            }
        }
        return found;
    }
}
