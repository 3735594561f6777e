package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.BriefStoreContract;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.policy.Limit;
import dev.callgate.storage.jdbc.sql.Migrations;
import dev.callgate.storage.jdbc.sql.SqlScript;
import dev.callgate.storage.jdbc.sql.Statements;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * All tables of organizations partitioned by the hash of the organization, on PostgreSQL. The tables are made from the
 * library's own statements, and then migrated. In the end, every statement has to name the organization for each of its
 * tables, and its plans have to touch one partition of each.
 */
class PartitionedIT extends BriefStoreContract {
    private static final int PARTITIONS = 4;
    private static final int LEAST_STATEMENTS = 80;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Pattern CREATE =
            Pattern.compile("(?s)CREATE TABLE IF NOT EXISTS (\\w+) (\\(.*?\\))(?: WITH \\(fillfactor = \\d+\\))?");

    private static final Pattern PARTITION =
            Pattern.compile("\\bon (%s)_p(\\d)\\b".formatted(String.join("|", OrganizationSql.TABLES)));

    /** What is asked for once after a migration, about the rows of all organizations. */
    private static final Set<String> OF_ALL_ORGANIZATIONS = Set.of(
            "SELECT id FROM phone_numbers WHERE phone_number NOT LIKE '+%' ORDER BY id LIMIT 100",
            "SELECT COUNT(*) FROM phone_numbers WHERE phone_number NOT LIKE '+%'",
            "SELECT id FROM agent_phone_numbers WHERE allowed_countries IS NULL OR allowed_countries::text NOT LIKE '%\"%' ORDER BY id LIMIT 100",
            "SELECT COUNT(*) FROM agent_phone_numbers WHERE allowed_countries IS NULL OR allowed_countries::text NOT LIKE '%\"%'");

    private static final StatementLog LOG = new StatementLog();
    private static final ExplainedStatements EXPLAINED = new ExplainedStatements();

    private static HikariDataSource pool;
    private static JdbcStorage storage;

    @BeforeAll
    static void open() throws SQLException {
        String url = Databases.POSTGRESQL.emptyUrl();
        try (Connection connection = DriverManager.getConnection(url)) {
            createPartitioned(connection);
        }
        pool = Databases.pool(url, 16);
        assertEquals(Migrations.FILES, JdbcStorage.on(LOG.of(pool)).migrate().applied());
        storage = Databases.open(LOG.of(EXPLAINED.of(pool)));
        storage.validate();
    }

    /** Rewrites each CREATE TABLE, since PostgreSQL has no way to partition a table that exists. */
    private static void createPartitioned(Connection connection) throws SQLException {
        Set<String> created = new TreeSet<>();
        for (String file : Migrations.FILES) {
            for (String sql : SqlScript.statements(Database.POSTGRESQL.dialect(), file)) {
                Matcher table = CREATE.matcher(sql);
                if (table.matches() && OrganizationSql.TABLES.contains(table.group(1))) {
                    String name = table.group(1);
                    created.add(name);
                    Statements.execute(
                            connection,
                            "CREATE TABLE %s %s PARTITION BY HASH (organization_id)".formatted(name, table.group(2)));
                    for (int n = 0; n < PARTITIONS; n++) {
                        Statements.execute(
                                connection,
                                "CREATE TABLE %1$s_p%2$d PARTITION OF %1$s FOR VALUES WITH (MODULUS %3$d, REMAINDER %2$d)"
                                        .formatted(name, n, PARTITIONS));
                    }
                }
            }
        }
        assertEquals(new TreeSet<>(OrganizationSql.TABLES), created);
    }

    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(storage);
    }

    @Test
    @DisplayName("D2 groups of calls are counted exactly, by the statements for groups")
    void countsGroups() throws Exception {
        JdbcStorage groups = storage.groupCommit(GroupCommit.standard().maxWait(LONGEST));
        long deadline = System.nanoTime() + LONGEST.toNanos();
        for (Limit[] limits :
                new Limit[][] {{}, {Limit.calls(150).perOrganization().aDay()}}) {
            String part = limits.length == 0 ? "UPDATE" : "WITH usable_rows";
            while (EXPLAINED.plans().keySet().stream().noneMatch(sql -> isOfGroup(sql, part))) {
                assertTrue(System.nanoTime() < deadline, () -> "no group was counted by " + part);
                countGroups(groups, limits);
            }
        }
    }

    private static boolean isOfGroup(String sql, String part) {
        return sql.strip().startsWith(part) && sql.contains("unnest(?::uuid[]");
    }

    private static void countGroups(JdbcStorage groups, Limit... limits) throws Exception {
        Acme acme = new Acme();
        List<Acme> agents = IntStream.range(0, 8)
                .mapToObj(n -> new Acme(acme.organization, new AgentId("agent-" + n)))
                .toList();
        for (int n = 0; n < agents.size(); n++) {
            agents.get(n).assign(storage, n, 25);
        }
        CallGate gate = Acme.gate(groups, limits);
        int allowed = Together.run(16, caller -> () -> {
                    CallRequest request = agents.get(caller % agents.size()).request;
                    int calls = 0;
                    for (int i = 0; i < 16; i++) {
                        calls += gate.decide(request).isAllowed() ? 1 : 0;
                    }
                    return calls;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertEquals(limits.length == 0 ? 200 : 150, allowed);
        assertEquals(
                allowed,
                agents.stream().mapToInt(each -> each.callsMade(storage)).sum());
    }

    @AfterAll
    static void namesOneOrganization() {
        pool.close();
        Map<String, List<String>> problems = new TreeMap<>();
        for (String sql : LOG.statements()) {
            List<String> found = sql.startsWith("CREATE")
                            || sql.startsWith("ALTER")
                            || sql.startsWith("DO")
                            || OF_ALL_ORGANIZATIONS.contains(sql)
                    ? List.of()
                    : OrganizationSql.problems(sql);
            if (!found.isEmpty()) {
                problems.put(sql, found);
            }
        }
        assertEquals(Map.of(), problems);
        assertTrue(LOG.statements().containsAll(OF_ALL_ORGANIZATIONS), "an exception is not needed any more");
    }

    @AfterAll
    static void touchesOnePartition() {
        Map<String, String> problems = new TreeMap<>();
        Set<String> seen = new TreeSet<>();
        EXPLAINED.plans().forEach((sql, plans) -> {
            for (String plan : plans) {
                Map<String, Set<String>> touched = touched(plan);
                seen.addAll(touched.keySet());
                if (touched.values().stream().anyMatch(each -> each.size() > 1)) {
                    problems.put(sql, plan);
                }
            }
        });
        assertEquals(Map.of(), problems);
        assertEquals(new TreeSet<>(OrganizationSql.TABLES), seen);
        assertTrue(EXPLAINED.plans().size() >= LEAST_STATEMENTS, () -> "only %d statements"
                .formatted(EXPLAINED.plans().size()));
    }

    /** Returns the partitions that a plan touches, by their tables. */
    private static Map<String, Set<String>> touched(String plan) {
        return PARTITION
                .matcher(plan)
                .results()
                .collect(Collectors.groupingBy(
                        found -> found.group(1), Collectors.mapping(found -> found.group(2), Collectors.toSet())));
    }
}
