package dev.callgate.storage.jdbc.table;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.Terms;
import dev.callgate.report.CallStatistics;
import dev.callgate.storage.jdbc.sql.NamedSql;
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
                .with("short_calls", more.shortCalls())
                .with("talk_millis", more.talkTime().toMillis())
                .with("squared_talk_deciseconds", more.squaredTalkTime());
    }

    /** Returns the SQL of a column, limited to its bounds if it has any, so that no sum overflows. */
    static String withinBounds(String column, String sql) {
        Long most = BOUNDS.get(column);
        return most == null
                ? sql
                : "CASE WHEN %1$s < 0 THEN 0 WHEN %1$s > %2$s THEN %2$s ELSE %1$s END".formatted(sql, most);
    }
}
