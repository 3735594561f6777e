package dev.callgate.storage.memory;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.Charge;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.assignment.GrantedCall;
import dev.callgate.audit.AuditEntry;
import dev.callgate.cap.Counter;
import dev.callgate.cap.Usage;
import dev.callgate.id.AgentId;
import dev.callgate.id.CallId;
import dev.callgate.id.CalleeKey;
import dev.callgate.id.OrganizationId;
import dev.callgate.journal.Settlement;
import dev.callgate.number.E164;
import dev.callgate.number.NoSuchNumberException;
import dev.callgate.number.PhoneNumber;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One organization's numbers. Each number is one cell; the maps only find it, and never forget one, so that
 * no order of writes can lose it.
 */
final class Tenant {
    private final OrganizationId organization;
    private final ConcurrentNavigableMap<E164, Cell> byDigits = new ConcurrentSkipListMap<>();
    private final Map<UUID, Cell> byId = new ConcurrentHashMap<>();

    /** Every number that an agent has or once had. */
    private final Map<AgentId, Set<UUID>> byAgent = new ConcurrentHashMap<>();

    /** The same agents in order. */
    private final NavigableMap<String, AgentId> agents = new ConcurrentSkipListMap<>();

    /** Who changed what; the ids sort by time. */
    private final ConcurrentNavigableMap<UUID, AuditEntry> trail = new ConcurrentSkipListMap<>();

    private final SharedCounts counts = new SharedCounts();

    /** Administrators one after the other, so that a change of several numbers is one step; calls need no lock. */
    private final StampedLock administration = new StampedLock();

    Tenant(OrganizationId organization) {
        this.organization = organization;
    }

    /** Makes a change that no other administrator's comes between; not to be nested. */
    <T> T alone(Supplier<T> change) {
        long stamp = administration.writeLock();
        try {
            return change.get();
        } finally {
            administration.unlockWrite(stamp);
        }
    }

    /** Reads something that no administrator's change comes between; usually without a lock. */
    <T> T whole(Supplier<T> reading) {
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

    /** Returns the number as it is stored, or nothing if it was there already. */
    Optional<PhoneNumber> addIfMissing(PhoneNumber number) {
        Cell known = byDigits.get(number.e164());
        if (known == null) {
            Cell fresh = new Cell(Line.of(number));
            // Found by its id first, so that whoever finds it by its digits can go on with the id.
            byId.put(number.id(), fresh);
            known = byDigits.putIfAbsent(number.e164(), fresh);
            if (known == null) {
                return Optional.of(number);
            }
            byId.remove(number.id(), fresh);
        }
        return revive(known, number);
    }

    private static Optional<PhoneNumber> revive(Cell known, PhoneNumber wanted) {
        while (true) {
            Line line = known.get();
            if (!line.deleted()) {
                return Optional.empty();
            }
            PhoneNumber again = wanted.withId(line.number().id());
            if (known.replace(line, line.revived(again))) {
                return Optional.of(again);
            }
        }
    }

    Optional<Line> find(UUID id) {
        return live(byId.get(id));
    }

    Optional<Line> find(E164 e164) {
        return live(byDigits.get(e164));
    }

    private static Optional<Line> live(@Nullable Cell cell) {
        return Optional.ofNullable(cell).map(Cell::get).filter(line -> !line.deleted());
    }

    /** Returns the numbers behind one, or all, in the order of their digits. */
    Stream<Line> lines(@Nullable E164 after) {
        Map<E164, Cell> part = after == null ? byDigits : byDigits.tailMap(after, false);
        return part.values().stream().map(Cell::get).filter(line -> !line.deleted());
    }

    Stream<Assignment> assignmentsOf(AgentId agent) {
        return byAgent.getOrDefault(agent, Set.of()).stream()
                .map(id -> Objects.requireNonNull(byId.get(id)).get().current())
                .filter(current -> current != null && current.agent().equals(agent));
    }

    /** Returns the agents from one on, in order, with the assignments of each in the order of their numbers. */
    Stream<List<Assignment>> assignmentsFrom(String firstAgent) {
        return agents.tailMap(firstAgent, true).values().stream().map(agent -> assignmentsOf(agent)
                .sorted(Comparator.comparing(each -> each.number().e164()))
                .toList());
    }

    /** Has to be called before a number is assigned, so that the assignment is found from the moment it is there. */
    void remember(AgentId agent, UUID numberId) {
        if (!byId.containsKey(numberId)) {
            throw new NoSuchNumberException(organization, numberId);
        }
        agents.put(agent.value(), agent);
        byAgent.computeIfAbsent(agent, any -> new ConcurrentSkipListSet<>()).add(numberId);
    }

    /** One step of a number: how it stood, and how it stands. */
    record Change(Line before, Line after) {}

    /**
     * Replaces a number's line by what the step makes of it, in one atomic step; the step may run several times, and may
     * throw to change nothing.
     */
    Change change(UUID id, UnaryOperator<Line> step) {
        Cell cell = byId.get(id);
        while (true) {
            Line before = live(cell).orElseThrow(() -> new NoSuchNumberException(organization, id));
            Line after = step.apply(before);
            if (Objects.requireNonNull(cell).replace(before, after)) {
                return new Change(before, after);
            }
        }
    }

    /** To be called by the administrator who made the change, while no other is at work. */
    void note(AuditEntry entry) {
        trail.put(entry.id(), entry);
    }

    /** Returns the entries of the audit trail behind one, or all, the newest first. */
    Stream<AuditEntry> trail(@Nullable UUID olderThan) {
        NavigableMap<UUID, AuditEntry> part = olderThan == null ? trail : trail.headMap(olderThan, false);
        return part.descendingMap().values().stream();
    }

    int rollOver(LocalDate day) {
        int changed = 0;
        for (Cell cell : byId.values()) {
            Line line = cell.get();
            while (line.olderThan(day) > 0 && !cell.replace(line, line.rolledOver(day))) {
                line = cell.get();
            }
            changed += (int) line.olderThan(day);
        }
        return changed;
    }

    ChargeResult charge(Charge charge, Instant storeTime) {
        return charge.countsOnAssignmentOnly()
                ? charge(charge, Usage.NONE, storeTime)
                : counts.charge(charge, usage -> charge(charge, usage, storeTime));
    }

    private ChargeResult charge(Charge charge, Usage usage, Instant storeTime) {
        Cell cell = byId.get(charge.seen().number().id());
        if (cell == null) {
            return new ChargeResult.Changed();
        }
        while (true) {
            Line line = cell.get();
            ChargeResult result = charge.on(line.current(), usage, storeTime);
            if (!(result instanceof ChargeResult.Granted granted)
                    || cell.replace(line, line.withCurrent(granted.after()))) {
                return result;
            }
        }
    }

    Optional<Settlement> release(CallId callId, Instant now) {
        return counts.release(callId, now, this::releaseOnAssignment);
    }

    /** The number may have gone elsewhere, or have been deleted: the pair's count is kept all the same. */
    private boolean releaseOnAssignment(GrantedCall call) {
        Cell cell = Objects.requireNonNull(byId.get(call.counted().number().id()));
        while (true) {
            Line line = cell.get();
            Line released = line.released(call.counted(), call.day());
            if (cell.replace(line, released)) {
                return line.callsOf(call.counted()) > released.callsOf(call.counted());
            }
        }
    }

    int eraseCallee(Set<CalleeKey> callees) {
        return counts.erase(callees);
    }

    <T> T inJournal(Function<Journal, T> work) {
        return counts.inJournal(work);
    }

    /** Returns all assignments in force. */
    Stream<Assignment> assignments() {
        return lines(null).map(Line::current).flatMap(Stream::ofNullable);
    }

    Usage usageOf(Set<Counter> counters, @Nullable CalleeKey callee) {
        return counts.of(counters, callee);
    }
}
