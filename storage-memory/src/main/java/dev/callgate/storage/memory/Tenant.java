package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.JournalStore;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One organization's numbers, audit trail and ledger. Each number has one slot. All else are indexes of the slots, from
 * which slots are never removed. Thread-safe, but the indexes grow only within {@link #exclusively}.
 */
final class Tenant {
    private static final Comparator<NumberSlot> BY_NUMBER =
            Comparator.comparing(slot -> slot.number().id());

    private final OrganizationId organization;
    private final SortedIndex<E164, NumberSlot> byDigits =
            new SortedIndex<>(slot -> slot.number().e164());
    private final SortedIndex<UUID, NumberSlot> byId =
            new SortedIndex<>(slot -> slot.number().id());
    private final AgentIndex byAgent = new AgentIndex();

    /** The agents of {@link #byAgent}, in order. */
    private final SortedIndex<String, AgentId> agents = new SortedIndex<>(AgentId::value);

    /** Shares equal terms between assignments, because many assignments have the same terms. */
    private final Map<Terms, Terms> terms = new ConcurrentHashMap<>();

    private final AuditTrail trail = new AuditTrail();
    private final CallLedger ledger = new CallLedger();

    /** Serializes administrators, so that a change of several numbers is atomic. Calls do not need this lock. */
    private final StampedLock administration = new StampedLock();

    Tenant(OrganizationId organization) {
        this.organization = organization;
    }

    /** Makes a change while no other administrator makes one. Not reentrant. */
    <T> T exclusively(Supplier<T> change) {
        long stamp = administration.writeLock();
        try {
            return change.get();
        } finally {
            administration.unlockWrite(stamp);
        }
    }

    /** Reads a consistent state between the changes of administrators, usually without a lock. */
    <T> T consistently(Supplier<T> reading) {
        long optimistic = administration.tryOptimisticRead();
        if (optimistic != 0) {
            T result = reading.get();
            if (administration.validate(optimistic)) {
                return result;
            }
        }
        long stamp = administration.readLock();
        try {
            return reading.get();
        } finally {
            administration.unlockRead(stamp);
        }
    }

    /**
     * Adds a number, and returns it as stored, or empty if the organization already has it. Must be called inside
     * {@link #exclusively}.
     */
    Optional<PhoneNumber> addIfMissing(PhoneNumber number) {
        NumberSlot known = byDigits.get(number.e164());
        if (known != null) {
            return restore(known, number);
        }
        NumberSlot fresh = new NumberSlot(NumberState.of(number));
        // The ID is added first, so that a thread that finds the number by its digits can also find it by its ID.
        byId.add(fresh);
        byDigits.add(fresh);
        return Optional.of(number);
    }

    private static Optional<PhoneNumber> restore(NumberSlot known, PhoneNumber wanted) {
        NumberSlot.Change step = known.change(state ->
                state.deleted() ? state.restored(wanted.withId(state.number().id())) : state);
        return step.before().deleted() ? Optional.of(step.after().number()) : Optional.empty();
    }

    Optional<NumberState> find(UUID id) {
        return live(byId.get(id));
    }

    /**
     * Returns the state of a number.
     *
     * @throws InventoryException.NoSuchNumber if the number was never added, or was deleted
     */
    NumberState require(UUID id) {
        return find(id).orElseThrow(() -> new InventoryException.NoSuchNumber(organization, id));
    }

    Optional<NumberState> find(E164 e164) {
        return live(byDigits.get(e164));
    }

    private static Optional<NumberState> live(@Nullable NumberSlot slot) {
        return Optional.ofNullable(slot).map(NumberSlot::get).filter(state -> !state.deleted());
    }

    /**
     * Returns the states of the numbers after a number, or of all numbers, in the order of their E.164 text. Excludes
     * deleted numbers.
     */
    Stream<NumberState> states(@Nullable E164 after) {
        return byDigits.from(after)
                .map(NumberSlot::get)
                .filter(state -> !state.deleted() && !state.number().e164().equals(after));
    }

    /** Like {@link #consistently}, but without allocating a supplier, because each call uses this method. */
    List<Assignment> consistentAssignmentsOf(AgentId agent) {
        long optimistic = administration.tryOptimisticRead();
        if (optimistic != 0) {
            List<Assignment> all = assignmentsOf(agent);
            if (administration.validate(optimistic)) {
                return all;
            }
        }
        return consistently(() -> assignmentsOf(agent));
    }

    List<Assignment> assignmentsOf(AgentId agent) {
        AgentNumbers numbers = byAgent.get(agent);
        if (numbers instanceof NumberSlot slot) {
            Assignment only = slot.current();
            return isOf(agent, only) ? List.of(only) : List.of();
        }
        List<NumberSlot> slots = numbers == null ? List.of() : numbers.slots();
        List<Assignment> all = new ArrayList<>(slots.size());
        for (NumberSlot slot : slots) {
            Assignment current = slot.current();
            if (isOf(agent, current)) {
                all.add(current);
            }
        }
        return List.copyOf(all);
    }

    private static boolean isOf(AgentId agent, @Nullable Assignment current) {
        return current != null && current.agent().equals(agent);
    }

    /**
     * Returns the assignments of each agent, starting with an agent, in the order of the agents and then of the
     * numbers.
     */
    Stream<List<Assignment>> assignmentsFrom(String firstAgent) {
        return agents.from(firstAgent).map(agent -> assignmentsOf(agent).stream()
                .sorted(Comparator.comparing(each -> each.number().e164()))
                .toList());
    }

    /**
     * Adds a number to the index of an agent's assignments. Must be called before the number is assigned, so that the
     * assignment is found as soon as it exists, and by one administrator at a time.
     *
     * @return the shared ID object that all assignments of the agent must use
     */
    AgentId indexAssignment(AgentId agent, UUID numberId) {
        NumberSlot slot = byId.get(numberId);
        if (slot == null) {
            throw new InventoryException.NoSuchNumber(organization, numberId);
        }
        AgentNumbers known = byAgent.get(agent);
        if (known == null) {
            byAgent.put(slot.standsFor(agent) ? slot : new AgentNumbers.Several(agent, List.of(slot)));
            agents.add(agent);
            return agent;
        }
        if (!known.slots().contains(slot)) {
            List<NumberSlot> all = new ArrayList<>(known.slots());
            all.add(slot);
            all.sort(BY_NUMBER);
            byAgent.put(new AgentNumbers.Several(known.agent(), List.copyOf(all)));
        }
        return known.agent();
    }

    /** Returns the shared object that is equal to these terms. */
    Terms shared(Terms wanted) {
        Terms known = terms.putIfAbsent(wanted, wanted);
        return known == null ? wanted : known;
    }

    /** Changes the state of a number, like {@link NumberSlot#change}. */
    NumberSlot.Change change(UUID id, UnaryOperator<NumberState> step) {
        NumberSlot slot = byId.get(id);
        if (slot == null) {
            throw new InventoryException.NoSuchNumber(organization, id);
        }
        return slot.change(state -> {
            if (state.deleted()) {
                throw new InventoryException.NoSuchNumber(organization, id);
            }
            return step.apply(state);
        });
    }

    /** Adds an entry to the audit trail. Must be called within the change itself, inside {@link #exclusively}. */
    void record(AuditEntry entry) {
        trail.add(entry, entry.numberId() == null ? null : byId.get(entry.numberId()));
    }

    int forgetEntriesBefore(Instant time) {
        return trail.forgetBefore(TimeOrderedId.firstAt(time));
    }

    List<AuditEntry> trail(AuditQuery query) {
        return trail.list(query);
    }

    int rollOver(LocalDate day) {
        int changed = 0;
        for (NumberSlot slot : (Iterable<NumberSlot>) byId.from(null)::iterator) {
            if (slot.get().countsBefore(day) > 0) {
                changed += (int)
                        slot.change(state -> state.rolledOver(day)).before().countsBefore(day);
            }
        }
        return changed;
    }

    CallLedger ledger() {
        return ledger;
    }

    /**
     * Counts a call.
     *
     * @param clock the store's own clock
     */
    CountResult count(CountRequest request, Clock clock) {
        return request.countsOnAssignmentOnly()
                ? count(request, CounterSnapshot.NONE, "", clock)
                : ledger.count(request, (counters, holdId) -> count(request, counters, holdId, clock));
    }

    private CountResult count(CountRequest request, CounterSnapshot counters, String holdId, Clock clock) {
        NumberSlot slot = slotOf(request.seen());
        return slot == null
                ? request.on(null, counters, clock.instant(), holdId)
                : slot.count(request, counters, holdId, clock);
    }

    /** Counts a call of an agent who never had another number than one, or returns null if the call is not counted. */
    @Nullable
    Assignment countOnOnlyAssignment(AgentId agent, E164 to, @Nullable NumberClass requiredClass, LocalDate day) {
        return byAgent.get(agent) instanceof NumberSlot only ? only.count(agent, to, requiredClass, day) : null;
    }

    @Nullable
    private NumberSlot slotOf(Assignment assignment) {
        AgentNumbers numbers = byAgent.get(assignment.agent());
        if (numbers != null) {
            for (NumberSlot slot : numbers.slots()) {
                if (slot.isOf(assignment)) {
                    return slot;
                }
            }
        }
        return null;
    }

    /** Releases a call on its assignment and in the ledger. */
    Optional<JournalStore.Update> release(CallId callId, Instant now) {
        return ledger.release(callId, now, this::releaseOnAssignment);
    }

    /**
     * The number may have been reassigned or deleted in the meantime. The count of the agent and the number exists in
     * any case.
     */
    private boolean releaseOnAssignment(AllowedCall call) {
        NumberSlot slot =
                Objects.requireNonNull(byId.get(call.counted().number().id()));
        NumberSlot.Change step = slot.change(state -> state.released(call.counted(), call.day()));
        return step.before().callsOf(call.counted()) > step.after().callsOf(call.counted());
    }

    /** Returns all current assignments. */
    Stream<Assignment> assignments() {
        return states(null).map(NumberState::current).flatMap(Stream::ofNullable);
    }
}
