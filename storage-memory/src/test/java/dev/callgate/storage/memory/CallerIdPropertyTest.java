package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallFacts;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallerIdRule;
import dev.callgate.policy.Limit;
import dev.callgate.policy.Rotation;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CallerIdPropertyTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");
    private static final int DAILY_LIMIT = 2;

    private static final List<CallerIdRule> RULES = List.of(
            CallerIdRule.spain(),
            CallerIdRule.france(),
            CallerIdRule.never(NumberClass.TOLL_FREE, NumberClass.PREMIUM_RATE),
            CallerIdRule.notWithin("+3491", "+331")
                    .where(call -> call.to().region().equals("US")),
            CallerIdRule.onlyWithin("+1", "+33", "+34"));

    @Provide
    Arbitrary<Set<E164>> numbers() {
        return Arbitraries.of(
                        "+12025550100",
                        "+18005550100",
                        "+33142278186",
                        "+33162000000",
                        "+33949000000",
                        "+33612345678",
                        "+34912345678",
                        "+34612345678",
                        "+442079460123")
                .map(E164::of)
                .set()
                .ofMinSize(1);
    }

    @Provide
    Arbitrary<String> callees() {
        return Arbitraries.of("+12125550123", "+33142278187", "+33612345679", "+34612345679");
    }

    @Provide
    Arbitrary<Set<CallerIdRule>> rules() {
        return Arbitraries.of(RULES).set();
    }

    @Provide
    Arbitrary<Rotation> rotations() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        Rotation.leastUsed(),
                        Rotation.roundRobin(),
                        Rotation.sticky(),
                        Rotation.localPresence().then(Rotation.leastUsed())),
                Arbitraries.randomValue(random -> shuffled(random.nextLong())));
    }

    private static Rotation shuffled(long seed) {
        Random random = new Random(seed);
        return (candidates, call) -> {
            List<Assignment> order = new ArrayList<>(candidates);
            Collections.shuffle(order, random);
            return order;
        };
    }

    @Property(tries = 500)
    @Label("D1 no call is allowed from a number that a rule refuses, in any rotation; every other number is used up")
    void neverFromARefusedNumber(
            @ForAll @From("numbers") Set<E164> numbers,
            @ForAll @From("rules") Set<CallerIdRule> rules,
            @ForAll @From("rotations") Rotation rotation,
            @ForAll @From("callees") String to,
            @ForAll boolean limited) {
        InMemoryStorage storage = InMemoryStorage.create(Fixture.CLOCK);
        numbers.forEach(number -> StoreUnderTest.over(storage)
                .assign(ACME, AGENT, number, Terms.dailyLimit(DAILY_LIMIT).anyCountry()));
        CallPolicy policy =
                CallPolicy.inUtc().callerIds(rules.toArray(CallerIdRule[]::new)).rotation(rotation);
        CallGate gate = CallGate.over(storage)
                .clock(Fixture.CLOCK)
                .policy(
                        limited
                                ? policy.limits(
                                        Limit.calls(DAILY_LIMIT).perNumber().aDay())
                                : policy)
                .build();
        CallFacts facts = new CallFacts(ACME, AGENT, E164.of(to), Fixture.NOW, ZoneOffset.UTC);
        Set<E164> usable = storage.assignmentsOf(ACME, AGENT).stream()
                .map(Assignment::number)
                .filter(number -> rules.stream()
                        .allMatch(rule -> rule.objectionTo(number, facts).isEmpty()))
                .map(each -> each.e164())
                .collect(Collectors.toSet());

        int allowed = 0;
        CallRequest request = CallRequest.by(ACME, AGENT).to(to);
        for (CallDecision decision = gate.decide(request);
                decision instanceof Allowed call;
                decision = gate.decide(request)) {
            assertTrue(usable.contains(call.from()), call::toString);
            allowed++;
        }
        assertEquals(DAILY_LIMIT * usable.size(), allowed);
    }
}
