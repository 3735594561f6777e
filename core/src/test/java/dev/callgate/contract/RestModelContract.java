package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.RestPeriod;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/**
 * Compares the rest periods of a store with a model, for random policies and histories of calls. Extend this class and return the store,
 * which needs the ability {@link Ability#CALL_IDS}. The tests need jqwik on the test class path. To change the number of histories,
 * annotate the subclass with {@link PropertyDefaults}.
 */
@PropertyDefaults(tries = 100)
public abstract class RestModelContract {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    /** Shortly before the clocks of New York go back. */
    private static final Instant START = Instant.parse("2025-10-31T22:50:00Z");

    private static final List<String> CALLEES = List.of("+12025550199", "+12025550198");

    /** Returns the store to test. Each history has its own organization, so this may return the same store each time. */
    protected abstract StoreUnderTest storeUnderTest();

    /** A rest period in the model, in one of two units. */
    record Rest(Ending ending, @Nullable Duration time, int days, boolean perCampaign) {
        RestPeriod period() {
            RestPeriod period = time == null ? ending.outcomes.days(days) : ending.outcomes.lasting(time);
            return perCampaign ? period.per("campaign") : period;
        }

        Instant endAfter(Instant outcome) {
            return time == null
                    ? LocalDate.ofInstant(outcome, ZONE)
                            .atStartOfDay(ZONE)
                            .plusDays(days + 1L)
                            .toInstant()
                    : outcome.plus(time);
        }
    }

    /** What begins a rest period. */
    enum Ending {
        CONVERSATION(
                RestPeriod.afterConversation(),
                each -> List.of(Result.ANSWERED, Result.NOT_INTERESTED, Result.OPTED_OUT)
                                .contains(each.result())
                        && each.answeredBy() != AnsweredBy.MACHINE),
        MACHINE(RestPeriod.afterMachine(), each -> each.answeredBy() == AnsweredBy.MACHINE),
        NO_CONTACT(
                RestPeriod.after(Result.NO_ANSWER, Result.BUSY),
                each -> each.result() == Result.NO_ANSWER || each.result() == Result.BUSY),
        ABANDONED(RestPeriod.after(Result.ABANDONED), each -> each.result() == Result.ABANDONED),
        OPTED_OUT(RestPeriod.after(Result.OPTED_OUT), each -> each.result() == Result.OPTED_OUT);

        private final RestPeriod.Outcomes outcomes;
        private final Predicate<CallOutcome> begins;

        Ending(RestPeriod.Outcomes outcomes, Predicate<CallOutcome> begins) {
            this.outcomes = outcomes;
            this.begins = begins;
        }
    }

    /** A call of the model that was completed. */
    private record Past(String callee, String campaign, CallOutcome outcome, Instant at) {}

    /** Time passes, a call is requested, and if it is allowed, it has an outcome. */
    record Step(Duration pause, int callee, String campaign, CallOutcome outcome) {}

    /** Returns when a callee may be called again; a time in the past if now. This is the model. */
    private static Instant freeFrom(List<Rest> rests, List<Past> history, String callee, String campaign) {
        return history.stream()
                .filter(past -> past.callee().equals(callee))
                .flatMap(past -> rests.stream()
                        .filter(rest -> rest.ending().begins.test(past.outcome()))
                        .filter(rest -> !rest.perCampaign() || past.campaign().equals(campaign))
                        .map(rest -> rest.endAfter(past.at())))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    @Provide
    Arbitrary<List<Rest>> policies() {
        Arbitrary<Duration> times = Arbitraries.of(Duration.ofMinutes(30), Duration.ofHours(24), Duration.ofHours(72))
                .injectNull(0.5);
        return Combinators.combine(
                        Arbitraries.of(Ending.class), times, Arbitraries.of(0, 1, 6), Arbitraries.of(true, false))
                .as(Rest::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<CallOutcome> outcomes = Arbitraries.of(
                CallOutcome.answered(Duration.ofSeconds(40)),
                CallOutcome.answered(Duration.ofSeconds(40)).by(AnsweredBy.PERSON),
                CallOutcome.answered(Duration.ofSeconds(9)).by(AnsweredBy.MACHINE),
                CallOutcome.of(Result.ABANDONED),
                CallOutcome.of(Result.NOT_INTERESTED),
                CallOutcome.of(Result.OPTED_OUT),
                CallOutcome.of(Result.BUSY),
                CallOutcome.of(Result.NO_ANSWER),
                CallOutcome.of(Result.FAILED));
        Arbitrary<Duration> pauses = Arbitraries.of(
                Duration.of(1, ChronoUnit.MICROS),
                Duration.ofMinutes(30).minus(1, ChronoUnit.MICROS),
                Duration.ofMinutes(30),
                Duration.ofHours(5),
                Duration.ofHours(24),
                Duration.ofHours(72),
                Duration.ofHours(-2));
        return Combinators.combine(
                        pauses, Arbitraries.integers().between(0, 1), Arbitraries.of("spring", "summer"), outcomes)
                .as(Step::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(16);
    }

    @Property(seed = "4185528934211908537", edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheModel(@ForAll("policies") List<Rest> rests, @ForAll("histories") List<Step> steps) {
        StoreUnderTest tested = storeUnderTest();
        OrganizationId organization = tested.organization();
        tested.assign(
                organization,
                Fixture.agent(1),
                Fixture.e164(1),
                Terms.dailyLimit(1_000).countries("US"));
        MovableClock clock = new MovableClock(START);
        CallGate gate = CallGate.over(tested.store())
                .clock(clock)
                .policy(CallPolicy.in(ZONE)
                        .callees(CalleePrivacy.inFull())
                        .restPeriods(rests.stream().map(Rest::period).toArray(RestPeriod[]::new)))
                .build();
        List<Past> history = new ArrayList<>();
        for (int n = 0; n < steps.size(); n++) {
            Step step = steps.get(n);
            clock.move(step.pause());
            String callee = CALLEES.get(step.callee());
            CallId callId = new CallId("c-" + n);
            CallDecision decision = gate.decide(CallRequest.by(organization, Fixture.agent(1))
                    .to(callee)
                    .callId(callId.value())
                    .with("campaign", step.campaign()));
            Instant free = freeFrom(rests, history, callee, step.campaign());
            if (free.isAfter(clock.instant())) {
                assertEquals(
                        free, decision instanceof Refused refused ? refused.nextAllowed() : decision, step::toString);
            } else {
                assertEquals(true, decision.isAllowed(), () -> step + ": " + decision);
                gate.complete(organization, callId, Objects.requireNonNull(step.outcome()));
                history.add(new Past(callee, step.campaign(), step.outcome(), clock.instant()));
            }
        }
    }
}
