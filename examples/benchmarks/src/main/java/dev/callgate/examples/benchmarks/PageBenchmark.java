package dev.callgate.examples.benchmarks;

import dev.callgate.admin.NumberInventory;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Pages of 50 from a large inventory beside the first page from a small one, in two databases of one server: the first page,
 * and page 100,000 or, where a filter keeps fewer numbers, the one in the middle. The pages alternate, and the median of
 * each counts.
 */
@Command(name = "pages", mixinStandardHelpOptions = true, description = "Pages of the inventory, for each filter.")
final class PageBenchmark implements Callable<Integer> {
    private static final int PAGE = 50;
    private static final int DEEP_PAGE = 100_000;
    private static final int SMALL = 10_000;

    private static final NumberQuery ALL =
            NumberQuery.of(Inventory.ORGANIZATION).limit(PAGE);

    @Option(names = "--numbers", description = "Number of numbers in the large inventory (default: ${DEFAULT-VALUE}).")
    private int numbers = 10_000_000;

    @Option(names = "--times", description = "Repetitions of each page (default: ${DEFAULT-VALUE}).")
    private int times = 201;

    @Override
    public Integer call() throws SQLException {
        try (DurablePostgres server = DurablePostgres.start();
                Inventory small = Inventory.of(server.newDatabase("small"), SMALL);
                Inventory large = Inventory.of(server.newDatabase("large"), numbers)) {
            compare(small, large);
        }
        return 0;
    }

    /**
     * A filter of the page, and the same in SQL.
     *
     * @param name display name
     * @param query the filter
     * @param condition what finds its page 100,000, which the library has no way to jump to
     */
    private record Filter(String name, UnaryOperator<NumberQuery> query, String condition) {}

    private static final List<Filter> FILTERS = List.of(
            new Filter("none", q -> q, "true"),
            new Filter("active", q -> q.status(NumberStatus.ACTIVE), "status = 'active'"),
            new Filter("inactive", q -> q.status(NumberStatus.INACTIVE), "status = 'inactive'"),
            new Filter("assigned", q -> q.assigned(true), "assigned_to IS NOT NULL"),
            new Filter("available", q -> q.assigned(false), "assigned_to IS NULL"),
            new Filter("provider", q -> q.provider("twilio"), "provider = 'twilio'"),
            new Filter("rare provider", q -> q.provider("rare"), "provider = 'rare'"),
            new Filter("unknown provider", q -> q.provider("nobody"), "false"),
            new Filter("country", q -> q.country("GB"), "country_code = 'GB'"),
            new Filter("country without numbers", q -> q.country("JM"), "false"),
            new Filter(
                    "inactive, available, rare provider",
                    q -> q.status(NumberStatus.INACTIVE).assigned(false).provider("rare"),
                    "status = 'inactive' AND assigned_to IS NULL AND provider = 'rare'"),
            new Filter(
                    "provider and country",
                    q -> q.provider("plivo").country("DE"),
                    "provider = 'plivo' AND country_code = 'DE'"),
            new Filter("digits: country code", q -> q.digits("49"), "phone_number LIKE '+49%'"),
            new Filter("digits: area code", q -> q.digits("416"), "phone_number LIKE '+1416%'"),
            new Filter("digits: beginning", q -> q.digits("4915001"), "phone_number LIKE '+4915001%'"),
            new Filter("digits: last four", q -> q.digits("0123"), "phone_number LIKE '%0123'"),
            new Filter("digits: last seven", q -> q.digits("5550123"), "phone_number LIKE '%5550123'"),
            new Filter("digits: none such", q -> q.digits("999999999999"), "false"),
            new Filter(
                    "digits, inactive, provider",
                    q -> q.digits("1202").status(NumberStatus.INACTIVE).provider("telnyx"),
                    "phone_number LIKE '+1202%' AND status = 'inactive' AND provider = 'telnyx'"));

    private void compare(Inventory small, Inventory large) throws SQLException {
        NumberInventory few = NumberInventory.over(small.storage());
        NumberInventory many = NumberInventory.over(large.storage());
        System.out.printf(
                Locale.ROOT,
                "%nPages of %d, the median of %d; %,d numbers beside %,d. The last columns: that page beside the first page of the small inventory, under the same filter and under none.%n%n",
                PAGE,
                times,
                numbers,
                SMALL);
        System.out.println(
                "| filter | matches | small, first page | large, first page | large, deep page | first / same | deep / same | deep / none |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        double none = 0;
        for (Filter each : FILTERS) {
            NumberQuery query = each.query().apply(ALL);
            long matches = many.count(query);
            NumberQuery deep = deep(large, each, query, matches);
            double[][] micros = new double[3][times];
            for (int i = 0; i < times; i++) {
                micros[0][i] = micros(few, query);
                micros[1][i] = micros(many, query);
                micros[2][i] = micros(many, deep);
            }
            double first = Spread.of(micros[0]).median();
            none = none == 0 ? first : none;
            double largeFirst = Spread.of(micros[1]).median();
            double largeDeep = Spread.of(micros[2]).median();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.0f µs | %.0f µs | %.0f µs | %.2f | %.2f | %.2f |%n",
                    each.name(),
                    matches,
                    first,
                    largeFirst,
                    largeDeep,
                    largeFirst / first,
                    largeDeep / first,
                    largeDeep / none);
        }
    }

    private static double micros(NumberInventory inventory, NumberQuery query) {
        long start = System.nanoTime();
        inventory.list(query);
        return (System.nanoTime() - start) / 1e3;
    }

    /** The query of page 100,000, or of the page in the middle. */
    private static NumberQuery deep(Inventory inventory, Filter filter, NumberQuery query, long matches)
            throws SQLException {
        long before = Math.min((long) (DEEP_PAGE - 1) * PAGE, matches / 2);
        if (before == 0) {
            return query;
        }
        try (Connection connection = inventory.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(
                        "SELECT phone_number FROM phone_numbers WHERE organization_id = '%s' AND %s ORDER BY phone_number OFFSET %d LIMIT 1"
                                .formatted(Inventory.ORGANIZATION, filter.condition(), before - 1))) {
            return last.next() ? query.after(E164.of(last.getString(1))) : query;
        }
    }
}
