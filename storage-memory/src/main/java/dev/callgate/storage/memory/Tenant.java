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
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.JournalStore;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One organization's numbers, audit trail and ledger. Each number has one slot. The maps are indexes of the slots, from
 * which slots are never removed, so no order of writes can lose one. Thread-safe.
 */
final class Tenant {
    private static final NumberSlot[] NO_SLOTS = {};

    private static final Comparator<NumberSlot> BY_NUMBER =
            Comparator.comparing(slot -> slot.get().number().id());

    private final OrganizationId organization;
    private final ConcurrentNavigableMap<E164, NumberSlot> byDigits = new ConcurrentSkipListMap<>();
    private final Map<UUID, NumberSlot> byId = new ConcurrentHashMap<>();

    /**
     * All numbers that are or were assigned to an agent, in the order of their IDs. Arrays are replaced, never
     * modified.
     */
    private final Map<AgentId, NumberSlot[]> byAgent = new ConcurrentHashMap<>();

    /** The agents of {@link #byAgent}, in order. */
    private final NavigableMap<String, AgentId> agents = new ConcurrentSkipListMap<>();

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

    /** Adds a number, and returns it as stored, or empty if the organization already has it. */
    Optional<PhoneNumber> addIfMissing(PhoneNumber number) {
        NumberSlot known = byDigits.get(number.e164());
        if (known == null) {
            NumberSlot fresh = new NumberSlot(NumberState.of(number));
            // The ID is added first, so that a thread that finds the number by its digits can also find it by its ID.
            byId.put(number.id(), fresh);
            known = byDigits.putIfAbsent(number.e164(), fresh);
            if (known == null) {
                return Optional.of(number);
            }
            byId.remove(number.id(), fresh);
        }
        return restore(known, number);
    }

    private static Optional<PhoneNumber> restore(NumberSlot known, PhoneNumber wanted) {
        NumberSlot.Change step = known.change(state ->
                state.deleted() ? state.restored(wanted.withId(state.number().id())) : state);
        return step.before().deleted() ? Optional.of(step.after().number()) : Optional.empty();
    }

    Optional<NumberState> find(UUID id) {
        return live(byId.get(id));
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
        Map<E164, NumberSlot> part = after == null ? byDigits : byDigits.tailMap(after, false);
        return part.values().stream().map(NumberSlot::get).filter(state -> !state.deleted());
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
        NumberSlot[] slots = byAgent.getOrDefault(agent, NO_SLOTS);
        if (slots.length == 1) {
            Assignment only = slots[0].current();
            return isOf(agent, only) ? List.of(only) : List.of();
        }
        List<Assignment> all = new ArrayList<>(slots.length);
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
        return agents.tailMap(firstAgent, true).values().stream().map(agent -> assignmentsOf(agent).stream()
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
        AgentId known = agents.putIfAbsent(agent.value(), agent);
        AgentId shared = known == null ? agent : known;
        byAgent.merge(shared, new NumberSlot[] {slot}, (slots, one) -> with(slots, slot));
        return shared;
    }

    /** Returns the slots with one more in its position, or the same array if it already contains the slot. */
    private static NumberSlot[] with(NumberSlot[] slots, NumberSlot more) {
        int place = Arrays.binarySearch(slots, more, BY_NUMBER);
        if (place >= 0) {
            return slots;
        }
        int at = -place - 1;
        NumberSlot[] all = Arrays.copyOf(slots, slots.length + 1);
        System.arraycopy(slots, at, all, at + 1, slots.length - at);
        all[at] = more;
        return all;
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
        trail.add(entry);
    }

    List<AuditEntry> trail(AuditQuery query) {
        return trail.list(query);
    }

    int rollOver(LocalDate day) {
        int changed = 0;
        for (NumberSlot slot : byId.values()) {
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
        NumberSlot[] slots = byAgent.get(agent);
        return slots != null && slots.length == 1 ? slots[0].count(agent, to, requiredClass, day) : null;
    }

    @Nullable
    private NumberSlot slotOf(Assignment assignment) {
        for (NumberSlot slot : byAgent.getOrDefault(assignment.agent(), NO_SLOTS)) {
            Assignment current = slot.current();
            if (current != null && Objects.equals(current.id(), assignment.id())) {
                return slot;
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
