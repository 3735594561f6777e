package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallPolicy;
import dev.callgate.call.Refused;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.policy.RestPeriod;
import dev.callgate.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Two organizations with the same numbers, agents and call IDs, whose calls two nodes decide over one store, each with a clock of its own.
 * After each step, what the library answers and shows is compared with {@link WorldModel}.
 */
final class World {
    /** Two days before the leap day, and before the clocks of New York go forward and those of London, too. */
    static final Instant START = Instant.parse("2024-02-27T22:50:00Z");

    static final Duration LONGEST_CALL = Duration.ofMinutes(10);
    static final Duration REST = Duration.ofMinutes(30);

    /** A clock that is so wrong that every store notices. */
    static final Duration FAR = Duration.ofDays(40_000);

    private static final Instant PLAUSIBLE = Instant.parse("2100-01-01T00:00:00Z");

    /** An organization's policy. */
    record Rules(ZoneId zone, List<LimitRule> limits, boolean rests) {
        /** Returns whether a call is journaled: it has an ID, or its end matters. */
        boolean journals(WorldStep.Call call) {
            return call.withId()
                    || rests
                    || limits.stream()
                            .anyMatch(each -> each.span() == LimitRule.Span.LIVE
                                    || each.span().isOfMinutes());
        }

        CallPolicy policy() {
            CallPolicy policy = CallPolicy.in(zone)
                    .callees(CalleePrivacy.inFull())
                    .longestCall(LONGEST_CALL)
                    .limits(limits.stream().map(LimitRule::limit).toArray(Limit[]::new));
            return rests ? policy.restPeriods(RestPeriod.after(Result.BUSY).lasting(REST)) : policy;
        }
    }

    private static final class Organization {
        private final OrganizationId id = Fixture.newOrganization();
        private WorldModel model = new WorldModel();
        private Rules rules = new Rules(ZoneOffset.UTC, List.of(), false);
        private CallPolicy policy = rules.policy();

        void change(Rules changed) {
            rules = changed;
            policy = changed.policy();
        }
    }

    private final Storage store;
    private final List<Organization> organizations = List.of(new Organization(), new Organization());
    private final List<WorldLibrary> nodes = new ArrayList<>();
    private final Set<Integer> stopped = new HashSet<>();
    private final int checkBooksEvery;
    private Instant now = START;
    private int played;

    /** Creates a world in which nothing has happened, over a store that other worlds may share. */
    World(Function<WorldFaults, Storage> open, int checkBooksEvery) {
        this.checkBooksEvery = checkBooksEvery;
        this.store = open.apply(new WorldFaults());
        IntStream.range(0, 2).forEach(n -> {
            WorldFaults faults = new WorldFaults();
            nodes.add(new WorldLibrary(this, faults, open.apply(faults)));
        });
    }

    static boolean isFarAhead(Instant at) {
        return at.isAfter(PLAUSIBLE);
    }

    OrganizationId organization(int org) {
        return organizations.get(org).id;
    }

    Rules rules(int org) {
        return organizations.get(org).rules;
    }

    CallPolicy policy(OrganizationId id) {
        return organizations.stream()
                .filter(each -> each.id.equals(id))
                .findFirst()
                .orElseThrow()
                .policy;
    }

    /** Plays steps one after the other, and compares after each. */
    void play(List<WorldStep> steps) {
        for (WorldStep step : steps) {
            played++;
            try {
                play(step);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("step %d, %s: %s".formatted(played, step.code(), e.getMessage()), e);
            }
        }
        assertSeen(organizations.get(0), true);
    }

    private void play(WorldStep step) {
        if (step instanceof WorldStep.Failing failing) {
            WorldFaults faults = nodes.get(failing.during().node()).faults;
            faults.arm(failing.kind(), failing.at());
            operate(failing.during(), true);
        } else if (step instanceof WorldStep.Operation operation) {
            operate(operation, false);
        } else if (step instanceof WorldStep.SetLimit limit) {
            setLimit(organizations.get(limit.org()), limit);
        } else if (step instanceof WorldStep.SetZone zone) {
            Organization of = organizations.get(zone.org());
            of.change(new Rules(zone.zone(), of.rules.limits(), of.rules.rests()));
        } else if (step instanceof WorldStep.SetRest rest) {
            Organization of = organizations.get(rest.org());
            of.change(new Rules(of.rules.zone(), of.rules.limits(), rest.rests()));
        } else {
            time(step);
        }
    }

    private static void setLimit(Organization of, WorldStep.SetLimit step) {
        List<LimitRule> limits = new ArrayList<>(of.rules.limits());
        limits.removeIf(each -> each.scope() == step.scope() && each.span() == step.span());
        if (step.most() > 0) {
            limits.add(new LimitRule(step.scope(), step.span(), step.most()));
        }
        of.change(new Rules(of.rules.zone(), List.copyOf(limits), of.rules.rests()));
    }

    private void time(WorldStep step) {
        if (step instanceof WorldStep.Pass pass) {
            pass(pass.time());
        } else if (step instanceof WorldStep.PassUntil until) {
            Instant boundary = next(until.boundary(), rules(until.org()).zone());
            pass(Duration.between(now, until.before() ? boundary.minus(1, ChronoUnit.MICROS) : boundary));
        } else if (step instanceof WorldStep.Jump jump) {
            nodes.get(jump.node()).clock.move(jump.by());
        } else if (step instanceof WorldStep.StopClock stop) {
            stopped.add(stop.node());
        } else if (step instanceof WorldStep.CorrectClock correct) {
            stopped.remove(correct.node());
            nodes.get(correct.node()).clock.moveTo(now);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        for (int node = 0; node < nodes.size(); node++) {
            if (!stopped.contains(node)) {
                nodes.get(node).clock.move(time);
            }
        }
    }

    private Instant next(WorldStep.Boundary boundary, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        ZoneOffsetTransition transition = zone.getRules().nextTransition(now);
        return switch (boundary) {
            case HOUR -> now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            case DAY -> today.plusDays(1).atStartOfDay(zone).toInstant();
            case WEEK ->
                today.plusDays(8 - today.getDayOfWeek().getValue())
                        .atStartOfDay(zone)
                        .toInstant();
            case MONTH ->
                today.plusMonths(1).withDayOfMonth(1).atStartOfDay(zone).toInstant();
            case OFFSET -> transition == null ? now.plus(REST) : transition.getInstant();
        };
    }

    /** Carries an operation out, and moves the model on to the only state that agrees with the answer and with what is seen then. */
    private void operate(WorldStep.Operation operation, boolean isFailing) {
        Organization of = organizations.get(operation.org());
        WorldLibrary node = nodes.get(operation.node());
        WorldModel before = of.model;
        String answer = node.answer(operation);
        node.faults.disarm();

        List<WorldAnswers.Answer> expected = WorldAnswers.to(operation, before, of.rules, node.now(), isFailing);
        List<WorldModel> possible = new ArrayList<>();
        expected.stream()
                .filter(each -> each.text().equals(answer)
                        || isUnknown(answer, operation, isFailing)
                        || each.text().equals(WorldAnswers.PARTLY) && isNotApplied(answer, operation, isFailing))
                .forEach(each -> possible.add(each.after()));
        if (isUnknown(answer, operation, isFailing) || isNotApplied(answer, operation, isFailing)) {
            possible.add(before);
        }
        assertTrue(!possible.isEmpty(), () -> "\"%s\" is none of %s"
                .formatted(
                        answer, expected.stream().map(WorldAnswers.Answer::text).toList()));
        of.model = possible.size() == 1
                ? possible.get(0)
                : possible.stream().filter(each -> isSeen(of, each)).findFirst().orElse(possible.get(0));
        if (operation instanceof WorldStep.Call call && node.lastDecision() instanceof Refused refused) {
            assertNextAllowed(call, of, before, refused);
        }
        assertSeen(of, isFailing || played % checkBooksEvery == 0);
    }

    /** D4: an emergency call never fails, and nothing fails while the store works. */
    private static boolean isUnknown(String answer, WorldStep.Operation operation, boolean isFailing) {
        return isFailing && answer.equals(WorldLibrary.UNKNOWN) && !(operation instanceof WorldStep.Emergency);
    }

    private static boolean isNotApplied(String answer, WorldStep.Operation operation, boolean isFailing) {
        return isFailing && answer.equals(WorldLibrary.NOT_APPLIED) && !(operation instanceof WorldStep.Emergency);
    }

    /** D9: the call would be allowed at the time that the refusal names, and not before. */
    private static void assertNextAllowed(WorldStep.Call call, Organization of, WorldModel model, Refused refused) {
        Instant next = refused.nextAllowed();
        if (next != null) {
            assertEquals(Set.of(), reasons(call, of, model, next), () -> "reasons at the next time, " + next);
            Instant before = next.minus(1, ChronoUnit.MICROS);
            assertTrue(!reasons(call, of, model, before).isEmpty(), () -> "allowed before the next time, " + next);
        }
    }

    private static SortedSet<String> reasons(WorldStep.Call call, Organization of, WorldModel model, Instant at) {
        SortedSet<String> reasons = new TreeSet<>();
        return model.candidates(call, of.rules, at, reasons).isEmpty() ? reasons : new TreeSet<>();
    }

    private boolean isSeen(Organization of, WorldModel model) {
        WorldSight sight = new WorldSight(store, of.id);
        return WorldView.state(model, now).equals(sight.state(WorldView.tallies(model), now))
                && WorldView.books(model).equals(sight.books());
    }

    /** K1: with the books, the other organization is seen as it was, too. */
    private void assertSeen(Organization of, boolean withBooks) {
        for (Organization each : withBooks ? organizations : List.of(of)) {
            WorldSight sight = new WorldSight(store, each.id);
            assertSame(WorldView.state(each.model, now), sight.state(WorldView.tallies(each.model), now));
            if (withBooks) {
                assertSame(WorldView.books(each.model), sight.books());
            }
        }
    }

    private static void assertSame(SortedSet<String> expected, SortedSet<String> seen) {
        if (!expected.equals(seen)) {
            SortedSet<String> missing = new TreeSet<>(expected);
            missing.removeAll(seen);
            SortedSet<String> surplus = new TreeSet<>(seen);
            surplus.removeAll(expected);
            throw new AssertionError("expected " + missing + ", but saw " + surplus);
        }
    }
}
