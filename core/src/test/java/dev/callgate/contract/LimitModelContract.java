package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.LimitUsage;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Compares the limits of a store with {@link LimitModel}, for random policies, calls, ends, renewals and clocks. Extend this class and
 * return the store, which needs the abilities {@link Ability#LIMITS} and {@link Ability#CALL_IDS}. The tests need jqwik on the test
 * class path. To change the number of tries, annotate the subclass with {@link PropertyDefaults}.
 */
@PropertyDefaults(tries = 100)
public abstract class LimitModelContract {
    /** Shortly before the end of a month, and before the clocks of New York go back. */
    private static final Instant START = Instant.parse("2025-10-31T22:50:00Z");

    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);
    private static final List<String> CALLEES = List.of("+12025550199", "+12025550198");
    private static final List<ZoneId> ZONES =
            List.of(ZoneOffset.UTC, ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"));

    /** Returns the store to test. Each try uses its own organization, so this may return the same store each time. */
    protected abstract StoreUnderTest storeUnderTest();

    /** What happens: to a call, or to the clock of the host. */
    enum Event {
        CALL,
        RELEASE,
        COMPLETE,
        RENEW,
        PASS,
        LAG,
        NEXT_HOUR,
        NEXT_DAY,
        NEXT_MONTH
    }

    /** One event: of the n-th call, or of the clock, which moves by a time or to a moment before or at a boundary. */
    record Step(Event event, int n, Duration time) {
        CallId callId() {
            return new CallId("c-" + n);
        }

        Instant moved(Instant now, ZoneId zone) {
            LocalDateTime local = LocalDateTime.ofInstant(now, zone);
            Instant boundary =
                    switch (event) {
                        case NEXT_HOUR -> now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
                        case NEXT_DAY ->
                            local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
                        default ->
                            local.toLocalDate()
                                    .plusMonths(1)
                                    .withDayOfMonth(1)
                                    .atStartOfDay(zone)
                                    .toInstant();
                    };
            return n % 2 == 0 ? boundary : boundary.minus(1, ChronoUnit.MICROS);
        }
    }

    @Provide
    Arbitrary<List<LimitRule>> policies() {
        Arbitrary<LimitRule> rules = Combinators.combine(
                        Arbitraries.of(LimitRule.Scope.values()),
                        Arbitraries.of(LimitRule.Span.values()),
                        Arbitraries.integers().between(1, 4))
                .as(LimitRule::new);
        return rules.list().ofMinSize(1).ofMaxSize(5).uniqueElements(each -> List.of(each.scope(), each.span()));
    }

    @Provide
    Arbitrary<List<Step>> days() {
        Arbitrary<Event> events = Arbitraries.frequency(
                Tuple.of(12, Event.CALL),
                Tuple.of(2, Event.RELEASE),
                Tuple.of(3, Event.COMPLETE),
                Tuple.of(2, Event.RENEW),
                Tuple.of(5, Event.PASS),
                Tuple.of(2, Event.LAG),
                Tuple.of(1, Event.NEXT_HOUR),
                Tuple.of(1, Event.NEXT_DAY),
                Tuple.of(1, Event.NEXT_MONTH));
        Arbitrary<Duration> times = Arbitraries.of(
                Duration.of(1, ChronoUnit.MICROS),
                Duration.ofMillis(61_500),
                Duration.ofMinutes(4),
                LONGEST_CALL.minus(1, ChronoUnit.MICROS),
                LONGEST_CALL,
                LimitRule.WINDOW,
                Duration.ofHours(1),
                Duration.ofHours(8));
        return Combinators.combine(events, Arbitraries.integers().between(0, 23), times)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(80);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(ZONES);
    }

    @Property(seed = "-3411917240516174243", edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheModel(
            @ForAll("policies") List<LimitRule> rules, @ForAll("days") List<Step> steps, @ForAll("zones") ZoneId zone) {
        new Run(storeUnderTest(), rules, zone).take(steps);
    }

    /** One try: the gate, and the model beside it. */
    private static final class Run {
        private final OrganizationId organization;
        private final MovableClock clock = new MovableClock(START);
        private final ZoneId zone;
        private final LimitModel model;
        private final CallGate gate;

        Run(StoreUnderTest tested, List<LimitRule> rules, ZoneId zone) {
            this.organization = tested.organization();
            this.zone = zone;
            this.model = new LimitModel(rules, zone, LONGEST_CALL);
            for (int agent = 0; agent < 2; agent++) {
                tested.assign(
                        organization,
                        Fixture.agent(agent),
                        Fixture.e164(agent),
                        Terms.dailyLimit(1_000).countries("US"));
            }
            this.gate = CallGate.over(tested.store())
                    .clock(clock)
                    .policy(CallPolicy.in(zone)
                            .callees(CalleePrivacy.inFull())
                            .longestCall(LONGEST_CALL)
                            .limits(rules.stream().map(LimitRule::limit).toArray(Limit[]::new)))
                    .build();
        }

        void take(List<Step> steps) {
            for (Step step : steps) {
                try {
                    take(step);
                } catch (AssertionError e) {
                    throw new AssertionError("%s at %s: %s".formatted(step, clock.instant(), e.getMessage()), e);
                }
            }
        }

        private void take(Step step) {
            Instant now = clock.instant();
            switch (step.event()) {
                case CALL -> call(step);
                case RELEASE ->
                    assertEquals(
                            model.end(step.n(), 0, true),
                            gate.release(organization, step.callId()).isPresent());
                case COMPLETE ->
                    assertEquals(
                            model.end(step.n(), talked(step).toMillis(), false),
                            gate.complete(organization, step.callId(), CallOutcome.answered(talked(step)))
                                    .isPresent());
                case RENEW -> assertEquals(model.renew(step.n(), now), gate.renew(organization, step.callId()));
                case PASS -> clock.move(step.time());
                case LAG -> clock.move(step.time().negated());
                default -> clock.moveTo(step.moved(now, zone));
            }
        }

        private static Duration talked(Step step) {
            return step.time().truncatedTo(ChronoUnit.MILLIS);
        }

        private void call(Step step) {
            LimitRule.Call call = new LimitRule.Call(step.n());
            CallRequest request = CallRequest.by(organization, Fixture.agent(call.agent()))
                    .to(CALLEES.get(call.callee()))
                    .callId(step.callId().value())
                    .with("campaign", call.campaign());
            Instant now = clock.instant();
            String earlier = model.state(step.n());
            List<String> full = model.full(call, now);
            CallDecision decision = gate.decide(request);
            if (!earlier.isEmpty()) {
                assertEquals(earlier, decision instanceof Allowed again && again.repeated() ? "open" : cause(decision));
            } else if (full.isEmpty()) {
                assertTrue(decision.isAllowed(), decision::toString);
                model.count(call, now);
                assertEquals(model.used(call, now), used(((Allowed) decision).limits()));
            } else {
                assertRefused(full, call, (Refused) decision);
            }
        }

        private void assertRefused(List<String> full, LimitRule.Call call, Refused refused) {
            assertEquals(
                    full,
                    refused.reasons().stream()
                            .map(Reason::code)
                            .distinct()
                            .sorted()
                            .toList());
            Instant next = refused.nextAllowed();
            assertNotNull(next);
            assertEquals(List.of(), model.full(call, next), () -> "full at the next time, " + next);
            Instant before = next.minus(1, ChronoUnit.MICROS);
            assertFalse(model.full(call, before).isEmpty(), () -> "there is room before the next time, " + next);
        }

        private static String cause(CallDecision decision) {
            return decision instanceof Refused refused ? refused.cause().code() : decision.toString();
        }

        private static List<String> used(List<LimitUsage> limits) {
            return limits.stream()
                    .map(each -> each.limit() + ": " + each.used())
                    .sorted()
                    .toList();
        }
    }
}
