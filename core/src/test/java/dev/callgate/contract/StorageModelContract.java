package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Countries;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.NumberStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * Compares a store with a simple model made of a few maps, for random sequences of operations of administrators and agents. Extend
 * this class and return a storage. The tests need jqwik on the test class path.
 */
public abstract class StorageModelContract<S extends NumberStore & AssignmentAdminStore> {
    private static final int TRIES = 100;
    private static final List<String> DESTINATIONS = List.of("+12025550199", "+18765550123");

    /** Returns the storage to test. Each try uses its own organization, so this may return the same storage each time. */
    protected abstract S storage();

    /** The operations. */
    enum Event {
        ADD,
        DELETE,
        ASSIGN,
        UNASSIGN,
        CHANGE_TERMS,
        ACTIVATE,
        DEACTIVATE,
        CALL,
        NEXT_DAY,
        CLOCK_LAGS
    }

    /** One operation with its arguments, of which it ignores those that it does not need. */
    record Step(Event event, int number, int agent, int limit, Set<String> countries, int destination) {
        Terms terms() {
            return new Terms(limit, Countries.of(countries));
        }

        String to() {
            return DESTINATIONS.get(destination);
        }
    }

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Event> events = Arbitraries.of(Event.values());
        return Combinators.combine(
                        Arbitraries.oneOf(events, Arbitraries.of(Event.CALL, Event.ASSIGN)),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("US", "JM", "*").set().ofMaxSize(2),
                        Arbitraries.integers().between(0, 1))
                .as(Step::new);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheModel(@ForAll @Size(min = 1, max = 60) List<@From("steps") Step> steps) {
        Model model = new Model();
        Real real = new Real(storage());
        for (Step step : steps) {
            assertEquals(model.apply(step), real.apply(step), () -> step + " in " + steps);
        }
        assertEquals(model.usage(), real.usage());
    }

    /** A store without concurrency, persistence or failures. */
    private static final class Model {
        private record Pair(int number, int agent) {}

        private final Map<Integer, Boolean> active = new HashMap<>();
        private final Map<Integer, Integer> holder = new HashMap<>();
        private final Map<Pair, Terms> terms = new HashMap<>();
        private final Map<Pair, Integer> calls = new HashMap<>();
        private final Map<Pair, LocalDate> days = new HashMap<>();
        private LocalDate today = Fixture.DAY;

        String apply(Step step) {
            int number = step.number();
            Integer agent = holder.get(number);
            switch (step.event()) {
                case NEXT_DAY -> today = today.plusDays(1);
                case CLOCK_LAGS -> today = today.minusDays(1);
                case CALL -> {
                    return call(step.agent(), step.to().startsWith("+1876") ? "JM" : "US");
                }
                case ADD -> {
                    return active.putIfAbsent(number, true) == null ? "done" : "Duplicate";
                }
                default -> {
                    return active.containsKey(number) ? administer(step, agent) : "NoSuchNumber";
                }
            }
            return "done";
        }

        private String administer(Step step, Integer agent) {
            int number = step.number();
            switch (step.event()) {
                case ACTIVATE -> active.put(number, true);
                case DEACTIVATE -> active.put(number, false);
                case DELETE -> {
                    if (agent != null) {
                        return "Assigned";
                    }
                    active.remove(number);
                }
                case ASSIGN -> {
                    if (holder.putIfAbsent(number, step.agent()) != null) {
                        return "Assigned";
                    }
                    terms.put(new Pair(number, step.agent()), step.terms());
                }
                default -> {
                    if (agent == null) {
                        return "NotAssigned";
                    }
                    if (step.event() == Event.UNASSIGN) {
                        holder.remove(number);
                    } else {
                        terms.put(new Pair(number, agent), step.terms());
                    }
                }
            }
            return "done";
        }

        private String call(int agent, String country) {
            Optional<Pair> chosen = holder.keySet().stream()
                    .filter(number -> holder.get(number) == agent && active.get(number))
                    .map(number -> new Pair(number, agent))
                    .filter(pair -> terms.get(pair).countries().allows(country))
                    .filter(pair -> callsToday(pair) < terms.get(pair).dailyLimit())
                    .min(Comparator.comparingInt(this::callsToday).thenComparing(Pair::number));
            chosen.ifPresent(pair -> {
                calls.put(pair, callsToday(pair) + 1);
                days.merge(pair, today, (old, now) -> old.isAfter(now) ? old : now);
            });
            return chosen.map(pair -> "from " + pair.number() + ", call " + calls.get(pair))
                    .orElse("refused");
        }

        private int callsToday(Pair pair) {
            return days.containsKey(pair) && !days.get(pair).isBefore(today) ? calls.get(pair) : 0;
        }

        Set<String> usage() {
            Set<String> usage = new HashSet<>();
            holder.forEach((number, agent) -> {
                Pair pair = new Pair(number, agent);
                usage.add("%d of %d: %d calls, %s"
                        .formatted(number, agent, calls.getOrDefault(pair, 0), terms.get(pair)));
            });
            return usage;
        }
    }

    /** The same operations, carried out by the library. */
    private static final class Real {
        private final OrganizationId organization = new OrganizationId("org-" + UUID.randomUUID());
        private final MovableClock clock =
                new MovableClock(Fixture.DAY.atTime(12, 0).toInstant(ZoneOffset.UTC));
        private final NumberInventory numbers;
        private final Assignments assignments;
        private final CallGate gate;

        <T extends NumberStore & AssignmentAdminStore> Real(T storage) {
            numbers = NumberInventory.over(storage).withClock(clock);
            assignments = Assignments.over(storage).withClock(clock);
            gate = CallGate.over(storage).clock(clock).build();
        }

        String apply(Step step) {
            return switch (step.event()) {
                case NEXT_DAY -> {
                    clock.move(Duration.ofDays(1));
                    yield "done";
                }
                case CLOCK_LAGS -> {
                    clock.move(Duration.ofDays(-1));
                    yield "done";
                }
                case CALL -> call(step);
                case ADD -> outcome(() -> numbers.add(NewNumber.of(organization, digits(step))));
                case DELETE ->
                    outcome(() -> {
                        numbers.delete(organization, number(step).id());
                        return true;
                    });
                case ASSIGN -> outcome(() -> assignments.assign(number(step), agent(step), step.terms()));
                case UNASSIGN -> outcome(() -> assignments.unassign(number(step)));
                case CHANGE_TERMS -> outcome(() -> assignments.changeTerms(number(step), step.terms()));
                case ACTIVATE ->
                    outcome(() -> numbers.activate(organization, number(step).id()));
                case DEACTIVATE ->
                    outcome(() -> numbers.deactivate(organization, number(step).id()));
            };
        }

        private static String outcome(Supplier<?> change) {
            try {
                change.get();
                return "done";
            } catch (InventoryException e) {
                return e.getClass().getSimpleName();
            }
        }

        private String call(Step step) {
            CallRequest request = CallRequest.by(organization, agent(step)).to(step.to());
            if (!(gate.decide(request) instanceof Allowed allowed)) {
                return "refused";
            }
            Assignment counted = Objects.requireNonNull(allowed.assignment());
            return "from " + place(counted) + ", call " + counted.callsMadeToday();
        }

        /** Returns the stored number; if it was never added, or was deleted, a number that the store does not have. */
        private PhoneNumber number(Step step) {
            return numbers.find(organization, Fixture.e164(step.number())).orElseGet(() -> missing(step));
        }

        private PhoneNumber missing(Step step) {
            Instant now = clock.instant();
            return new PhoneNumber(
                    UUID.randomUUID(),
                    organization,
                    Fixture.e164(step.number()),
                    null,
                    "US",
                    Set.of(),
                    NumberStatus.ACTIVE,
                    null,
                    null,
                    now,
                    now);
        }

        private static String digits(Step step) {
            return Fixture.e164(step.number()).toString();
        }

        private static AgentId agent(Step step) {
            return new AgentId("agent-" + step.agent());
        }

        private static int place(Assignment assignment) {
            String digits = assignment.number().e164().toString();
            return Character.getNumericValue(digits.charAt(digits.length() - 1));
        }

        Set<String> usage() {
            Set<String> usage = new HashSet<>();
            for (Assignment each : assignments.stream(organization).toList()) {
                String agent = each.agent().value().substring("agent-".length());
                usage.add("%d of %s: %d calls, %s".formatted(place(each), agent, each.callsMadeToday(), each.terms()));
            }
            return usage;
        }
    }
}
