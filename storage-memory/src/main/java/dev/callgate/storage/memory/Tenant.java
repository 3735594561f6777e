package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallId;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
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
    private static final Cell[] NO_CELLS = {};

    private static final Comparator<Cell> BY_NUMBER =
            Comparator.comparing(cell -> cell.get().number().id());

    private final OrganizationId organization;
    private final ConcurrentNavigableMap<E164, Cell> byDigits = new ConcurrentSkipListMap<>();
    private final Map<UUID, Cell> byId = new ConcurrentHashMap<>();

    /** Every number that an agent has or once had, in the order of their ids; an array is replaced as a whole. */
    private final Map<AgentId, Cell[]> byAgent = new ConcurrentHashMap<>();

    /** The same agents in order. */
    private final NavigableMap<String, AgentId> agents = new ConcurrentSkipListMap<>();

    /** Many assignments have the same terms: they are kept once. */
    private final Map<Terms, Terms> terms = new ConcurrentHashMap<>();

    private final Trail trail = new Trail();
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
        Cell.Change step = known.change(line ->
                line.deleted() ? line.revived(wanted.withId(line.number().id())) : line);
        return step.before().deleted() ? Optional.of(step.after().number()) : Optional.empty();
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

    /** As {@link #whole}, without anything made for it: each call comes here. */
    List<Assignment> wholeAssignmentsOf(AgentId agent) {
        long optimistic = administration.tryOptimisticRead();
        if (optimistic != 0) {
            List<Assignment> all = assignmentsOf(agent);
            if (administration.validate(optimistic)) {
                return all;
            }
        }
        return whole(() -> assignmentsOf(agent));
    }

    List<Assignment> assignmentsOf(AgentId agent) {
        Cell[] cells = byAgent.getOrDefault(agent, NO_CELLS);
        if (cells.length == 1) {
            Assignment only = cells[0].current();
            return isOf(agent, only) ? List.of(only) : List.of();
        }
        List<Assignment> all = new ArrayList<>(cells.length);
        for (Cell cell : cells) {
            Assignment current = cell.current();
            if (isOf(agent, current)) {
                all.add(current);
            }
        }
        return List.copyOf(all);
    }

    private static boolean isOf(AgentId agent, @Nullable Assignment current) {
        return current != null && current.agent().equals(agent);
    }

    /** Returns the agents from one on, in order, with the assignments of each in the order of their numbers. */
    Stream<List<Assignment>> assignmentsFrom(String firstAgent) {
        return agents.tailMap(firstAgent, true).values().stream().map(agent -> assignmentsOf(agent).stream()
                .sorted(Comparator.comparing(each -> each.number().e164()))
                .toList());
    }

    /**
     * Has to be called before a number is assigned, so that the assignment is found from the moment it is there, and by one
     * administrator at a time.
     *
     * @return the id of that agent which all its assignments are to share
     */
    AgentId remember(AgentId agent, UUID numberId) {
        Cell cell = byId.get(numberId);
        if (cell == null) {
            throw new InventoryException.NoSuchNumber(organization, numberId);
        }
        AgentId known = agents.putIfAbsent(agent.value(), agent);
        AgentId shared = known == null ? agent : known;
        byAgent.merge(shared, new Cell[] {cell}, (cells, one) -> with(cells, cell));
        return shared;
    }

    /** Returns the cells with one more, in its place; the same ones where it is among them. */
    private static Cell[] with(Cell[] cells, Cell more) {
        int place = Arrays.binarySearch(cells, more, BY_NUMBER);
        if (place >= 0) {
            return cells;
        }
        int at = -place - 1;
        Cell[] all = Arrays.copyOf(cells, cells.length + 1);
        System.arraycopy(cells, at, all, at + 1, cells.length - at);
        all[at] = more;
        return all;
    }

    /** Returns these terms, the same object for all assignments that have such. */
    Terms shared(Terms wanted) {
        Terms known = terms.putIfAbsent(wanted, wanted);
        return known == null ? wanted : known;
    }

    /** Changes a number's line, as {@link Cell#change} does. */
    Cell.Change change(UUID id, UnaryOperator<Line> step) {
        Cell cell = byId.get(id);
        if (cell == null) {
            throw new InventoryException.NoSuchNumber(organization, id);
        }
        return cell.change(line -> {
            if (line.deleted()) {
                throw new InventoryException.NoSuchNumber(organization, id);
            }
            return step.apply(line);
        });
    }

    /** To be called by the administrator who made the change, while no other is at work. */
    void note(AuditEntry entry) {
        trail.add(entry);
    }

    List<AuditEntry> trail(AuditQuery query) {
        return trail.list(query);
    }

    int rollOver(LocalDate day) {
        int changed = 0;
        for (Cell cell : byId.values()) {
            if (cell.get().olderThan(day) > 0) {
                changed +=
                        (int) cell.change(line -> line.rolledOver(day)).before().olderThan(day);
            }
        }
        return changed;
    }

    /**
     * Counts a call.
     *
     * @param clock the store's own
     */
    CountResult count(CountRequest request, Clock clock) {
        return request.countsOnAssignmentOnly()
                ? count(request, CounterSnapshot.NONE, clock)
                : counts.count(request, usage -> count(request, usage, clock));
    }

    private CountResult count(CountRequest request, CounterSnapshot usage, Clock clock) {
        Cell cell = cellOf(request.seen());
        return cell == null ? request.on(null, usage, clock.instant()) : cell.count(request, usage, clock);
    }

    @Nullable
    private Cell cellOf(Assignment assignment) {
        for (Cell cell : byAgent.getOrDefault(assignment.agent(), NO_CELLS)) {
            Assignment current = cell.current();
            if (current != null && Objects.equals(current.id(), assignment.id())) {
                return cell;
            }
        }
        return null;
    }

    Optional<JournalStore.Update> release(CallId callId, Instant now) {
        return counts.release(callId, now, this::releaseOnAssignment);
    }

    /** The number may have gone elsewhere, or have been deleted: the pair's count is kept all the same. */
    private boolean releaseOnAssignment(AllowedCall call) {
        Cell cell = Objects.requireNonNull(byId.get(call.counted().number().id()));
        Cell.Change step = cell.change(line -> line.released(call.counted(), call.day()));
        return step.before().callsOf(call.counted()) > step.after().callsOf(call.counted());
    }

    int eraseCallee(CalleeErasure erasure) {
        return counts.erase(erasure);
    }

    <T> T inJournal(Function<Journal, T> work) {
        return counts.inJournal(work);
    }

    /** Returns all assignments in force. */
    Stream<Assignment> assignments() {
        return lines(null).map(Line::current).flatMap(Stream::ofNullable);
    }

    CounterSnapshot countersOf(Set<Counter> counters, @Nullable CalleeKey callee) {
        return counts.of(counters, callee);
    }
}
