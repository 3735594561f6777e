package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallFacts;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.spi.CounterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scope of a limit counts in every span, and a call counts on all limits or on none. */
@Needs(Ability.LIMITS)
abstract class LimitScopesContract extends LimitTests {
    private static final Instant START = Instant.parse("2025-12-29T10:37:00Z");
    private static final int MOST = 2;
    private static final int CALLS = 80;
    private static final Duration WINDOW = Duration.ofMinutes(90);
    private static final List<String> CALLEES = List.of(WASHINGTON, "+12025550198");
    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(1),
            Duration.ofMinutes(29),
            Duration.ofMinutes(90),
            Duration.ofHours(5),
            Duration.ofDays(1));

    /** A call that was allowed, with the values that the scopes distinguish. */
    private record Call(int agent, String callee, String campaign, int number, Instant at) {}

    private enum Scope {
        NUMBER(Limit.Amount::perNumber, Call::number),
        AGENT(Limit.Amount::perAgent, Call::agent),
        CALLEE(Limit.Amount::perCallee, Call::callee),
        CAMPAIGN(amount -> amount.per("campaign"), Call::campaign),
        ORGANIZATION(Limit.Amount::perOrganization, call -> "all");

        final Function<Limit.Amount, Limit.Scoped> limit;
        final Function<Call, Object> key;

        Scope(Function<Limit.Amount, Limit.Scoped> limit, Function<Call, Object> key) {
            this.limit = limit;
            this.key = key;
        }
    }

    private enum Span {
        HOUR(Limit.Scoped::anHour, time -> time.truncatedTo(ChronoUnit.HOURS)),
        DAY(Limit.Scoped::aDay, LocalDateTime::toLocalDate),
        WEEK(
                Limit.Scoped::aWeek,
                time -> List.of(time.get(IsoFields.WEEK_BASED_YEAR), time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))),
        MONTH(Limit.Scoped::aMonth, time -> List.of(time.getYear(), time.getMonth())),
        WINDOW(scoped -> scoped.within(LimitScopesContract.WINDOW), null);

        final Function<Limit.Scoped, Limit> limit;
        final Function<LocalDateTime, Object> period;

        Span(Function<Limit.Scoped, Limit> limit, Function<LocalDateTime, Object> period) {
            this.limit = limit;
            this.period = period;
        }

        boolean hasBoth(Instant earlier, Instant now) {
            return period == null
                    ? earlier.plus(LimitScopesContract.WINDOW).isAfter(now)
                    : period.apply(LocalDateTime.ofInstant(earlier, ZoneOffset.UTC))
                            .equals(period.apply(LocalDateTime.ofInstant(now, ZoneOffset.UTC)));
        }
    }

    static Stream<Arguments> scopesAndSpans() {
        return Stream.of(Scope.values())
                .flatMap(scope -> Stream.of(Span.values()).map(span -> Arguments.of(scope, span)));
    }

    @ParameterizedTest(name = "per {0}, {1}")
    @MethodSource("scopesAndSpans")
    @DisplayName("D2 D14 of random calls over weeks, a limit allows exactly those that a model of ten lines allows")
    void agreesWithTheModel(Scope scope, Span span) {
        for (int agent = 1; agent <= 2; agent++) {
            fixture.assign(agent(agent), agent, Terms.dailyLimit(1_000).countries("US"));
        }
        CallGate gate = gate(span.limit.apply(scope.limit.apply(Limit.calls(MOST))));
        Random random = new Random(scope.ordinal() * 31L + span.ordinal());
        List<Call> allowed = new ArrayList<>();
        clock.moveTo(START);
        for (int n = 0; n < CALLS; n++) {
            int agent = 1 + random.nextInt(2);
            Call call = new Call(
                    agent,
                    CALLEES.get(random.nextInt(2)),
                    random.nextBoolean() ? "spring" : "autumn",
                    agent,
                    clock.instant());
            boolean fits = allowed.stream()
                            .filter(each -> scope.key.apply(each).equals(scope.key.apply(call)))
                            .filter(each -> span.hasBoth(each.at(), call.at()))
                            .count()
                    < MOST;
            assertEquals(
                    fits,
                    gate.decide(request(agent(agent), call.callee()).with("campaign", call.campaign()))
                            .isAllowed(),
                    () -> call + " after " + allowed);
            if (fits) {
                allowed.add(call);
            }
            clock.move(PAUSES.get(random.nextInt(PAUSES.size())));
        }
        assertTrue(allowed.size() > MOST && allowed.size() < CALLS, () -> allowed.size() + " of " + CALLS);
    }

    /** Limits of all scopes and spans, by their amounts. */
    private static final List<IntFunction<Limit>> MIX = List.of(
            most -> Limit.calls(most).perCallee().within(Duration.ofHours(1)),
            most -> Limit.calls(most).perNumber().aDay(),
            most -> Limit.calls(most).perNumber().anHour(),
            most -> Limit.calls(most).perAgent().aWeek(),
            most -> Limit.calls(most).per("campaign").aMonth(),
            most -> Limit.calls(most).perOrganization().aDay().where("us", call -> true),
            most -> Limit.calls(most).perOrganization().within(Duration.ofDays(1)));

    static Stream<Integer> tightest() {
        return IntStream.range(0, MIX.size()).boxed();
    }

    private static Limit[] mix(int tightest, int most) {
        return IntStream.range(0, MIX.size())
                .mapToObj(n -> MIX.get(n).apply(n == tightest ? most : 100))
                .toArray(Limit[]::new);
    }

    private CallRequest spring(AgentId agent) {
        return request(agent, WASHINGTON).with("campaign", "spring");
    }

    private Set<Counter> countersOf(Assignment assignment, Limit... limits) {
        CallFacts call = new CallFacts(
                fixture.organization,
                assignment.agent(),
                E164.of(WASHINGTON),
                clock.instant(),
                ZoneOffset.UTC,
                Map.of("campaign", "spring"));
        Set<Counter> counters = new HashSet<>();
        for (Limit limit : limits) {
            counters.add(limit.on(call, assignment.number(), new CalleeKey(WASHINGTON), Duration.ofHours(4))
                    .counter());
        }
        return counters;
    }

    private CounterSnapshot counted(Assignment assignment, Limit... limits) {
        return tested.store().countersOf(fixture.organization, countersOf(assignment, limits), clock.instant());
    }

    @ParameterizedTest
    @MethodSource("tightest")
    @DisplayName("D1 D14 a call that one of seven limits refuses is counted on none of them, nor on its assignment")
    void countsNowhereIfRefused(int tightest) {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(100).countries("US"));
        Limit[] limits = mix(tightest, 1);
        CallGate gate = gate(limits);
        Allowed first = assertInstanceOf(Allowed.class, gate.decide(spring(fixture.agent)));
        assertEquals(limits.length, first.limits().size());
        first.limits().forEach(each -> assertEquals(1, each.used(), each::toString));
        CounterSnapshot before = counted(assignment, limits);
        assertEquals(limits.length, before.values().size());
        before.values().forEach((counter, value) -> assertEquals(1, value.amount(), counter::toString));

        for (int n = 0; n < 3; n++) {
            assertEquals(List.of(limits[tightest].reason()), codes(gate.decide(spring(fixture.agent))));
        }

        assertEquals(before, counted(assignment, limits));
        assertEquals(1, fixture.stored(assignment).callsMadeToday());
    }

    @ParameterizedTest
    @MethodSource("tightest")
    @DisplayName(
            "D2 D14 64 threads get exactly what the tightest of seven limits allows, and every counter counts just that")
    void countsAllOrNothingUnderLoad(int tightest) throws Exception {
        Assignment assignment = fixture.assign(1, Terms.dailyLimit(1_000).countries("US"));
        Limit[] limits = mix(tightest, 5);
        CallGate gate = gate(limits);
        List<Boolean> allowed = Together.run(
                THREADS, thread -> () -> gate.decide(spring(fixture.agent)).isAllowed());
        assertEquals(5, allowed.stream().filter(Boolean::booleanValue).count());
        CounterSnapshot after = counted(assignment, limits);
        assertEquals(countersOf(assignment, limits), after.values().keySet());
        after.values().forEach((counter, value) -> assertEquals(5, value.amount(), counter::toString));
        assertEquals(5, fixture.stored(assignment).callsMadeToday());
    }
}
