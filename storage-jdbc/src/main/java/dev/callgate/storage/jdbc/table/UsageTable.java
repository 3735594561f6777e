package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.report.AttributeUsage;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.SqlWork;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The daily sums of calls, in daily_usage, and of refusals, in daily_refusals. */
public final class UsageTable {
    private static final List<String> KEY =
            List.of("organization_id", "counted_on", "agent_id", "phone_number_id", "country_code");

    /** Stands for all agents that had no number. It is no valid agent ID, and a key cannot contain NULL. */
    private static final String NO_AGENT = "";

    private static final List<String> REFUSAL_KEY = List.of("organization_id", "counted_on", "agent_id", "reason");

    private static final NamedSql ADD = UsageSums.addTo("daily_usage", KEY);

    /** The column of each dimension. */
    private static final Map<Dimension, String> COLUMNS = new TreeMap<>(Map.of(
            Dimension.DAY, "counted_on",
            Dimension.AGENT, "agent_id",
            Dimension.NUMBER, "phone_number_id",
            Dimension.COUNTRY, "country_code"));

    private final Jdbc jdbc;
    private final DailySum calls;
    private final DailySum refusals;
    private final AttributeUsageTable byAttribute;

    public UsageTable(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.calls = new DailySum(jdbc, "daily_usage", KEY, UsageSums.COLUMNS);
        this.refusals = new DailySum(jdbc, "daily_refusals", REFUSAL_KEY, List.of("refusals"));
        this.byAttribute = new AttributeUsageTable(jdbc);
    }

    /** Checks that every column exists, without reading a row. */
    public void validate(Connection connection) throws SQLException {
        String nothing = "SELECT %s FROM %s WHERE 1 = 0";
        String usage = Stream.concat(KEY.stream(), UsageSums.COLUMNS.stream()).collect(Collectors.joining(", "));
        jdbc.query(connection, row -> true, nothing.formatted(usage, "daily_usage"));
        jdbc.query(
                connection,
                row -> true,
                nothing.formatted(String.join(", ", REFUSAL_KEY) + ", refusals", "daily_refusals"));
        byAttribute.validate(connection);
    }

    /**
     * Adds a new call to its day. The transaction has locked the assignment's row, and thereby all sums of the
     * assignment.
     */
    public void countCall(Connection connection, AllowedCall call) throws SQLException {
        calls.addOne(connection, key(call));
        byAttribute.countCall(connection, call);
    }

    /**
     * Returns SQL that adds new calls to their days, within a statement that counts them.
     *
     * @param counted the source of each call's day, with the alias {@code c} and the column last_reset_date; the rest
     *     of the key is in the parameters organization, agent, number and country
     */
    public String countCallsOf(String counted) {
        return calls.addOrInsert(":organization, c.last_reset_date, :agent, :number, :country", counted);
    }

    /** Like {@link #countCallsOf}, for the sums by attributes. */
    String countAttributesOf(String counted) {
        return byAttribute.countCallsOf(counted);
    }

    /** Adds the values of the parameters of {@link #countAttributesOf}. */
    static void bindAttributes(NamedSql.Values values, CountRequest.JournalEntry entry) {
        AttributeUsageTable.bind(values, entry);
    }

    /** Adds the outcome or the release of a call to its day, which has a row since the call was counted. */
    public void add(Connection connection, AllowedCall call, CallStatistics more) throws SQLException {
        jdbc.update(connection, ADD, UsageSums.with(key(call), more));
        byAttribute.add(connection, call, more);
    }

    private static NamedSql.Values key(AllowedCall call) {
        return new NamedSql.Values()
                .with("organization_id", call.counted().organization())
                .with("counted_on", call.day())
                .with("agent_id", call.counted().agent())
                .with("phone_number_id", call.counted().number().id())
                .with("country_code", call.country());
    }

    public void countRefusal(OrganizationId organization, @Nullable AgentId agent, LocalDate day, String reason) {
        String operation = "counting a refusal";
        SqlWork<Boolean> work = connection -> {
            refusals.addOne(
                    connection,
                    new NamedSql.Values()
                            .with("organization_id", organization)
                            .with("counted_on", day)
                            .with("agent_id", agent == null ? NO_AGENT : agent)
                            .with("reason", reason));
            return true;
        };
        if (jdbc.commitsByItself()) {
            jdbc.statement(operation, work);
        } else {
            // If this fails, the gate continues, and the caller's transaction can continue, too.
            jdbc.transaction(operation, work);
        }
    }

    public List<UsageRow> usage(UsageQuery query) {
        Conditions where = conditions(query);
        String sums = UsageSums.totals("d.");
        String sql = grouped(query, sums, "daily_usage", where);
        List<Object> arguments = new ArrayList<>(Arrays.asList(where.arguments()));
        if (query.by().contains(Dimension.NUMBER)) {
            // LEFT, although every number exists: otherwise H2 would begin with all numbers and compute the sums for
            // each.
            sql = """
                SELECT s.*, n.phone_number FROM (%s) s
                LEFT JOIN phone_numbers n ON n.organization_id = ? AND n.id = s.phone_number_id""".formatted(sql);
            arguments.add(query.organization());
        }
        String ordered = sql + order(query, "");
        return jdbc.read(
                "reading daily sums of calls",
                connection -> jdbc.query(connection, row -> usageRow(query, row), ordered, arguments.toArray()));
    }

    public List<AttributeUsage> usageByAttribute(
            OrganizationId organization, String attribute, LocalDate from, LocalDate to) {
        return byAttribute.usage(organization, attribute, from, to);
    }

    public List<RefusalRow> refusals(UsageQuery query) {
        Conditions where = conditions(query);
        String sql = grouped(query, "d.reason, SUM(d.refusals) AS refusals", "daily_refusals", where);
        String grouped = query.by().isEmpty() ? sql + " GROUP BY d.reason" : sql + ", d.reason";
        String ordered = grouped + order(query, "reason");
        return jdbc.read(
                "reading daily sums of refusals",
                connection -> jdbc.query(connection, row -> refusalRow(query, row), ordered, where.arguments()));
    }

    private static Conditions conditions(UsageQuery query) {
        return new Conditions()
                .and("d.organization_id = ?", query.organization())
                .and("d.counted_on >= ?", query.from())
                .and("d.counted_on <= ?", query.to())
                .andIfNamed("d.agent_id = ?", query.agent());
    }

    private static String grouped(UsageQuery query, String sums, String table, Conditions where) {
        List<String> by = COLUMNS.entrySet().stream()
                .filter(each -> query.by().contains(each.getKey()))
                .map(each -> "d." + each.getValue())
                .toList();
        String columns = String.join(", ", by);
        return "SELECT %s%s FROM %s d %s%s"
                .formatted(
                        by.isEmpty() ? "" : columns + ", ",
                        sums,
                        table,
                        where.sql(),
                        by.isEmpty() ? "" : " GROUP BY " + columns);
    }

    private static String order(UsageQuery query, String last) {
        String by = Stream.concat(
                        COLUMNS.entrySet().stream()
                                .filter(each -> query.by().contains(each.getKey()))
                                .map(each -> each.getKey() == Dimension.NUMBER ? "phone_number" : each.getValue()),
                        Stream.of(last).filter(each -> !each.isEmpty()))
                .collect(Collectors.joining(", "));
        return by.isEmpty() ? "" : " ORDER BY " + by;
    }

    private static UsageRow usageRow(UsageQuery query, ResultSet row) throws SQLException {
        return new UsageRow(
                day(query, row),
                agent(query, row),
                query.by().contains(Dimension.NUMBER) ? E164.of(row.getString("phone_number")) : null,
                query.by().contains(Dimension.COUNTRY) ? row.getString("country_code") : null,
                UsageSums.statistics(row));
    }

    private static RefusalRow refusalRow(UsageQuery query, ResultSet row) throws SQLException {
        return new RefusalRow(day(query, row), agent(query, row), row.getString("reason"), row.getLong("refusals"));
    }

    @Nullable
    private static LocalDate day(UsageQuery query, ResultSet row) throws SQLException {
        return query.by().contains(Dimension.DAY) ? row.getObject("counted_on", LocalDate.class) : null;
    }

    /**
     * Returns null if the query does not group by agent, and for {@link #NO_AGENT}, which a column of fixed width pads
     * with spaces.
     */
    @Nullable
    private static AgentId agent(UsageQuery query, ResultSet row) throws SQLException {
        if (!query.by().contains(Dimension.AGENT)) {
            return null;
        }
        String id = row.getString("agent_id");
        return id.isBlank() ? null : new AgentId(id);
    }

    /** Deletes the sums of all days before a day, and returns their number. */
    public int forgetBefore(OrganizationId organization, LocalDate day) {
        return Stream.of("daily_usage", "daily_refusals", AttributeUsageTable.TABLE)
                .mapToInt(table -> new OldDays(jdbc, table).deleteBefore(organization, day))
                .sum();
    }
}
