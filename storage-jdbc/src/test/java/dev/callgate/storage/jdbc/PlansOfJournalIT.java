package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.CallJournal;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallQuery.State;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.LiveCall;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How databases find a page of calls, and the calls in progress, among 100,000 of the organization on 50 days. */
class PlansOfJournalIT {
    private static final int ROWS = 100_000;

    private final Acme acme = new Acme();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            POSTGRESQL; generate_series(1, 100000) AS s (n); counted_on - CAST(n % 50 AS integer); ANALYZE
            MARIADB; (SELECT seq AS n FROM seq_1_to_100000) s; DATE_SUB(counted_on, INTERVAL n % 50 DAY); ANALYZE TABLE call_journal, call_holds
            H2; (SELECT X AS n FROM SYSTEM_RANGE(1, 100000)) s; DATEADD(DAY, -MOD(n, 50), counted_on); ANALYZE""")
    @DisplayName(
            "T2 each page of calls is read in the order of an index from where it begins, by any filter and all together")
    void readsPagesInOrder(Databases database, String series, String day, String analyze) throws SQLException {
        try (HikariDataSource pool = Databases.pool(database.emptyUrl(), 2)) {
            JdbcStorage storage = Databases.open(pool);
            storage.migrate();
            acme.assign(storage, 1, 1_000);
            CallGate gate = CallGate.over(storage)
                    .policy(CallPolicy.inUtc()
                            .callees(CalleePrivacy.inFull())
                            .limits(
                                    Limit.calls(9).perAgent().atOnce(),
                                    Limit.calls(900).perAgent().within(Duration.ofHours(24))))
                    .build();
            assertTrue(gate.decide(acme.request.callId("first").with("campaign", "spring"))
                    .isAllowed());
            fill(pool, series, day, analyze);

            Plans plans = new Plans(sql -> sql.contains("call_journal") || sql.contains("call_holds"));
            CallJournal journal = CallJournal.over(Databases.open(plans.of(pool)));
            list(journal);
            assertEquals(Map.of(), problems(database, plans));
            int pages = plans.bySql().size();
            assertTrue(pages >= 16, () -> pages + " statements");

            plans.bySql().clear();
            CalleeKey callee = new CalleeKey("+12000000001");
            assertEquals(
                    1,
                    journal.list(CallQuery.to(acme.organization, Set.of(callee)).limit(50))
                            .size());
            assertEquals(
                    1,
                    Databases.open(plans.of(pool))
                            .latestOutcomes(acme.organization, callee, Map.of("campaign", "spring"), Instant.EPOCH)
                            .size());
            assertEquals(2, plans.bySql().size());
            assertEquals(Map.of(), problemsOfCallee(plans));

            plans.bySql().clear();
            List<LiveCall> live = journal.live(acme.organization, Instant.now(), null, 5);
            assertEquals(1, live.size());
            journal.live(acme.organization, Instant.now(), live.get(0).cursor(), 5);
            journal.liveUntil(acme.organization, List.of(live.get(0).call()), Instant.now());
            assertEquals(Map.of(), problemsOfHolds(database, plans));
        }
    }

    /** Copies a call to others of other agents and on earlier days, and its hold of a rolling window. */
    private static void fill(HikariDataSource pool, String series, String day, String analyze) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            assertEquals(ROWS, statement.executeUpdate("""
                    INSERT INTO call_journal (organization_id, call_id, assignment_id, agent_id, calls_made, counted_on, counts,
                        attributes, reported_by, country_code, callee, allowed_at, completed_at, result, talk_millis)
                    SELECT organization_id, CONCAT(call_id, '-', n), assignment_id, CONCAT('agent-', n / 100), calls_made, %s,
                        counts, attributes, reported_by, country_code, CONCAT('+1', 2000000000 + n), allowed_at, allowed_at,
                        'answered', 1000
                    FROM call_journal CROSS JOIN %s""".formatted(day, series)));
            assertEquals(ROWS, statement.executeUpdate("""
                    INSERT INTO call_holds (organization_id, scope, counted_id, kind, hold_id, ends_at, amount)
                    SELECT organization_id, scope, CONCAT(counted_id, '-', n), kind, hold_id, ends_at, amount
                    FROM call_holds CROSS JOIN %s WHERE kind LIKE '%%/PT24H'""".formatted(series)));
            statement.execute(analyze);
        }
    }

    private void list(CallJournal journal) {
        for (boolean newestFirst : new boolean[] {false, true}) {
            CallQuery day = CallQuery.of(acme.organization, today)
                    .newestFirst(newestFirst)
                    .limit(50);
            List<CallQuery> all = new ArrayList<>(List.of(
                    day,
                    day.agent(acme.agent),
                    day.number(Acme.number(1)),
                    day.state(State.OPEN),
                    day.state(State.RELEASED),
                    day.result(Result.BUSY),
                    day.with("campaign", "spring"),
                    day.agent(acme.agent)
                            .number(Acme.number(1))
                            .state(State.COMPLETED)
                            .result(Result.ANSWERED)
                            .with("campaign", "spring"),
                    CallQuery.of(acme.organization, today.minusDays(1), today)
                            .newestFirst(newestFirst)
                            .limit(50)));
            CallRecord first = journal.list(day).get(10);
            for (CallQuery each : List.copyOf(all)) {
                all.add(each.after(first));
            }
            all.forEach(journal::list);
        }
    }

    private static Map<String, String> problems(Databases database, Plans plans) {
        return plans.bySql().entrySet().stream()
                .filter(each -> each.getKey().contains("ORDER BY j."))
                .filter(each -> !isInOrder(database, each.getKey(), text(each.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, each -> text(each.getValue())));
    }

    private static String text(List<Map<String, String>> plan) {
        return plan.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    /** Returns whether the calls are read by the index of days, from where the page begins, without sorting a day. */
    private static boolean isInOrder(Databases database, String sql, String plan) {
        boolean isOneDay = !sql.contains("j.counted_on >= ?");
        boolean begins = isOneDay && sql.contains("j.allowed_at >= ?");
        boolean isOfAgent = sql.contains("j.agent_id = ?");
        return switch (database) {
            case POSTGRESQL -> {
                String scan = plan.lines()
                        .filter(line -> line.contains("Index Cond") && line.contains("counted_on"))
                        .findFirst()
                        .orElse("");
                yield plan.contains("using call_journal_day on call_journal j")
                        && !plan.contains("Seq Scan on call_journal")
                        && (!begins || scan.contains("allowed_at >="))
                        && (!isOfAgent || scan.contains("(agent_id)::text = "));
            }
            case MARIADB ->
                plan.lines()
                        .filter(line -> line.contains("select_type=DERIVED"))
                        .allMatch(line -> line.contains("table=j")
                                && line.contains("key=call_journal_day")
                                && !line.contains("filesort"));
            default ->
                plan.contains("PUBLIC.CALL_JOURNAL_DAY: ")
                        && plan.contains("index sorted")
                        && plan.indexOf("CALL_JOURNAL_DAY") < plan.indexOf("AGENT_PHONE_NUMBERS")
                        && (!isOneDay || plan.matches("(?s).*CALL_JOURNAL_DAY:[^/]*COUNTED_ON = .*"))
                        && (!begins || plan.matches("(?s).*CALL_JOURNAL_DAY:[^/]*ALLOWED_AT >= .*"));
        };
    }

    /** Returns the statements that read other calls than those to the callee. */
    private static Map<String, String> problemsOfCallee(Plans plans) {
        return plans.bySql().entrySet().stream()
                .filter(each -> !text(each.getValue()).toLowerCase(Locale.ROOT).contains("call_journal_callee"))
                .collect(Collectors.toMap(Map.Entry::getKey, each -> text(each.getValue())));
    }

    /** Returns the statements that read more holds than those of calls at once. */
    private static Map<String, String> problemsOfHolds(Databases database, Plans plans) {
        Map<String, List<Map<String, String>>> onHolds = plans.bySql().entrySet().stream()
                .filter(each -> each.getKey().contains("call_holds"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertEquals(3, onHolds.size(), onHolds::toString);
        return onHolds.entrySet().stream()
                .filter(each -> !isOfLiveCalls(database, text(each.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, each -> text(each.getValue())));
    }

    private static boolean isOfLiveCalls(Databases database, String plan) {
        return switch (database) {
            case POSTGRESQL ->
                !plan.contains("Seq Scan on call_holds")
                        && plan.lines().anyMatch(line -> line.contains("Index Cond") && line.contains("kind"));
            case MARIADB -> plan.contains("key=call_holds_end") || plan.contains("key=PRIMARY");
            default -> plan.matches("(?s).*/\\* PUBLIC\\.(CALL_HOLDS_END|PRIMARY_KEY)[^:]*:[^*]*KIND (>)?= .*");
        };
    }
}
