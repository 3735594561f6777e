package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.OrganizationId;
import dev.callgate.report.AttributeUsage;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.UsageQuery;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** The daily sums of calls by the values of their attributes, in daily_attribute_usage. */
final class AttributeUsageTable {
    static final String TABLE = "daily_attribute_usage";

    private static final List<String> KEY =
            List.of("organization_id", "counted_on", "attribute_name", "attribute_value");

    /** Stands for all values of an attribute beyond those that are added up one by one. It is no valid value. */
    private static final String OTHER_VALUES = "";

    private static final NamedSql ADD = UsageSums.addTo(TABLE, KEY);

    private static final NamedSql COUNT_VALUES = NamedSql.of("""
            SELECT COUNT(*) FROM daily_attribute_usage
            WHERE organization_id = :organization_id AND counted_on = :counted_on AND attribute_name = :attribute_name
                AND attribute_value <> ''""");

    private static final NamedSql USAGE = NamedSql.of("""
            SELECT attribute_value, %s FROM daily_attribute_usage
            WHERE organization_id = :organization_id AND attribute_name = :attribute_name
                AND counted_on >= :from AND counted_on <= :to
            GROUP BY attribute_value""".formatted(UsageSums.totals("")));

    /** The value by which a call is added up, as {@link #valueFor} determines it, within a statement that counts the call. */
    private static final String VALUE = """
            CASE WHEN EXISTS (
                    SELECT 1 FROM daily_attribute_usage u
                    WHERE u.organization_id = :organization AND u.counted_on = c.last_reset_date
                        AND u.attribute_name = r.name AND u.attribute_value = r.value)
                OR (SELECT COUNT(*) FROM daily_attribute_usage u
                    WHERE u.organization_id = :organization AND u.counted_on = c.last_reset_date
                        AND u.attribute_name = r.name AND u.attribute_value <> '') < %s
            THEN r.value ELSE '%s' END""".formatted(String.valueOf(UsageQuery.MAX_ATTRIBUTE_VALUES), OTHER_VALUES);

    private final Jdbc jdbc;
    private final DailySum sums;

    AttributeUsageTable(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.sums = new DailySum(jdbc, TABLE, KEY, UsageSums.COLUMNS);
    }

    void validate(Connection connection) throws SQLException {
        jdbc.query(
                connection,
                row -> true,
                "SELECT %s, %s FROM %s WHERE 1 = 0"
                        .formatted(String.join(", ", KEY), String.join(", ", UsageSums.COLUMNS), TABLE));
    }

    /** Adds a new call to the sums of its day. */
    void countCall(Connection connection, AllowedCall call) throws SQLException {
        for (String name : new TreeSet<>(call.reportedBy())) {
            sums.addOne(connection, key(call, name, valueFor(connection, call, name)));
        }
    }

    /** Returns the value of an attribute, unless it is a new one and there are as many as are added up one by one. */
    private String valueFor(Connection connection, AllowedCall call, String name) throws SQLException {
        String value = Objects.requireNonNull(call.attributes().get(name));
        boolean isKnown = jdbc.update(connection, ADD, UsageSums.with(key(call, name, value), CallStatistics.NONE)) > 0;
        long values = isKnown
                ? 0
                : jdbc.queryOne(connection, row -> row.getLong(1), COUNT_VALUES, key(call, name, value))
                        .orElse(0L);
        return values < UsageQuery.MAX_ATTRIBUTE_VALUES ? value : OTHER_VALUES;
    }

    /**
     * Returns SQL that adds new calls to the sums of their days, within a statement that counts them. {@link #bind} adds the values of its
     * parameters.
     *
     * @param counted the source of each call's day, with the alias {@code c} and the column last_reset_date
     */
    String countCallsOf(String counted) {
        return sums.addOrInsert(
                ":organization, c.last_reset_date, r.name, " + VALUE,
                counted
                        + " CROSS JOIN unnest(:reportedNames::text[], :reportedValues::text[]) AS r (name, value) ORDER BY r.name");
    }

    static void bind(NamedSql.Values values, CountRequest.JournalEntry entry) {
        List<String> names = List.copyOf(new TreeSet<>(entry.reportedBy()));
        values.with("reportedNames", Columns.texts(names, each -> each))
                .with("reportedValues", Columns.texts(names, each -> entry.attributes()
                        .get(each)));
    }

    /** Adds the outcome or the release of a call to the sums that it was counted in: a new value stays among the others all day. */
    void add(Connection connection, AllowedCall call, CallStatistics more) throws SQLException {
        for (String name : new TreeSet<>(call.reportedBy())) {
            String value = Objects.requireNonNull(call.attributes().get(name));
            if (jdbc.update(connection, ADD, UsageSums.with(key(call, name, value), more)) == 0) {
                jdbc.update(connection, ADD, UsageSums.with(key(call, name, OTHER_VALUES), more));
            }
        }
    }

    private static NamedSql.Values key(AllowedCall call, String name, String value) {
        return new NamedSql.Values()
                .with("organization_id", call.counted().organization())
                .with("counted_on", call.day())
                .with("attribute_name", name)
                .with("attribute_value", value);
    }

    List<AttributeUsage> usage(OrganizationId organization, String name, LocalDate from, LocalDate to) {
        NamedSql.Values values = new NamedSql.Values()
                .with("organization_id", organization)
                .with("attribute_name", name)
                .with("from", from)
                .with("to", to);
        List<AttributeUsage> all = jdbc.read(
                "reading daily sums of calls by an attribute",
                connection -> jdbc.query(
                        connection, row -> new AttributeUsage(valueOf(row), UsageSums.statistics(row)), USAGE, values));
        return all.stream()
                .sorted(Comparator.comparing(AttributeUsage::value, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    @Nullable
    private static String valueOf(ResultSet row) throws SQLException {
        String value = row.getString("attribute_value");
        return value.equals(OTHER_VALUES) ? null : value;
    }
}
