package dev.callgate.examples.benchmarks;

import dev.callgate.CallPolicy;
import dev.callgate.admin.HousekeepingPlan;
import dev.callgate.admin.HousekeepingPlan.Quarantine;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.E164;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.CallingHours;
import dev.callgate.policy.Limit;
import dev.callgate.policy.RestPeriod;
import dev.callgate.policy.Rotation;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** The policy of an organization of the soak, and its retention periods. */
final class SoakPlan {
    static final String CAMPAIGN = "campaign";
    static final int AGENT_AT_ONCE = 1;
    static final int CALLEE_AT_ONCE = 1;
    static final int CAMPAIGN_AT_ONCE = 3;
    static final int CALLEE_A_DAY = 3;
    static final Duration CALLEE_WINDOW = Duration.ofHours(24);
    static final int ORGANIZATION_WINDOW_CALLS = 20;
    static final Duration ORGANIZATION_WINDOW = Duration.ofMinutes(30);
    static final Duration LONGEST_CALL = Duration.ofMinutes(30);
    static final Duration REST = Duration.ofHours(20);

    /** The limits of calls an hour, a day, a week and a month, whose counters are compared with the calls at the end. */
    static final List<Limit> PERIODS = List.of(
            Limit.calls(3).perNumber().anHour(),
            Limit.calls(18).perNumber().aDay(),
            Limit.calls(4).perAgent().anHour(),
            Limit.calls(10).per(CAMPAIGN).anHour(),
            Limit.calls(220).perOrganization().aDay(),
            Limit.calls(1_400).perOrganization().aWeek(),
            Limit.calls(1_000_000).perOrganization().aMonth());

    private static final List<Limit> OTHERS = List.of(
            Limit.minutes(150).perAgent().aDay(),
            Limit.calls(AGENT_AT_ONCE).perAgent().atOnce(),
            Limit.calls(CALLEE_AT_ONCE).perCallee().atOnce(),
            Limit.calls(CAMPAIGN_AT_ONCE).per(CAMPAIGN).atOnce(),
            Limit.calls(CALLEE_A_DAY).perCallee().within(CALLEE_WINDOW),
            Limit.calls(ORGANIZATION_WINDOW_CALLS).perOrganization().within(ORGANIZATION_WINDOW));

    /** One number in so many is on the do-not-call list. */
    private static final int LISTED = 97;

    private SoakPlan() {}

    static CallPolicy policy(ZoneId zone, CalleePrivacy callees) {
        return CallPolicy.in(zone)
                .region("US")
                .callees(callees)
                .longestCall(LONGEST_CALL)
                .limits(PERIODS.toArray(Limit[]::new))
                .limits(OTHERS.toArray(Limit[]::new))
                .rules(
                        CallRule.doNotCall(SoakPlan::isListed),
                        CallingHours.between(LocalTime.of(8, 0), LocalTime.of(21, 0)))
                .restPeriods(
                        RestPeriod.after(Result.NOT_INTERESTED).lasting(REST),
                        RestPeriod.after(Result.BUSY).lasting(Duration.ofHours(1)))
                .rotation(Rotation.leastUsed())
                .reportBy(CAMPAIGN)
                .journalEveryCall();
    }

    private static boolean isListed(E164 number) {
        return number.toString().hashCode() % LISTED == 0;
    }

    /** Retains one day of calls and two days of sums, so that the tables stop growing within days. */
    static HousekeepingPlan housekeeping(ZoneId zone) {
        return HousekeepingPlan.in(zone)
                .keepCalls(1)
                .keepUsage(2)
                .keepAuditTrail(2)
                .quarantine(Quarantine.ofDays(1).judgedBy(8, 1).atMostShare(0.1))
                .resetDailyCallCounts();
    }
}
