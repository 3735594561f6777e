package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.LimitsUnderFire;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How databases find the counters and the held calls of one call among 100,000 of its organization. */
class PlansOfLimitsIT {
    private static final int ROWS = 100_000;
    private static final int MOST_READ = 20;
    private static final Set<String> TABLES = Set.of("call_counters", "call_holds");

    private final Acme acme = new Acme();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            POSTGRESQL; generate_series(1, 100000) AS s (n); ANALYZE
            MARIADB; (SELECT seq AS n FROM seq_1_to_100000) s; ANALYZE TABLE call_counters, call_holds
            H2; (SELECT X AS n FROM SYSTEM_RANGE(1, 100000)) s; ANALYZE""")
    @DisplayName(
            "K3 D14 every statement on limits finds its rows by their whole key, among 100,000 of the organization")
    void findsRowsByKey(Databases database, String series, String analyze) throws SQLException {
        String url = database.emptyUrl();
        try (HikariDataSource pool = Databases.pool(url, 2)) {
            JdbcStorage storage = Databases.open(pool);
            storage.migrate();
            acme.assign(storage, 1, 1_000);
            assertTrue(gate(storage).decide(request("first")).isAllowed());
            fill(pool, series, analyze);

            Plans plans = new Plans(PlansOfLimitsIT::isOnLimits);
            runEverything(gate(Databases.open(plans.of(pool))));

            assertFalse(plans.bySql().isEmpty());
            plans.bySql().forEach((sql, plan) -> assertByKey(database, sql, plan));
            if (database == Databases.POSTGRESQL) {
                assertTrue(plans.bySql().keySet().stream().anyMatch(sql -> sql.startsWith("WITH")));
                for (String sql : plans.bySql().keySet()) {
                    assertByKey(database, sql, genericPlan(url, sql));
                }
            }
        }
    }

    private static CallGate gate(JdbcStorage storage) {
        return LimitsUnderFire.gate(storage, LimitsUnderFire.Phase.NUMBER);
    }

    private CallRequest request(String id) {
        return acme.request.with("campaign", "spring").callId(id);
    }

    private static boolean isOnLimits(String sql) {
        return TABLES.stream().anyMatch(sql::contains) && !sql.startsWith("INSERT");
    }

    /** Copies the counters and the held calls of one call to others. */
    private static void fill(HikariDataSource pool, String series, String analyze) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                String columns =
                        table.equals("call_counters") ? "amount, period_start, most" : "hold_id, ends_at, amount";
                int copied = statement.executeUpdate("""
                        INSERT INTO %1$s (organization_id, scope, counted_id, kind, %2$s)
                        SELECT organization_id, scope, CONCAT(counted_id, '-', n), kind, %2$s
                        FROM %1$s CROSS JOIN %3$s WHERE kind LIKE '%%/PT24H'""".formatted(table, columns, series));
                assertEquals(ROWS, copied);
            }
            statement.execute(analyze);
        }
    }

    private void runEverything(CallGate gate) {
        CallOutcome answered = CallOutcome.answered(Duration.ofSeconds(9));
        assertTrue(gate.decide(request("second")).isAllowed());
        assertTrue(gate.decide(request("third")).isAllowed());
        assertFalse(gate.decide(request("fourth")).isAllowed());
        assertFalse(gate.preview(request("fifth")).isAllowed());
        assertTrue(gate.renew(acme.organization, new CallId("second")));
        assertTrue(
                gate.complete(acme.organization, new CallId("second"), answered).isPresent());
        assertTrue(gate.release(acme.organization, new CallId("third")).isPresent());
        assertTrue(gate.decide(request("sixth")).isAllowed());
    }

    /** What PostgreSQL's driver may use for a statement that it has prepared. */
    private static List<Map<String, String>> genericPlan(String url, String sql) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int parameters = 0;
        for (String part : sql.replace("??", "\0").split("\\?", -1)) {
            numbered.append(parameters == 0 ? "" : "$" + parameters).append(part);
            parameters++;
        }
        try (Connection connection = DriverManager.getConnection(url + "&preferQueryMode=simple");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "EXPLAIN (GENERIC_PLAN) " + numbered.toString().replace("\0", "??"))) {
            return Plans.rows(rows);
        }
    }

    private static void assertByKey(Databases database, String sql, List<Map<String, String>> plan) {
        String text = plan.stream().map(Object::toString).collect(Collectors.joining("\n", sql + "\n", ""));
        List<String> problems =
                switch (database) {
                    case POSTGRESQL -> problemsOnPostgres(plan);
                    case MARIADB -> problemsOnMariaDb(plan);
                    default -> problemsOnH2(plan);
                };
        assertEquals(List.of(), problems, text);
    }

    /** Each line that scans one of the tables is followed by the condition of its index. */
    private static List<String> problemsOnPostgres(List<Map<String, String>> plan) {
        List<String> lines = plan.stream().map(row -> row.get("QUERY PLAN")).toList();
        List<String> problems = new ArrayList<>();
        int scans = 0;
        for (int n = 0; n < lines.size(); n++) {
            String line = lines.get(n);
            if (line.contains("Scan")
                    && TABLES.stream().anyMatch(table -> line.matches(".* (on|using) " + table + ".*"))) {
                scans++;
                String condition = n + 1 < lines.size() ? lines.get(n + 1) : "";
                if (!line.contains("Index") || !condition.contains("Index Cond:") || !condition.contains("kind")) {
                    problems.add(line.strip() + " " + condition.strip());
                }
            }
        }
        return scans == 0 ? List.of("no scan of a table was found") : problems;
    }

    private static List<String> problemsOnMariaDb(List<Map<String, String>> plan) {
        return plan.stream()
                .filter(row -> TABLES.contains(row.get("table")))
                .filter(row -> !Set.of("PRIMARY", "call_holds_end").contains(row.get("key"))
                        || Long.parseLong(row.get("rows")) > MOST_READ)
                .map(Object::toString)
                .toList();
    }

    /** H2 writes the index and its conditions into a comment. */
    private static List<String> problemsOnH2(List<Map<String, String>> plan) {
        return plan.stream()
                .flatMap(row -> row.values().stream())
                .filter(text -> !text.matches("(?s).*/\\*[^*]*(PRIMARY_KEY|CALL_HOLDS_END)[^*]*KIND = [^*]*\\*/.*"))
                .toList();
    }
}
