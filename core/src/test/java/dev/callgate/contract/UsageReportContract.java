package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.E164;
import dev.callgate.model.Terms;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.NumberPerformance;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reports add up the calls of the journal, and survive their deletion. */
@Needs({Ability.CALL_IDS, Ability.REPORTS, Ability.NUMBERS, Ability.ASSIGNMENTS, Ability.ORGANIZATIONS})
abstract class UsageReportContract extends JournalTests {
    private UsageQuery monday() {
        return UsageQuery.of(fixture.organization, MONDAY, MONDAY);
    }

    private static CallStatistics sum(List<UsageRow> rows) {
        return rows.stream().map(UsageRow::calls).reduce(CallStatistics.NONE, CallStatistics::plus);
    }

    @Test
    @DisplayName("T2 D3 usage survives the rollover, a reassignment of the number and the deletion of the calls")
    void survivesForgetting() {
        Assignment assignment = assign(1);
        call("c-1", TORONTO);
        call("c-2", LONDON);
        clock.move(Duration.ofDays(1));
        call("c-3");
        tested.unassign(assignment);
        AgentId next = new AgentId("agent-2");
        fixture.assign(next, 1, Terms.dailyLimit(5).countries("US"));
        assertTrue(gate.decide(CallRequest.by(fixture.organization, next)
                        .to(WASHINGTON)
                        .callId("c-4"))
                .isAllowed());
        List<UsageRow> before =
                reports.usage(allDays().by(Dimension.DAY, Dimension.AGENT, Dimension.NUMBER, Dimension.COUNTRY));
        E164 number = assignment.number().e164();
        assertEquals(
                List.of(
                        new UsageRow(MONDAY, fixture.agent, number, "CA", CallStatistics.ONE_CALL),
                        new UsageRow(MONDAY, fixture.agent, number, "GB", CallStatistics.ONE_CALL),
                        new UsageRow(TUESDAY, fixture.agent, number, "US", CallStatistics.ONE_CALL),
                        new UsageRow(TUESDAY, next, number, "US", CallStatistics.ONE_CALL)),
                before);
        assertEquals(4, journal.forgetCallsBefore(fixture.organization, WEDNESDAY));
        assertEquals(
                before,
                reports.usage(allDays().by(Dimension.DAY, Dimension.AGENT, Dimension.NUMBER, Dimension.COUNTRY)));
        assertEquals(Optional.empty(), complete("c-3", ANSWERED));
        assertEquals(Optional.empty(), release("c-3"));
    }

    @Test
    @DisplayName(
            "T2 reports cover the requested days, agent and dimensions; without dimensions, no calls give one row of zeros")
    void filtersByDaysAgentAndDimensions() {
        assertEquals(List.of(new UsageRow(null, null, null, null, CallStatistics.NONE)), reports.usage(monday()));
        assertEquals(List.of(), reports.usage(monday().by(Dimension.AGENT)));
        assign(1);
        assign(2);
        AgentId other = new AgentId("agent-2");
        fixture.assign(other, 3, Terms.dailyLimit(5).countries("US"));
        for (int day = 0; day < 3; day++) {
            for (int n = 0; n < 4; n++) {
                call(day + "-" + n, n == 0 ? TORONTO : WASHINGTON);
            }
            clock.move(Duration.ofDays(1));
        }
        clock.moveTo(NOON);
        assertTrue(gate.decide(CallRequest.by(fixture.organization, other)
                        .to(WASHINGTON)
                        .callId("other"))
                .isAllowed());

        assertEquals(5, reports.usage(monday()).get(0).calls().calls());
        assertEquals(
                4, reports.usage(monday().agent(fixture.agent)).get(0).calls().calls());
        UsageQuery tuesdayOn = UsageQuery.of(fixture.organization, TUESDAY, WEDNESDAY);
        assertEquals(8, reports.usage(tuesdayOn).get(0).calls().calls());
        assertEquals(
                List.of("CA 2", "US 6"),
                reports.usage(tuesdayOn.by(Dimension.COUNTRY)).stream()
                        .map(each -> each.country() + " " + each.calls().calls())
                        .toList());
        assertEquals(
                List.of("agent-1 4", "agent-2 1"),
                reports.usage(monday().by(Dimension.AGENT)).stream()
                        .map(each -> each.agent() + " " + each.calls().calls())
                        .toList());
        List<UsageRow> byNumber = reports.usage(allDays().by(Dimension.NUMBER));
        assertEquals(
                List.of(Fixture.e164(1), Fixture.e164(2), Fixture.e164(3)),
                byNumber.stream().map(UsageRow::number).toList());
        assertEquals(13, sum(byNumber).calls());
    }

    @Test
    @DisplayName(
            "T2 D2 over random days of eight threads, reports by agent, number, country and day have the same total, and it "
                    + "equals the counts of the limits")
    void totalsMatchAcrossDimensions() throws Exception {
        int agents = 6;
        List<Assignment> assignments = new ArrayList<>();
        for (int n = 0; n < 2 * agents; n++) {
            assignments.add(fixture.assign(
                    Fixture.agent(n % agents), n, Terms.dailyLimit(1_000_000).countries("US", "CA", "GB")));
        }
        List<String> callees = List.of(WASHINGTON, TORONTO, LONDON);
        int operations = suite.journaledCalls();
        Together.run(8, thread -> () -> {
            Random random = new Random(thread);
            for (int n = thread; n < operations; n += 8) {
                clock.moveTo(NOON.plus(Duration.ofHours(48).multipliedBy(n).dividedBy(operations)));
                String id = "c-" + n;
                AgentId agent = Fixture.agent(random.nextInt(agents));
                String to = callees.get(random.nextInt(callees.size()));
                gate.decide(CallRequest.by(fixture.organization, agent).to(to).callId(id));
                String some = "c-" + random.nextInt(n + 1);
                switch (random.nextInt(4)) {
                    case 0 -> release(some);
                    case 1 -> complete(some, CallOutcome.answered(Duration.ofMillis(random.nextInt(30_000))));
                    case 2 -> complete(some, CallOutcome.of(Result.values()[random.nextInt(5)]));
                    default -> {}
                }
            }
            return true;
        });

        CallStatistics total = total();
        assertEquals(operations, total.calls());
        for (Dimension dimension : Dimension.values()) {
            assertEquals(total, sum(reports.usage(allDays().by(dimension))), dimension.name());
        }
        List<UsageRow> finest = reports.usage(allDays().by(Dimension.values()));
        assertEquals(total, sum(finest));
        for (Assignment assignment : assignments) {
            Assignment stored = fixture.stored(assignment);
            long reported = finest.stream()
                    .filter(each -> Objects.equals(each.agent(), stored.agent())
                            && Objects.equals(each.number(), stored.number().e164())
                            && Objects.equals(each.day(), stored.lastResetDate()))
                    .mapToLong(each -> each.calls().counted())
                    .sum();
            assertEquals(stored.callsMadeToday(), reported, stored::toString);
        }
        assertEquals(total, sum(usageOfJournaledCalls(operations)));
    }

    /** The usage according to the individual calls. A release on a later day does not change the count, so it is checked by day. */
    private List<UsageRow> usageOfJournaledCalls(int calls) {
        CallStatistics placed = IntStream.range(0, calls)
                .mapToObj(n -> found("c-" + n))
                .map(each -> each.outcome() == null
                        ? CallStatistics.ONE_CALL
                        : CallStatistics.ONE_CALL.plus(CallStatistics.of(each.outcome())))
                .reduce(CallStatistics.NONE, CallStatistics::plus);
        long released = total().released();
        long givenBack = IntStream.range(0, calls)
                .filter(n -> found("c-" + n).call().isReleased())
                .count();
        assertTrue(released <= givenBack && released > 0, released + " of " + givenBack);
        CallStatistics releases = new CallStatistics(0, released, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);
        return List.of(new UsageRow(null, null, null, null, placed.plus(releases)));
    }

    @Test
    @DisplayName("T2 the assignments that have used most of their limit come first, down to the requested share")
    void returnsUtilization() {
        Assignment one = fixture.assign(1, Terms.dailyLimit(4).countries("US"));
        Assignment two =
                fixture.assign(new AgentId("agent-2"), 2, Terms.dailyLimit(2).countries("US"));
        Assignment never =
                fixture.assign(new AgentId("agent-3"), 3, Terms.dailyLimit(0).countries("US"));
        Assignment gone =
                fixture.assign(new AgentId("agent-4"), 4, Terms.dailyLimit(1).countries("US"));
        assertTrue(
                gate.decide(CallRequest.by(fixture.organization, gone.agent()).to(WASHINGTON))
                        .isAllowed());
        tested.unassign(gone);
        for (int n = 0; n < 3; n++) {
            call("c-" + n);
        }
        assertTrue(gate.decide(CallRequest.by(fixture.organization, two.agent()).to(WASHINGTON))
                .isAllowed());
        Utilization ofOne = new Utilization(one.agent(), one.number().e164(), 3, 4);
        Utilization ofTwo = new Utilization(two.agent(), two.number().e164(), 1, 2);
        Utilization ofNever = new Utilization(never.agent(), never.number().e164(), 0, 0);
        assertEquals(List.of(ofNever, ofOne, ofTwo), reports.utilization(fixture.organization, MONDAY, 0, 10));
        assertEquals(List.of(ofNever, ofOne), reports.utilization(fixture.organization, MONDAY, 0.75, 10));
        assertEquals(List.of(ofNever), reports.utilization(fixture.organization, MONDAY, 0.76, 10));
        assertEquals(List.of(ofNever), reports.utilization(fixture.organization, MONDAY, 0, 1));
        assertEquals(
                0,
                reports.utilization(fixture.organization, TUESDAY, 0, 10).stream()
                        .mapToInt(Utilization::calls)
                        .sum());
    }

    @Test
    @DisplayName("T2 the utilization of limits orders shares that differ by a millionth")
    void ordersSmallShares() {
        for (int n = 1; n <= 2; n++) {
            AgentId agent = Fixture.agent(n);
            fixture.assign(agent, n, Terms.dailyLimit(1_000_000).countries("US"));
            for (int call = 0; call <= n; call++) {
                CallRequest request =
                        CallRequest.by(fixture.organization, agent).to(WASHINGTON);
                assertTrue(gate.decide(request).isAllowed());
            }
        }
        assertEquals(
                List.of(3, 2),
                reports.utilization(fixture.organization, MONDAY, 0, 10).stream()
                        .map(Utilization::calls)
                        .toList());
    }

    @Test
    @DisplayName("T2 the worst number, and no other, is found from the reported outcomes, and can be put in quarantine")
    void findsTheWorstNumber() {
        for (int n = 1; n <= 3; n++) {
            AgentId agent = Fixture.agent(n);
            fixture.assign(agent, n, Terms.dailyLimit(1_000).countries("US"));
            for (int call = 0; call < 60; call++) {
                String id = n + "-" + call;
                gate.decide(CallRequest.by(fixture.organization, agent)
                        .to(WASHINGTON)
                        .callId(id));
                boolean answered = n == 2 ? call % 20 == 0 : call % 2 == 0;
                complete(id, answered ? ANSWERED : CallOutcome.of(Result.NO_ANSWER));
            }
        }
        NumberInventory inventory = NumberInventory.over(storage());
        List<NumberPerformance.Suggestion> quarantineCandidates =
                inventory.quarantineCandidates(reports, fixture.organization, MONDAY, MONDAY, 30);
        assertEquals(
                List.of(Fixture.e164(2)),
                quarantineCandidates.stream()
                        .map(NumberPerformance.Suggestion::number)
                        .toList());

        quarantineCandidates.forEach(each -> inventory
                .find(fixture.organization, each.number())
                .ifPresent(worst -> inventory.quarantine(fixture.organization, worst.id(), TUESDAY)));
        List<Boolean> allowed = IntStream.rangeClosed(1, 3)
                .mapToObj(n -> gate.decide(CallRequest.by(fixture.organization, Fixture.agent(n))
                                .to(WASHINGTON)
                                .callId("rested-" + n))
                        .isAllowed())
                .toList();
        assertEquals(List.of(true, false, true), allowed);
    }

    @Test
    @DisplayName("T2 numbers that are put in quarantine each night stay there for exactly the requested number of days")
    void quarantinesLastTheRequestedDays() {
        NumberInventory inventory = NumberInventory.over(storage());
        List<UUID> ids = new ArrayList<>();
        for (int n = 1; n <= 2; n++) {
            ids.add(fixture.assign(Fixture.agent(n), n, Terms.dailyLimit(1_000).countries("US"))
                    .number()
                    .id());
        }
        List<LocalDate> rests = new ArrayList<>();
        int nights = 40;
        for (int night = 0; night < nights; night++) {
            LocalDate day = MONDAY.plusDays(night);
            for (int n = 1; n <= 2; n++) {
                // The second number is answered less often than the other in its first week, and equally often
                // afterwards.
                answerCalls(n, night, n == 2 && night < 7 ? 10 : 2);
            }
            for (NumberPerformance.Suggestion each :
                    inventory.quarantineCandidates(reports, fixture.organization, day.minusDays(29), day, 30)) {
                assertEquals(Fixture.e164(2), each.number());
                inventory.quarantine(fixture.organization, ids.get(1), day.plusDays(15));
                rests.add(day);
            }
            clock.move(Duration.ofDays(1));
        }
        assertEquals(1, rests.size(), rests::toString);
        long daysAtWork = IntStream.range(0, nights)
                .mapToObj(MONDAY::plusDays)
                .filter(day -> !reports.usage(
                                UsageQuery.of(fixture.organization, day, day).agent(Fixture.agent(2)))
                        .get(0)
                        .calls()
                        .equals(CallStatistics.NONE))
                .count();
        assertEquals(nights - 14, daysAtWork);
    }

    private void answerCalls(int number, int day, int everyWhich) {
        for (int call = 0; call < 20; call++) {
            String id = number + " on day " + day + ", " + call;
            CallRequest request =
                    CallRequest.by(fixture.organization, Fixture.agent(number)).to(WASHINGTON);
            if (gate.decide(request.callId(id)).isAllowed()) {
                complete(id, call % everyWhich == 0 ? ANSWERED : CallOutcome.of(Result.NO_ANSWER));
            }
        }
    }
}
