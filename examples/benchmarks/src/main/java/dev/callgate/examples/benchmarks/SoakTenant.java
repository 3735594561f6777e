package dev.callgate.examples.benchmarks;

import dev.callgate.CallPolicy;
import dev.callgate.admin.HousekeepingPlan;
import dev.callgate.admin.NewNumber;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.services.CallGateServices;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** An organization of the soak: its agents, numbers, policy and callees. */
final class SoakTenant {
    static final int LOWER_LIMIT = 12;
    static final int HIGHER_LIMIT = 16;

    private static final int AGENTS = 12;
    private static final int NUMBERS = 24;
    private static final int CAMPAIGNS = 4;

    /** Callees come and go: so many are new each day, and each is called for three days. */
    private static final int NEW_CALLEES_A_DAY = 250;

    private static final int CALLEES_A_DAY = 3 * NEW_CALLEES_A_DAY;

    private static final List<String> AREA_CODES =
            List.of("212", "305", "312", "214", "303", "602", "206", "213", "416", "604");
    private static final int FIRST_LINE = 2_000_000;
    private static final int STEP = 37;
    private static final int OF_A_HUNDRED = 100;

    final OrganizationId id;
    final ZoneId zone;
    final CallPolicy policy;
    final HousekeepingPlan plan;
    final SoakLedger ledger;
    final List<PhoneNumber> numbers;

    private SoakTenant(
            OrganizationId id, ZoneId zone, CalleePrivacy callees, SoakLedger ledger, List<PhoneNumber> numbers) {
        this.id = id;
        this.zone = zone;
        this.policy = SoakPlan.policy(zone, callees);
        this.plan = SoakPlan.housekeeping(zone);
        this.ledger = ledger;
        this.numbers = numbers;
    }

    /** Adds the numbers of an organization and assigns them to its agents. */
    static SoakTenant create(
            String name, ZoneId zone, CalleePrivacy callees, CallGateServices services, Consumer<String> faults) {
        OrganizationId id = new OrganizationId(name);
        List<PhoneNumber> numbers = IntStream.range(0, NUMBERS)
                .mapToObj(n -> services.inventory().add(NewNumber.of(id, "+1202" + (FIRST_LINE + n))))
                .toList();
        services.assignments()
                .distribute(
                        numbers,
                        IntStream.range(0, AGENTS).mapToObj(SoakTenant::agent).toList(),
                        terms(HIGHER_LIMIT));
        return new SoakTenant(id, zone, callees, new SoakLedger(zone, faults), numbers);
    }

    static AgentId agent(int n) {
        return new AgentId("agent-" + n);
    }

    static Terms terms(int calls) {
        return Terms.dailyLimit(calls).countries("US", "CA");
    }

    /** Returns one of two agents between whom a number changes, so that the pairs of a number and an agent are no more. */
    static AgentId agentOf(int number, boolean isSecond) {
        return agent((number + (isSecond ? 1 : 0)) % AGENTS);
    }

    /** Returns a request: most are for a callee of the day, a few cannot be allowed, and most have an ID of the caller's. */
    CallRequest request(RandomGenerator random, Instant now, Instant first, String callId) {
        int agent = random.nextInt(OF_A_HUNDRED) == 0 ? AGENTS : random.nextInt(AGENTS);
        CallRequest request = CallRequest.by(id, agent(agent))
                .to(callee(random, Duration.between(first, now).toDays()))
                .with(SoakPlan.CAMPAIGN, "campaign-" + random.nextInt(CAMPAIGNS));
        return random.nextInt(10) == 0 ? request : request.callId(callId);
    }

    private static String callee(RandomGenerator random, long day) {
        if (random.nextInt(OF_A_HUNDRED) == 0) {
            return "+442079460" + (100 + random.nextInt(900));
        }
        long n = day * NEW_CALLEES_A_DAY + random.nextInt(CALLEES_A_DAY);
        String areaCode = AREA_CODES.get((int) (n % AREA_CODES.size()));
        return "+1" + areaCode + (FIRST_LINE + n / AREA_CODES.size() * STEP);
    }
}
