package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many callers at once, on many rows, from several nodes that do not agree on the day. */
class ManyNodesIT {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");
    private static final int AGENTS = 250;
    private static final int NUMBERS_EACH = 4;
    private static final int LIMIT = 2;
    private static final int NODES = 4;
    private static final int THREADS = 16;

    private final OrganizationId organization = new OrganizationId("org-" + UUID.randomUUID());

    private final List<HikariDataSource> pools = new ArrayList<>();

    @AfterEach
    void closePools() {
        pools.forEach(HikariDataSource::close);
    }

    /** Each with a pool, a memory and a clock of its own. */
    private List<CallGate> nodes(Databases database, IntFunction<Clock> clockOfNode) {
        return IntStream.range(0, NODES)
                .mapToObj(node -> {
                    HikariDataSource pool = Databases.pool(database.url(), THREADS / NODES);
                    pools.add(pool);
                    return CallGate.over(Databases.open(pool))
                            .clock(clockOfNode.apply(node))
                            .build();
                })
                .toList();
    }

    private static AgentId agent(int n) {
        return new AgentId("agent-" + n);
    }

    private List<PhoneNumber> numbers(JdbcStorage storage, int count) {
        NumberInventory inventory = NumberInventory.over(storage);
        List<ImportRow> rows = IntStream.range(0, count)
                .mapToObj(n -> {
                    String number = "+1202%07d".formatted(2_000_000 + n);
                    return ImportRow.of(n + 1L, number, number)
                            .with(ImportRow.Column.PROVIDER, "telnyx")
                            .with(ImportRow.Column.COUNTRY_CODE, "US");
                })
                .toList();
        assertEquals(
                count,
                inventory
                        .importRows(organization, rows.iterator(), rejected -> {})
                        .added());
        return inventory.stream(NumberQuery.of(organization)).toList();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D2 K5 four nodes with their own pools, 16 threads in all, get exactly one limit between them")
    void oneLimitForAllNodes(Databases database) throws Exception {
        Acme acme = new Acme();
        acme.assign(database.storage(), 1, 300);
        List<CallGate> nodes = nodes(database, node -> DialerProcess.CLOCK);

        List<Integer> allowed = Together.run(THREADS, thread -> () -> {
            int counted = 0;
            for (int wish = 0; wish < 50; wish++) {
                counted += nodes.get(thread % NODES).decide(acme.request).isAllowed() ? 1 : 0;
            }
            return counted;
        });

        assertEquals(300, allowed.stream().mapToInt(Integer::intValue).sum());
        assertEquals(300, acme.callsMade(database.storage()));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2", "SQLITE"})
    @DisplayName("D2 D3 K5 1,000 rows at midnight, requested by four nodes, half of which are a day late: no day "
            + "exceeds its limit")
    void loadAtMidnight(Databases database) throws Exception {
        JdbcStorage administration = database.storage();
        Assignments assignments = Assignments.over(administration);
        List<PhoneNumber> numbers = numbers(administration, AGENTS * NUMBERS_EACH);
        for (int n = 0; n < numbers.size(); n++) {
            assignments.assign(
                    numbers.get(n), agent(n % AGENTS), Terms.dailyLimit(LIMIT).countries("US"));
        }
        List<CallGate> nodes = nodes(database, node -> Clock.offset(DialerProcess.CLOCK, Duration.ofDays(node % 2)));

        List<Map<LocalDate, Integer>> counted = Together.run(THREADS, thread -> () -> {
            Map<LocalDate, Integer> byDay = new HashMap<>();
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, AGENTS).boxed().toList());
            Collections.shuffle(order, new Random(thread));
            for (int agent : order) {
                CallRequest request = CallRequest.by(organization, agent(agent)).to(DialerProcess.DESTINATION);
                if (nodes.get(thread % NODES).decide(request) instanceof Allowed allowed) {
                    byDay.merge(
                            Objects.requireNonNull(
                                    Objects.requireNonNull(allowed.assignment()).lastResetDate()),
                            1,
                            Integer::sum);
                }
            }
            return byDay;
        });

        // 16 ask each agent once, 8 of them on the newer day, and each has room for 8 calls a day.
        int onNewDay = counted.stream()
                .mapToInt(each -> each.getOrDefault(TODAY.plusDays(1), 0))
                .sum();
        int onOldDay =
                counted.stream().mapToInt(each -> each.getOrDefault(TODAY, 0)).sum();
        int room = AGENTS * NUMBERS_EACH * LIMIT;
        assertTrue(onOldDay <= room && onNewDay <= room, onOldDay + " and " + onNewDay + " calls for room of " + room);
        int stored = 0;
        for (Assignment each :
                Assignments.over(administration).stream(organization).toList()) {
            assertTrue(each.callsMadeToday() <= LIMIT, each::toString);
            stored += each.callsOn(TODAY.plusDays(1));
        }
        assertEquals(onNewDay, stored);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "H2", "SQLITE"})
    @DisplayName("D2 D10 K2 administrators who change the same numbers in opposite orders cause no deadlock and lose "
            + "no count")
    void administratorsInOppositeOrders(Databases database) throws Exception {
        JdbcStorage storage = database.storage();
        Assignments assignments = Assignments.over(storage);
        NumberInventory inventory = NumberInventory.over(storage);
        List<PhoneNumber> numbers = numbers(storage, 10);
        CallGate gate = Acme.gate(storage);
        AtomicInteger allowed = new AtomicInteger();

        CountDownLatch administering = new CountDownLatch(4);

        Together.run(12, thread -> () -> {
            Random random = new Random(thread);
            List<PhoneNumber> order = new ArrayList<>(numbers);
            Collections.shuffle(order, random);
            if (thread % 3 == 0) {
                try {
                    for (int round = 0; round < 10; round++) {
                        order.forEach(number -> administer(assignments, inventory, number, random));
                    }
                } finally {
                    administering.countDown();
                }
                return true;
            }
            CallRequest request =
                    CallRequest.by(organization, agent(thread % 2)).to(DialerProcess.DESTINATION);
            for (int call = 0; call < 100 || (allowed.get() == 0 && administering.getCount() > 0); call++) {
                if (gate.decide(request).isAllowed()) {
                    allowed.incrementAndGet();
                }
            }
            return true;
        });

        for (PhoneNumber number :
                inventory.stream(NumberQuery.of(organization).assigned(true)).toList()) {
            assignments.unassign(number);
        }
        int counted = 0;
        for (PhoneNumber number : inventory.stream(NumberQuery.of(organization)).toList()) {
            for (int agent = 0; agent < 2; agent++) {
                Assignment again = assignments.assign(number, agent(agent), Terms.forCountries("US"));
                counted += again.callsMadeToday();
                assignments.unassign(number);
            }
        }
        assertEquals(allowed.get(), counted);
        assertTrue(allowed.get() > 0, "no call got through between the changes");
    }

    private static void administer(
            Assignments assignments, NumberInventory inventory, PhoneNumber number, Random random) {
        try {
            switch (random.nextInt(5)) {
                case 0 -> assignments.unassign(number);
                case 1 ->
                    assignments.changeTerms(
                            number, Terms.dailyLimit(random.nextInt(50)).countries("US"));
                case 2 -> inventory.deactivate(number.organization(), number.id());
                case 3 -> inventory.activate(number.organization(), number.id());
                default -> assignments.assign(number, agent(random.nextInt(2)), Terms.forCountries("US"));
            }
        } catch (InventoryException e) {
            // Somebody else was first: that is what the typed errors are for.
        }
    }
}
