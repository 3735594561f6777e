package dev.callgate.examples.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageRow;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers of one organization, who ask in one {@link Way} until they are stopped or all limits are reached. {@link #finish}
 * compares what they were told with what the database has.
 */
final class Lane implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T15:00:00Z"), ZoneOffset.UTC);

    private static final LocalDate TODAY = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
    private static final Counter.Kind DAILY_CALLS = Counter.Kind.parse("calls/day");
    private static final String DESTINATION = "+12025550199";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final OrganizationId organization;
    private final Way way;
    private final Size size;
    private final List<CallGate> gates;
    private final ExecutorService callers;

    /** The agents who were not told yet that their limit is reached. */
    private final List<AgentId> open = new CopyOnWriteArrayList<>();

    private final Queue<CallRequest> unanswered = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
    private final Set<String> handedOut = ConcurrentHashMap.newKeySet();
    private final AtomicInteger allowed = new AtomicInteger();
    private final LongAdder notApplied = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    private final Gaps gaps = new Gaps();
    private volatile boolean stopped;

    /**
     * The size of a lane.
     *
     * @param threads number of callers
     * @param agents number of agents, whose calls are drawn at random
     * @param numbers phone numbers of each agent
     * @param dailyLimit calls of each number a day
     */
    record Size(int threads, int agents, int numbers, int dailyLimit) {
        /** The calls that the assignments allow. */
        int room() {
            return agents * numbers * dailyLimit;
        }

        /** The calls that the organization may make if there are limits: seven eighths of what its assignments allow. */
        int organizationLimit() {
            return room() - room() / 8;
        }

        int mostCalls(Way way) {
            return way.limits() ? organizationLimit() : room();
        }
    }

    /**
     * What a lane was told, and what the database has.
     *
     * @param counted calls that are counted on assignments
     * @param unknown answers that said that the call may have been counted
     * @param failures exceptions by class and SQLState
     * @param longestGap longest time between two allowed calls
     * @param resumed the end of that time, on the clock of {@link System#nanoTime}
     * @param slowest longest time that a decision took
     */
    record Result(
            Way way,
            int allowed,
            int counted,
            long notApplied,
            long unknown,
            Map<String, Long> refused,
            Map<String, Long> failures,
            Duration longestGap,
            long resumed,
            Duration slowest) {
        @Override
        public String toString() {
            return "%-24s allowed %6d, counted %6d, not applied %4d, unknown %4d, longest gap %6d ms, slowest %6d ms, refused %s, %s"
                    .formatted(
                            way,
                            allowed,
                            counted,
                            notApplied,
                            unknown,
                            longestGap.toMillis(),
                            slowest.toMillis(),
                            refused,
                            failures);
        }
    }

    /** Makes the agents and numbers; nobody calls yet. */
    private Lane(OrganizationId organization, Way way, Size size, List<JdbcStorage> storages) {
        this.organization = organization;
        this.way = way;
        this.size = size;
        this.gates = storages.stream().map(each -> gate(way.of(each))).toList();
        this.callers = Executors.newFixedThreadPool(size.threads(), caller -> {
            Thread thread = new Thread(caller, way.toString());
            thread.setDaemon(true);
            return thread;
        });
        prepare(storages.get(0));
    }

    /** Starts the callers of a new organization. */
    static Lane start(Way way, Size size, JdbcStorage... storages) {
        return start(new OrganizationId("org-" + UUID.randomUUID()), way, size, storages);
    }

    /**
     * Makes an organization's agents and numbers, and starts its callers.
     *
     * @param storages the stores of the nodes, over which the callers are spread
     */
    static Lane start(OrganizationId organization, Way way, Size size, JdbcStorage... storages) {
        Lane lane = new Lane(organization, way, size, List.of(storages));
        lane.begin();
        return lane;
    }

    /** Makes the agents and numbers of a new organization, whose callers {@link #begin} later. */
    static Lane prepare(Way way, Size size, JdbcStorage... storages) {
        return prepare(new OrganizationId("org-" + UUID.randomUUID()), way, size, storages);
    }

    /** Makes an organization's agents and numbers, whose callers {@link #begin} later. */
    static Lane prepare(OrganizationId organization, Way way, Size size, JdbcStorage... storages) {
        return new Lane(organization, way, size, List.of(storages));
    }

    /** Starts the callers. */
    void begin() {
        for (int caller = 0; caller < size.threads(); caller++) {
            CallGate gate = gates.get(caller % gates.size());
            callers.execute(() -> call(gate));
        }
        callers.shutdown();
    }

    private void prepare(JdbcStorage storage) {
        NumberInventory inventory = NumberInventory.over(storage);
        List<PhoneNumber> numbers = new ArrayList<>();
        for (int n = 0; n < size.agents() * size.numbers(); n++) {
            numbers.add(inventory.add(NewNumber.of(organization, "+1202555%04d".formatted(100 + n))));
        }
        for (int n = 0; n < size.agents(); n++) {
            open.add(new AgentId("agent-" + n));
        }
        Assignments.over(storage)
                .distribute(
                        numbers,
                        List.copyOf(open),
                        Terms.dailyLimit(size.dailyLimit()).countries("US"));
    }

    private CallGate gate(JdbcStorage storage) {
        Limit[] limits = {
            Limit.calls(size.organizationLimit()).perOrganization().aDay(),
            Limit.calls(Terms.MAX_DAILY_LIMIT).perAgent().aDay(),
            Limit.calls(Terms.MAX_DAILY_LIMIT).perNumber().aDay()
        };
        CallPolicy policy = way.limits() ? CallPolicy.inUtc().limits(limits) : CallPolicy.inUtc();
        return CallGate.over(storage).clock(CLOCK).policy(policy).build();
    }

    int allowed() {
        return allowed.get();
    }

    boolean isRunning() {
        return !callers.isTerminated();
    }

    /** Lets the callers end after the call that they are asking for. */
    void stop() {
        stopped = true;
    }

    /** Waits until so many calls are allowed since the start, or the lane ended. */
    void awaitAllowed(int calls, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (allowed.get() < calls && isRunning()) {
            assertTrue(System.nanoTime() < deadline, () -> "%s: only %d calls of %d were allowed within %s, with %s %s"
                    .formatted(way, allowed.get(), calls, longest, sums(failures), unexpected));
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    void awaitEnd(Duration longest) throws InterruptedException {
        assertTrue(
                callers.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS),
                () -> "%s: the callers did not end within %s; %d of %d calls were allowed, with %s %s"
                        .formatted(way, longest, allowed.get(), size.mostCalls(way), sums(failures), unexpected));
    }

    private void call(CallGate gate) {
        while (!stopped) {
            List<AgentId> agents = List.copyOf(open);
            if (agents.isEmpty()) {
                return;
            }
            CallRequest request = request(agents.get(ThreadLocalRandom.current().nextInt(agents.size())));
            boolean answered = isAnswered(gate, request);
            while (!answered && way.ids() && !stopped) {
                answered = isAnswered(gate, request);
            }
            if (!answered && way.ids()) {
                unanswered.add(request);
            }
        }
    }

    private CallRequest request(AgentId agent) {
        CallRequest request = CallRequest.by(organization, agent).to(DESTINATION);
        return way.ids() ? request.callId(UUID.randomUUID().toString()) : request;
    }

    private boolean isAnswered(CallGate gate, CallRequest request) {
        long begun = System.nanoTime();
        try {
            answered(request.agent(), gate.decide(request));
            return true;
        } catch (StoreException.NotApplied e) {
            notApplied.increment();
            failed(e);
        } catch (StoreException.OutcomeUnknown e) {
            unknown.increment();
            failed(e);
        } catch (RuntimeException | Error e) {
            unexpected.add(e);
            stopped = true;
            return true;
        } finally {
            slowest.accumulate(System.nanoTime() - begun);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        return false;
    }

    private void failed(StoreException failure) {
        String state = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                state = " " + sql.getSQLState() + "/" + sql.getErrorCode();
            }
        }
        increment(failures, failure.getClass().getSimpleName() + state);
    }

    private void answered(AgentId agent, CallDecision decision) {
        if (decision instanceof Allowed call) {
            allowed.incrementAndGet();
            gaps.allowed();
            if (!call.repeated()) {
                handOut(call.assignment());
            }
            return;
        }
        String code = ((Refused) decision).cause().code();
        increment(refused, code);
        if (code.equals(Reason.DAILY_LIMIT_REACHED)) {
            open.remove(agent);
        } else if (way.limits() && code.equals(Reason.ORGANIZATION_LIMIT_REACHED)) {
            open.clear();
        } else {
            throw new AssertionError("refused although no limit is reached: " + decision);
        }
    }

    /** Each count of an assignment belongs to one call. */
    private void handOut(Assignment counted) {
        assertTrue(
                handedOut.add(counted.id() + " " + counted.callsMadeToday()),
                () -> "two calls were told that they are call %d of %s"
                        .formatted(counted.callsMadeToday(), counted.id()));
    }

    /**
     * Waits for the callers, asks for what is not answered yet, and compares their answers with the database. If the callers
     * ended because all limits were reached, asks once more for each agent, and requires that every limit is used to the last
     * call.
     *
     * @param auditor a store that no caller uses
     */
    Result finish(JdbcStorage auditor) throws InterruptedException {
        awaitEnd(Duration.ofMinutes(2));
        CallGate gate = gate(auditor);
        for (CallRequest request : unanswered) {
            answered(request.agent(), gate.decide(request));
        }
        boolean reached = open.isEmpty();
        if (reached) {
            for (int n = 0; n < size.agents(); n++) {
                useUp(gate, new AgentId("agent-" + n));
            }
        }
        Result result = result(auditor);
        System.out.println(result);
        assertExact(result, auditor);
        if (reached) {
            assertEquals(size.mostCalls(way), result.counted(), "the limits are reached");
        }
        return result;
    }

    private void useUp(CallGate gate, AgentId agent) {
        for (CallDecision decision = gate.decide(request(agent));
                decision.isAllowed();
                decision = gate.decide(request(agent))) {
            answered(agent, decision);
        }
    }

    private Result result(JdbcStorage auditor) {
        int counted = Assignments.over(auditor).stream(organization)
                .mapToInt(Assignment::callsMadeToday)
                .sum();
        return new Result(
                way,
                allowed.get(),
                counted,
                notApplied.sum(),
                unknown.sum(),
                sums(refused),
                sums(failures),
                gaps.longest(),
                gaps.resumed(),
                Duration.ofNanos(slowest.get()));
    }

    private void assertExact(Result result, JdbcStorage auditor) {
        assertEquals(List.of(), List.copyOf(unexpected), () -> way + ": other exceptions");
        int counted = result.counted();
        assertTrue(result.allowed() <= counted, () -> "%s: %d calls were allowed, but %d counted"
                .formatted(way, result.allowed(), counted));
        assertTrue(
                counted <= result.allowed() + result.unknown(),
                () -> "%s: %d calls were counted, for %d allowed and %d unknown"
                        .formatted(way, counted, result.allowed(), result.unknown()));
        assertTrue(counted <= size.mostCalls(way), () -> way + ": more calls than the organization may make");
        Assignments.over(auditor).stream(organization)
                .forEach(each -> assertTrue(each.callsMadeToday() <= size.dailyLimit(), () -> "%s: over its limit: %s"
                        .formatted(way, each)));
        if (way.limits()) {
            assertEachLayer(counted, auditor);
        }
        if (way.ids()) {
            assertEquals(result.allowed(), counted, () -> way + ": each ID was asked for until its answer was known");
            assertEquals(counted, journaled(auditor), () -> way + ": calls in the journal");
            assertEquals(counted, reported(auditor), () -> way + ": calls in reports");
        }
    }

    private void assertEachLayer(int counted, JdbcStorage auditor) {
        Counter ofOrganization = Counter.ofOrganization(DAILY_CALLS);
        Set<Counter> ofAgents = new HashSet<>();
        Set<Counter> ofNumbers = new HashSet<>();
        Assignments.over(auditor).stream(organization).forEach(each -> {
            ofAgents.add(Counter.ofAgent(each.agent(), DAILY_CALLS));
            ofNumbers.add(Counter.ofNumber(each.number().id(), DAILY_CALLS));
        });
        assertEquals(counted, amount(Set.of(ofOrganization), auditor), () -> way + ": calls of the organization");
        assertEquals(counted, amount(ofAgents, auditor), () -> way + ": calls of its agents");
        assertEquals(counted, amount(ofNumbers, auditor), () -> way + ": calls of its numbers");
    }

    private long amount(Set<Counter> counters, JdbcStorage auditor) {
        CounterSnapshot snapshot = auditor.countersOf(organization, counters, CLOCK.instant());
        return counters.stream().mapToLong(each -> snapshot.of(each).amount()).sum();
    }

    private int journaled(JdbcStorage auditor) {
        CallJournal journal = CallJournal.over(auditor);
        int calls = 0;
        for (int n = 0; n < size.agents(); n++) {
            CallQuery query =
                    CallQuery.of(organization, new AgentId("agent-" + n), TODAY).limit(CallQuery.MAX_LIMIT);
            for (List<CallRecord> page = journal.list(query); !page.isEmpty(); page = journal.list(query)) {
                calls += page.size();
                query = query.after(page.get(page.size() - 1));
            }
        }
        return calls;
    }

    private long reported(JdbcStorage auditor) {
        return Reports.over(auditor).usage(UsageQuery.of(organization, TODAY, TODAY)).stream()
                .map(UsageRow::calls)
                .mapToLong(each -> each.counted())
                .sum();
    }

    @Override
    public void close() {
        stopped = true;
        callers.shutdownNow();
    }

    private static void increment(Map<String, LongAdder> sums, String key) {
        sums.computeIfAbsent(key, each -> new LongAdder()).increment();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> adders) {
        Map<String, Long> sums = new TreeMap<>();
        adders.forEach((key, sum) -> sums.put(key, sum.sum()));
        return sums;
    }

    /** The longest time between two allowed calls. */
    private static final class Gaps {
        private long last;
        private long longest;
        private long resumed;

        synchronized void allowed() {
            long now = System.nanoTime();
            if (last != 0 && now - last > longest) {
                longest = now - last;
                resumed = now;
            }
            last = now;
        }

        synchronized Duration longest() {
            return Duration.ofNanos(longest);
        }

        synchronized long resumed() {
            return resumed;
        }
    }
}
