package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.LimitUsage;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.report.AttributeUsage;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests how reports see limits and attributes. */
@Needs(Ability.LIMITS)
class LimitUtilizationContract extends LimitTests {
    private static final LocalDate DAY = LocalDate.ofInstant(NOON, ZoneOffset.UTC);

    @BeforeEach
    void assign() {
        fixture.assign(1, Terms.dailyLimit(10_000).countries("US"));
        fixture.assign(2, Terms.dailyLimit(10_000).countries("US"));
    }

    private static List<String> texts(List<LimitUsage> usages) {
        return usages.stream()
                .map(each -> "%d/%d of %s".formatted(each.used(), each.most(), each.limit()))
                .toList();
    }

    private void calls(CallGate gate, int calls) {
        for (int n = 0; n < calls; n++) {
            assertTrue(call(gate).isAllowed());
        }
    }

    @Test
    @DisplayName(
            "T2 the utilization of limits lists each counter of the current period, largest share first, and no callee")
    void listsTheMostUsed() {
        CallGate gate = gate(
                Limit.calls(8).perAgent().anHour(),
                Limit.calls(5).perOrganization().atOnce(),
                Limit.calls(20).perOrganization().aDay(),
                Limit.calls(6).perCallee().within(Duration.ofHours(1)),
                Limit.calls(4).perNumber().within(Duration.ofHours(2)));
        calls(gate, 4);

        assertEquals(
                List.of(
                        "4/5 of 5 calls per organization at once",
                        "4/8 of 8 calls per agent an hour",
                        "2/4 of 4 calls per number within 2 hours",
                        "2/4 of 4 calls per number within 2 hours"),
                texts(gate.utilization(fixture.organization, 0.5, 10)));
        assertEquals(
                List.of("4/5 of 5 calls per organization at once"),
                texts(gate.utilization(fixture.organization, 0.1, 1)));

        clock.move(Duration.ofHours(5));
        assertEquals(
                List.of("4/20 of 20 calls per organization a day"),
                texts(gate.utilization(fixture.organization, 0.1, 10)));
        clock.move(Duration.ofDays(1));
        assertEquals(List.of(), gate.utilization(fixture.organization, 0.1, 10));
    }

    @Test
    @DisplayName(
            "T2 K1 the limits of attributes and conditions are told apart, and another organization sees none of them")
    @Needs(Ability.ORGANIZATIONS)
    void tellsAttributesApart() {
        CallGate gate = gate(
                Limit.calls(4).per("campaign").aDay(),
                Limit.calls(3).per("team").aDay(),
                Limit.calls(2).perAgent().aDay().where("washington", call -> call.to()
                        .toString()
                        .equals(WASHINGTON)));
        for (String campaign : List.of("spring", "spring", "fall")) {
            boolean allowed = gate.decide(request(fixture.agent, "+12025550198")
                            .with("campaign", campaign)
                            .with("team", "a"))
                    .isAllowed();
            assertTrue(allowed);
        }
        assertEquals(
                List.of("attribute team=a 3/3", "attribute campaign=spring 2/4", "attribute campaign=fall 1/4"),
                gate.utilization(fixture.organization, 0.1, 10).stream()
                        .map(each -> "%s %s %d/%d"
                                .formatted(
                                        "attribute",
                                        each.counter() == null
                                                ? ""
                                                : each.counter().id(),
                                        each.used(),
                                        each.most()))
                        .toList());
        assertEquals(List.of(), gate.utilization(new Fixture(tested).organization, 0.1, 10));
    }

    @Test
    @DisplayName("T2 a limit with the largest share is listed first, though counters of other limits have used more")
    void listsByShare() {
        CallGate gate = gate(
                Limit.calls(1_000).per("campaign").aDay(),
                Limit.calls(3).per("team").aDay());
        campaignCalls(gate, "a", 3);
        campaignCalls(gate, "b", 2);
        assertEquals(List.of("3/3 of 3 calls per team a day"), texts(gate.utilization(fixture.organization, 0.001, 1)));
        assertEquals(
                List.of("3/3 of 3 calls per team a day", "2/3 of 3 calls per team a day"),
                texts(gate.utilization(fixture.organization, 0.001, 2)));
    }

    @Test
    @DisplayName("T2 counters of limits that the policy no longer has hide no others")
    void listsNoFormerLimits() {
        CallGate former = gate(
                Limit.calls(10).per("campaign").aDay(),
                Limit.calls(2).per("team").aDay());
        campaignCalls(former, "a", 2);
        CallGate gate = gate(Limit.calls(10).per("campaign").aDay());
        assertEquals(
                List.of("2/10 of 10 calls per campaign a day"), texts(gate.utilization(fixture.organization, 0.1, 1)));
    }

    @Test
    @DisplayName("T2 counters with equal shares are listed in the order of their IDs")
    void listsEqualSharesById() {
        CallGate gate = gate(Limit.calls(4).per("team").aDay());
        for (String team : List.of("c", "a", "d", "b")) {
            campaignCalls(gate, team, 1);
        }
        assertEquals(
                List.of("team=a", "team=b"),
                gate.utilization(fixture.organization, 0.1, 2).stream()
                        .map(each -> Objects.requireNonNull(each.counter()).id())
                        .toList());
    }

    private void campaignCalls(CallGate gate, String team, int calls) {
        for (int n = 0; n < calls; n++) {
            assertTrue(gate.decide(request(fixture.agent, WASHINGTON)
                            .with("campaign", "spring")
                            .with("team", team))
                    .isAllowed());
        }
    }

    @Test
    @DisplayName("T2 shares and numbers out of range are refused by their values")
    void rejectsInvalidValues() {
        CallGate gate = gate(Limit.calls(4).perAgent().aDay());
        for (double share : new double[] {0, -1, 1.5, Double.NaN}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> gate.utilization(fixture.organization, share, 1))
                    .getMessage();
            assertTrue(message.contains(String.valueOf(share)), message);
        }
        assertThrows(IllegalArgumentException.class, () -> gate.utilization(fixture.organization, 1, 0));
        assertEquals(List.of(), gate.utilization(fixture.organization, 1, 1));
    }

    @Test
    @DisplayName("T2 usage by campaign adds up calls, releases and outcomes of the values that the policy reports by")
    @Needs({Ability.CALL_IDS, Ability.REPORTS})
    void addsUpByAttribute() {
        CallGate gate = CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.inUtc()
                        .callees(CalleePrivacy.inFull())
                        .limits(Limit.calls(100).perAgent().aDay())
                        .reportBy("campaign"))
                .build();
        CallGate unreported = CallGate.over(tested.store()).clock(clock).build();
        place(gate, "c-1", "spring");
        place(gate, "c-2", "spring");
        place(gate, "c-3", "fall");
        place(unreported, "c-4", "spring");
        gate.complete(fixture.organization, new CallId("c-1"), CallOutcome.answered(Duration.ofSeconds(30)));
        gate.release(fixture.organization, new CallId("c-2"));
        gate.complete(fixture.organization, new CallId("c-4"), CallOutcome.answered(Duration.ofSeconds(30)));

        Reports reports = Reports.over(storage());
        CallStatistics spring = CallStatistics.ONE_CALL
                .plus(CallStatistics.ONE_CALL)
                .plus(CallStatistics.ONE_RELEASE)
                .plus(CallStatistics.of(CallOutcome.answered(Duration.ofSeconds(30))));
        assertEquals(
                List.of(new AttributeUsage("fall", CallStatistics.ONE_CALL), new AttributeUsage("spring", spring)),
                reports.usageByAttribute(fixture.organization, "campaign", DAY, DAY));
        assertEquals(List.of(), reports.usageByAttribute(fixture.organization, "team", DAY, DAY));
        assertEquals(
                List.of(),
                reports.usageByAttribute(fixture.organization, "campaign", DAY.plusDays(1), DAY.plusDays(9)));
    }

    @Test
    @DisplayName("T2 of more than a thousand values a day, the last ones are added up together, with their outcomes")
    @Needs({Ability.CALL_IDS, Ability.REPORTS})
    void boundsTheValues() {
        CallGate gate = CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.inUtc().reportBy("campaign"))
                .build();
        int values = UsageQuery.MAX_ATTRIBUTE_VALUES + 2;
        for (int n = 0; n < values; n++) {
            place(gate, "c-" + n, "value-" + n);
        }
        gate.release(fixture.organization, new CallId("c-" + (values - 1)));
        gate.release(fixture.organization, new CallId("c-0"));

        List<AttributeUsage> rows =
                Reports.over(storage()).usageByAttribute(fixture.organization, "campaign", DAY, DAY);
        assertEquals(UsageQuery.MAX_ATTRIBUTE_VALUES + 1, rows.size());
        CallStatistics others =
                CallStatistics.ONE_CALL.plus(CallStatistics.ONE_CALL).plus(CallStatistics.ONE_RELEASE);
        assertEquals(new AttributeUsage(null, others), rows.get(rows.size() - 1));
        CallStatistics first = CallStatistics.ONE_CALL.plus(CallStatistics.ONE_RELEASE);
        assertEquals(new AttributeUsage("value-0", first), rows.get(0));
    }

    private void place(CallGate gate, String id, String campaign) {
        boolean allowed = gate.decide(
                        request(fixture.agent, WASHINGTON).callId(id).with("campaign", campaign))
                .isAllowed();
        assertTrue(allowed);
    }
}
