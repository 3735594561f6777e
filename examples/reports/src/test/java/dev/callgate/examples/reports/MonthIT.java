package dev.callgate.examples.reports;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.CallJournal;
import dev.callgate.call.Refused.Reason;
import dev.callgate.host.Database;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MonthIT {
    private static final UsageQuery ALL = UsageQuery.of(Month.ORGANIZATION, Month.FIRST_DAY, Month.LAST_DAY);

    private static Database database;
    private static JdbcStorage storage;
    private static Tally tally;

    @BeforeAll
    static void play() {
        database = Database.inMemory();
        storage = database.migrated();
        tally = Month.play(storage);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static List<UsageRow> usage(Dimension... by) {
        return Reports.over(storage).usage(ALL.by(by));
    }

    private static CallStatistics sum(List<UsageRow> rows) {
        return rows.stream().map(UsageRow::calls).reduce(CallStatistics.NONE, CallStatistics::plus);
    }

    @Test
    void generatesItsMonth() {
        Map<String, Long> refusals = Reports.over(storage).refusals(ALL).stream()
                .collect(Collectors.toMap(RefusalRow::reason, RefusalRow::refusals));
        assertAll(
                () -> assertTrue(tally.calls().calls() > 2_500, () -> "" + tally.calls()),
                () -> assertTrue(tally.calls().released() > 50, () -> "" + tally.calls()),
                () -> assertEquals(10, usage(Dimension.NUMBER).size()),
                () -> assertEquals(
                        List.of("CA", "DE", "GB", "US"),
                        usage(Dimension.COUNTRY).stream().map(UsageRow::country).toList()),
                () -> assertTrue(refusals.get(Reason.COUNTRY_NOT_ALLOWED) > 50, refusals::toString),
                () -> assertTrue(refusals.get(Reason.DAILY_LIMIT_REACHED) > 50, refusals::toString));
    }

    @Test
    void totalsMatchAcrossDimensions() {
        for (Dimension each : Dimension.values()) {
            assertEquals(tally.calls(), sum(usage(each)), each::name);
        }
        assertEquals(tally.calls(), sum(usage()));
        assertEquals(tally.calls(), sum(usage(Dimension.values())));
    }

    @Test
    void reportsTheRefusalsOfTheGate() {
        for (UsageQuery query : List.of(ALL, ALL.by(Dimension.AGENT), ALL.by(Dimension.DAY, Dimension.AGENT))) {
            assertEquals(
                    tally.refusals(),
                    Reports.over(storage).refusals(query).stream()
                            .mapToLong(RefusalRow::refusals)
                            .sum());
        }
    }

    @Test
    void matchesTheJournal() {
        assertAll(
                () -> assertEquals(
                        journal(call -> call.call().country()), reported(Dimension.COUNTRY, UsageRow::country)),
                () -> assertEquals(
                        journal(call -> call.call().counted().agent()), reported(Dimension.AGENT, UsageRow::agent)),
                () -> assertEquals(
                        journal(call -> call.call().counted().number().e164()),
                        reported(Dimension.NUMBER, UsageRow::number)),
                () -> assertEquals(journal(call -> call.call().day()), reported(Dimension.DAY, UsageRow::day)));
    }

    private static Map<String, CallStatistics> reported(Dimension by, Function<UsageRow, Object> key) {
        return usage(by).stream()
                .collect(Collectors.toMap(row -> "" + key.apply(row), UsageRow::calls, (a, b) -> a, TreeMap::new));
    }

    private static Map<String, CallStatistics> journal(Function<CallRecord, Object> key) {
        return journal().stream()
                .collect(Collectors.toMap(
                        call -> "" + key.apply(call), MonthIT::statistics, CallStatistics::plus, TreeMap::new));
    }

    private static List<CallRecord> journal() {
        CallJournal journal = CallJournal.over(storage);
        List<CallRecord> all = new ArrayList<>();
        for (LocalDate day = Month.FIRST_DAY; !day.isAfter(Month.LAST_DAY); day = day.plusDays(1)) {
            for (Month.Agent agent : Month.AGENTS) {
                all.addAll(journal.list(CallQuery.of(Month.ORGANIZATION, agent.id(), day)));
            }
        }
        return all;
    }

    private static CallStatistics statistics(CallRecord call) {
        CallStatistics one = call.call().isReleased()
                ? CallStatistics.ONE_CALL.plus(CallStatistics.ONE_RELEASE)
                : CallStatistics.ONE_CALL;
        return call.outcome() == null ? one : one.plus(CallStatistics.of(call.outcome()));
    }

    @Test
    void suggestsOnlyTheDegradedNumber() {
        assertEquals(
                List.of(Month.DEGRADED),
                Reports.over(storage)
                        .performance(Month.ORGANIZATION, Month.FIRST_DAY, Month.LAST_DAY)
                        .quarantineCandidates(100)
                        .stream()
                        .map(Suggestion::number)
                        .toList());
    }

    @Test
    void utilizationMatchesTheUsageOfTheDay() {
        var today = UsageQuery.of(Month.ORGANIZATION, Month.LAST_DAY, Month.LAST_DAY)
                .by(Dimension.AGENT, Dimension.NUMBER);
        Map<String, Long> usage = Reports.over(storage).usage(today).stream()
                .collect(Collectors.toMap(row -> row.agent() + " " + row.number(), row -> row.calls()
                        .counted()));
        var rows = Reports.over(storage).utilization(Month.ORGANIZATION, Month.LAST_DAY, 0, 100);
        assertEquals(usage, rows.stream().collect(Collectors.toMap(row -> row.agent() + " " + row.number(), row ->
                (long) row.calls())));
        assertTrue(rows.get(0).share() >= 0.8, rows::toString);
    }

    @Test
    void reportsOneAgentAlone() {
        AgentId agent = new AgentId("agent-3");
        assertEquals(
                usage(Dimension.AGENT).get(2).calls(),
                Reports.over(storage).usage(ALL.agent(agent)).get(0).calls());
    }

    @Test
    @DisplayName("T2 usage history survives its calls: where they are forgotten, every report stays as it was")
    void survivesForgetting() {
        try (Database other = Database.inMemory()) {
            JdbcStorage forgetful = other.migrated();
            Tally played = Month.play(forgetful);
            List<UsageRow> before = Reports.over(forgetful).usage(ALL.by(Dimension.values()));
            long forgotten =
                    CallJournal.over(forgetful).forgetCallsBefore(Month.ORGANIZATION, Month.LAST_DAY.plusDays(1));
            assertAll(
                    () -> assertEquals(played.calls().calls(), forgotten),
                    () -> assertEquals(before, Reports.over(forgetful).usage(ALL.by(Dimension.values()))),
                    () -> assertEquals(usage(Dimension.values()), before, "each month is the same"));
        }
    }
}
