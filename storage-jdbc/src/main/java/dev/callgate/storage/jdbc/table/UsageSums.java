package dev.callgate.storage.jdbc.table;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.Terms;
import dev.callgate.report.CallStatistics;
import dev.callgate.storage.jdbc.sql.NamedSql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sums that the tables of daily usage have in common. */
final class UsageSums {
    static final List<String> COLUMNS = List.of(
            "calls",
            "released",
            "answered",
            "busy",
            "no_answer",
            "failed",
            "rejected",
            "answered_by_machine",
            "abandoned",
            "short_calls",
            "talk_millis",
            "squared_talk_deciseconds");

    /**
     * The largest sums that a day of calls from one number by one agent can reach. Rows written by earlier versions
     * may hold any value.
     */
    private static final Map<String, Long> BOUNDS = Map.of(
            "talk_millis", Terms.MAX_DAILY_LIMIT * CallOutcome.MAX_TALK_TIME.toMillis(),
            "squared_talk_deciseconds",
                    Terms.MAX_DAILY_LIMIT
                            * CallStatistics.of(CallOutcome.answered(CallOutcome.MAX_TALK_TIME))
                                    .squaredTalkTime());

    private UsageSums() {}

    /** Returns the statement that adds to the sums of a row, within their bounds. */
    static NamedSql addTo(String table, List<String> key) {
        String changes = COLUMNS.stream()
                .map(each -> "%1$s = %2$s + :%1$s".formatted(each, withinBounds(each, each)))
                .collect(Collectors.joining(", "));
        return NamedSql.of("UPDATE %s SET %s WHERE %s".formatted(table, changes, DailySum.hasKey(key)));
    }

    /** Returns the key of a row with the values to add to its sums. */
    static NamedSql.Values with(NamedSql.Values key, CallStatistics more) {
        return key.with("calls", more.calls())
                .with("released", more.released())
                .with("answered", more.answered())
                .with("busy", more.busy())
                .with("no_answer", more.noAnswer())
                .with("failed", more.failed())
                .with("rejected", more.rejected())
                .with("answered_by_machine", more.answeredByMachine())
                .with("abandoned", more.abandoned())
                .with("short_calls", more.shortCalls())
                .with("talk_millis", more.talkTime().toMillis())
                .with("squared_talk_deciseconds", more.squaredTalkTime());
    }

    /** Returns the SQL of a column, limited to its bounds if it has any, so that no sum overflows. */
    private static String withinBounds(String column, String sql) {
        Long most = BOUNDS.get(column);
        return most == null
                ? sql
                : "CASE WHEN %1$s < 0 THEN 0 WHEN %1$s > %2$s THEN %2$s ELSE %1$s END".formatted(sql, most);
    }

    /**
     * Returns expressions for the totals of several rows, each with the name of its column.
     *
     * @param alias the alias of the table with a dot, or an empty text
     */
    static String totals(String alias) {
        return COLUMNS.stream()
                .map(each -> "SUM(%s) AS %s".formatted(withinBounds(each, alias + each), each))
                .collect(Collectors.joining(", "));
    }

    /** Reads {@link #totals} from a row. */
    static CallStatistics statistics(ResultSet row) throws SQLException {
        return new CallStatistics(
                row.getLong("calls"),
                row.getLong("released"),
                row.getLong("answered"),
                row.getLong("busy"),
                row.getLong("no_answer"),
                row.getLong("failed"),
                row.getLong("rejected"),
                row.getLong("answered_by_machine"),
                row.getLong("abandoned"),
                row.getLong("short_calls"),
                Duration.ofMillis(sum(row, "talk_millis")),
                sum(row, "squared_talk_deciseconds"));
    }

    /** Returns a sum, limited to {@link Long#MAX_VALUE}. */
    private static long sum(ResultSet row, String column) throws SQLException {
        BigDecimal sum = row.getBigDecimal(column);
        return sum == null ? 0 : sum.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
}
