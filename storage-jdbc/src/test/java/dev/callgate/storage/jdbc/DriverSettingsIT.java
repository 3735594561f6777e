package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.ImportRow.Column;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes on a MariaDB whose drivers have settings that change how statements are sent, and what is returned of them. */
class DriverSettingsIT {
    private static final int NUMBERS = 2_300;
    private static final int AGENTS = 20;
    private static final int MOST = 300;

    private final Acme acme = new Acme();

    @ParameterizedTest(name = "{0}{1}")
    @CsvSource({
        "MARIADB, &useBulkStmts=true&useBulkStmtsForInserts=true",
        "MARIADB, &useBulkStmtsForInserts=false&disablePipeline=true",
        "MARIADB, &useServerPrepStmts=true&useBulkStmts=true",
        "MARIADB, &rewriteBatchedStatements=true&allowMultiQueries=true",
        "MARIADB, &useAffectedRows=true",
        "MARIADB_BY_MYSQL_DRIVER, &rewriteBatchedStatements=true&allowMultiQueries=true",
        "MARIADB_BY_MYSQL_DRIVER, &useServerPrepStmts=true&cachePrepStmts=true&rewriteBatchedStatements=true",
        "MARIADB_BY_MYSQL_DRIVER, &useAffectedRows=true"
    })
    @DisplayName(
            "K3 D2 with any setting of the driver, what two nodes report as imported and allowed is stored, audited and counted")
    void reportedIsStored(Databases database, String settings) throws Exception {
        String url = database.url() + settings;
        try (HikariDataSource one = Databases.pool(url, 8);
                HikariDataSource other = Databases.pool(url, 8)) {
            List<JdbcStorage> nodes = List.of(Databases.open(one), Databases.open(other));
            assertImports(nodes);
            assertCounts(nodes);
        }
    }

    private static String number(int n) {
        return "+1202555%04d".formatted(n);
    }

    private static Iterator<ImportRow> rows() {
        return IntStream.range(0, NUMBERS)
                .mapToObj(n -> new ImportRow(n + 1, number(n), Map.of(Column.PHONE_NUMBER, number(n)), null))
                .iterator();
    }

    /** Two nodes import the same numbers, while others add some of them one by one, from the end. */
    private void assertImports(List<JdbcStorage> nodes) throws Exception {
        List<Callable<Long>> tasks = List.of(
                () -> imported(nodes.get(0)),
                () -> imported(nodes.get(1)),
                () -> addedOneByOne(nodes.get(0), 3),
                () -> addedOneByOne(nodes.get(1), 4));
        List<Long> added = Together.run(tasks.size(), tasks::get);
        assertEquals(NUMBERS, added.stream().mapToLong(Long::longValue).sum());
        assertTrue(added.get(2) > 0 && added.get(0) + added.get(1) > 0, () -> "nobody raced: " + added);
        assertEquals(NUMBERS, NumberInventory.over(nodes.get(0)).count(NumberQuery.of(acme.organization)));
        assertEquals(NUMBERS, audited(nodes.get(1)));
    }

    private long imported(JdbcStorage storage) {
        return NumberInventory.over(storage)
                .importRows(acme.organization, rows(), rejected -> {})
                .added();
    }

    private long addedOneByOne(JdbcStorage storage, int stride) {
        NumberInventory inventory = NumberInventory.over(storage);
        long added = 0;
        for (int n = NUMBERS - 1; n > 0; n -= stride) {
            try {
                inventory.add(NewNumber.of(acme.organization, number(n)));
                added++;
            } catch (InventoryException.Duplicate e) {
                continue;
            }
        }
        return added;
    }

    /** Counts the numbers that the audit trail has as added, each of them once. */
    private int audited(JdbcStorage storage) {
        AuditTrail trail = AuditTrail.over(storage);
        Set<UUID> numbers = new HashSet<>();
        AuditQuery query = AuditQuery.of(acme.organization).limit(AuditQuery.MAX_LIMIT);
        for (List<AuditEntry> page = trail.list(query); !page.isEmpty(); page = trail.list(query)) {
            for (AuditEntry entry : page) {
                assertEquals(AuditEntry.Action.NUMBER_ADDED, entry.action());
                assertTrue(numbers.add(entry.numberId()), () -> "audited twice: " + entry);
            }
            query = query.olderThan(page.get(page.size() - 1));
        }
        return numbers.size();
    }

    /** Callers of all agents, in groups, half of their calls with an ID, until the organization's limit is reached. */
    private void assertCounts(List<JdbcStorage> nodes) throws Exception {
        Acme other = new Acme();
        List<Acme> agents = IntStream.range(0, AGENTS)
                .mapToObj(n -> new Acme(other.organization, new AgentId("agent-" + n)))
                .toList();
        for (int n = 0; n < AGENTS; n++) {
            agents.get(n).assign(nodes.get(0), n, MOST);
        }
        Limit[] limits = {
            Limit.calls(MOST).perOrganization().aDay(),
            Limit.calls(MOST).perAgent().aDay(),
            Limit.calls(MOST).perNumber().aDay(),
            Limit.calls(MOST).perAgent().atOnce()
        };
        GroupCommit groups = GroupCommit.standard().maxWait(Duration.ofMinutes(1));
        List<CallGate> gates = nodes.stream()
                .map(each -> Acme.gate(each.groupCommit(groups), limits))
                .toList();
        List<Integer> allowed = Together.run(32, caller -> () -> {
            int calls = 0;
            for (int call = 0; call < 14; call++) {
                CallRequest request = agents.get((caller + 7 * call) % AGENTS).request;
                CallRequest asked = call % 2 == 0 ? request.callId(caller + "-" + call) : request;
                calls += gates.get(caller % 2).decide(asked).isAllowed() ? 1 : 0;
            }
            return calls;
        });
        assertEquals(MOST, allowed.stream().mapToInt(Integer::intValue).sum());
        assertEquals(
                MOST,
                agents.stream().mapToInt(each -> each.callsMade(nodes.get(1))).sum());
    }
}
