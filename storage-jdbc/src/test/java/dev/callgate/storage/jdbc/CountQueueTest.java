package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallDay;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterLimit;
import dev.callgate.storage.jdbc.count.Answer;
import dev.callgate.storage.jdbc.count.CountPath;
import dev.callgate.storage.jdbc.count.CountQueue;
import dev.callgate.storage.jdbc.count.QueuedCount;
import dev.callgate.storage.jdbc.sql.Connections;
import dev.callgate.storage.jdbc.sql.JoinedConnection;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a thread of its own, a test that waits in vain ends too. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CountQueueTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final CallDay TODAY = new CallDay(LocalDate.parse("2026-03-02"), ZoneOffset.UTC);

    private final ExecutorService callers = Executors.newCachedThreadPool();

    /** What was counted, in its order; a single charge is a list of one. */
    private final List<List<CountRequest>> counted = Collections.synchronizedList(new ArrayList<>());

    /** Rows that are being counted at this moment. */
    private final Set<Object> busy = Collections.synchronizedSet(new HashSet<>());

    /** What is held in the database until the test lets it go. */
    private final CountDownLatch held = new CountDownLatch(1);

    /** How many connections were given back. */
    private final AtomicInteger returned = new AtomicInteger();

    /** Takes a connection. */
    private Supplier<Connections.Reservation> connections = () -> returned::incrementAndGet;

    private CountRequest first;
    private CountQueue queue;

    @AfterEach
    void stopCallers() {
        held.countDown();
        callers.shutdownNow();
    }

    private static CountRequest count(String organization, int number, List<CounterLimit> limits) {
        PhoneNumber from = new PhoneNumber(
                new UUID(1, number),
                new OrganizationId(organization),
                E164.of("+1202555%04d".formatted(number)),
                null,
                "US",
                Set.of(),
                NumberStatus.ACTIVE,
                null,
                new AgentId("agent"),
                NOW,
                NOW);
        Assignment seen = new Assignment(
                new UUID(2, number), new AgentId("agent"), from, Terms.forCountries("US"), 0, null, NOW, NOW);
        return new CountRequest(seen, E164.of("+12025550199"), TODAY, NOW, null, limits, null);
    }

    private static CountRequest count(int number) {
        return count("org", number, List.of());
    }

    private static CountRequest limited(int number) {
        return count(
                "org",
                number,
                List.of(new CounterLimit(
                        Counter.ofOrganization(Acme.DAILY_CALLS),
                        100,
                        1,
                        TODAY.date().atStartOfDay(),
                        null)));
    }

    private static CountResult counted(CountRequest request) {
        return new CountResult.Counted(request.seen().counted(TODAY.date()));
    }

    private static CountQueue.Size size(GroupCommit how) {
        return new CountQueue.Size(how.largestGroup(), how.groupsAtOnce(), how.maxWait());
    }

    /** The first charge is held, as by a slow database; the others are counted at once. */
    private void holdFirst(GroupCommit how) {
        first = count(0);
        queue = new CountQueue(size(how), this::reserve, this::countAlone, requests -> {
            count(requests);
            return answers(requests);
        });
    }

    private Connections.Reservation reserve() {
        return connections.get();
    }

    private CountResult countAlone(CountRequest request) {
        count(List.of(request));
        return counted(request);
    }

    private static List<Answer> answers(List<CountRequest> requests) {
        return requests.stream().map(each -> Answer.of(counted(each))).toList();
    }

    private void count(List<CountRequest> requests) {
        counted.add(requests);
        if (requests.contains(first)) {
            await(held);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<CountResult> call(CountRequest request) {
        return callers.submit(() -> queue.run(request));
    }

    /** Lets a charge wait, and returns once it does. */
    private Future<CountResult> callAndWait(CountRequest request) {
        int before = queue.waiting();
        Future<CountResult> result = call(request);
        await(before + 1);
        return result;
    }

    private void await(int waiting) {
        while (queue.waiting() != waiting) {
            Thread.onSpinWait();
        }
    }

    private void startFirstCall() {
        call(first);
        while (counted.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static <E extends Throwable> E failure(Class<E> type, Future<?> call) {
        return assertInstanceOf(
                type, assertThrows(ExecutionException.class, call::get).getCause());
    }

    @Test
    @DisplayName("a single caller counts for itself, at once, on its own thread")
    void alone() {
        Thread caller = Thread.currentThread();
        queue = new CountQueue(
                size(GroupCommit.standard()),
                this::reserve,
                request -> {
                    assertSame(caller, Thread.currentThread());
                    return counted(request);
                },
                requests -> {
                    throw new AssertionError("nobody to be counted with");
                });
        assertInstanceOf(CountResult.Counted.class, queue.run(count(1)));
        assertEquals(0, queue.waiting());
    }

    @Test
    @DisplayName("waiting callers are counted together, in the order of their arrival, in groups of limited size")
    void inGroups() throws Exception {
        holdFirst(new GroupCommit(4, 1, LONG));
        startFirstCall();
        List<CountRequest> others =
                IntStream.rangeClosed(1, 10).mapToObj(n -> count(n)).toList();
        List<Future<CountResult>> results =
                others.stream().map(this::callAndWait).toList();
        held.countDown();
        for (int i = 0; i < results.size(); i++) {
            CountResult.Counted counted =
                    assertInstanceOf(CountResult.Counted.class, results.get(i).get());
            assertEquals(others.get(i).seen().id(), counted.after().id(), "each got its own answer");
        }
        assertEquals(
                List.of(List.of(first), others.subList(0, 4), others.subList(4, 8), others.subList(8, 10)), counted);
    }

    @Test
    @DisplayName("D2 of calls that share a row, such as an organization's limit, the first is counted first, even if a "
            + "later one could be counted at once")
    void firstComeFirstServed() throws Exception {
        holdFirst(new GroupCommit(10, 2, LONG));
        first = limited(0);
        startFirstCall();
        CountRequest behindTheLimit = limited(1);
        CountRequest behindThat = count(1);
        Future<CountResult> second = callAndWait(behindTheLimit);
        Future<CountResult> third = callAndWait(behindThat);
        assertInstanceOf(CountResult.Counted.class, call(count(2)).get(), "others go on");
        held.countDown();
        assertInstanceOf(CountResult.Counted.class, second.get());
        assertInstanceOf(CountResult.Counted.class, third.get());
        assertEquals(List.of(behindTheLimit, behindThat), counted.get(2));
    }

    @Test
    @DisplayName("K1 a group belongs to one organization, and no organization's calls wait for the groups of another")
    void oneOrganization() throws Exception {
        CountPath queues = new QueuedCount(
                new JoinedConnection(
                        Proxies.proxy(Connection.class, (method, args) -> null), Database.POSTGRESQL.dialect()),
                size(new GroupCommit(10, 1, LONG)),
                this::countAlone,
                requests -> {
                    throw new AssertionError("counted together: " + requests);
                });
        first = count("a", 1, List.of());
        Future<CountResult> held = callers.submit(() -> queues.count(first));
        while (counted.isEmpty()) {
            Thread.onSpinWait();
        }
        CountRequest other = count("b", 2, List.of());
        assertInstanceOf(
                CountResult.Counted.class,
                callers.submit(() -> queues.count(other)).get());
        this.held.countDown();
        assertInstanceOf(CountResult.Counted.class, held.get());
        assertEquals(List.of(List.of(first), List.of(other)), counted);
    }

    @Test
    @DisplayName("D4 a caller that is interrupted before its turn has counted nothing; the others are counted")
    void interrupted() throws Exception {
        holdFirst(new GroupCommit(10, 1, LONG));
        startFirstCall();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Future<CountResult> interrupted = callers.submit(() -> {
            thread.complete(Thread.currentThread());
            try {
                return queue.run(count(1));
            } finally {
                flag.complete(Thread.currentThread().isInterrupted());
            }
        });
        await(1);
        CountRequest last = count(2);
        Future<CountResult> patient = callAndWait(last);
        thread.get().interrupt();
        assertTrue(failure(StoreException.NotApplied.class, interrupted)
                .getMessage()
                .contains("interrupted"));
        assertTrue(flag.get(), "its thread still knows");
        assertEquals(1, queue.waiting());
        held.countDown();
        assertInstanceOf(CountResult.Counted.class, patient.get());
        assertEquals(List.of(List.of(first), List.of(last)), counted);
    }

    @Test
    @DisplayName("D4 a caller that times out before its turn has counted nothing")
    void timesOut() {
        holdFirst(new GroupCommit(10, 1, Duration.ofMillis(20)));
        startFirstCall();
        assertTrue(failure(StoreException.NotApplied.class, call(count(1)))
                .getMessage()
                .contains("PT0.02S"));
        assertEquals(0, queue.waiting());
        assertEquals(List.of(List.of(first)), counted);
    }

    @Test
    @DisplayName("D4 while some callers leave, no caller that arrives at the same moment is lost")
    void losesNoCallerWhileOthersLeave() throws Exception {
        GroupCommit how = new GroupCommit(4, 1, Duration.ofSeconds(10));
        queue = new CountQueue(size(how), this::reserve, CountQueueTest::counted, CountQueueTest::answers);
        int rounds = 20_000;
        Phaser together = new Phaser(6);
        List<Thread> hasty = new CopyOnWriteArrayList<>();
        List<Future<?>> patient = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CountRequest mine = count(i);
            patient.add(callers.submit(() -> callInRounds(rounds, together, mine)));
            CountRequest others = count(3 + i);
            callers.submit(() -> {
                hasty.add(Thread.currentThread());
                callInRounds(rounds, together, others);
            });
        }
        while (!patient.stream().allMatch(Future::isDone)) {
            hasty.forEach(Thread::interrupt);
        }
        for (Future<?> each : patient) {
            each.get();
        }
    }

    /** Calls at the same moment as others do, so that the queue is left alone at the end of each round. */
    private void callInRounds(int rounds, Phaser together, CountRequest mine) {
        try {
            for (int round = 0; round < rounds; round++) {
                together.arriveAndAwaitAdvance();
                try {
                    queue.run(mine);
                } catch (StoreException e) {
                    if (!Thread.interrupted()) {
                        throw e;
                    }
                }
            }
        } finally {
            together.arriveAndDeregister();
        }
    }

    @Test
    @DisplayName("D4 a caller that is interrupted while its group is being counted does not know the outcome; the "
            + "group is counted")
    void interruptedWhileCounting() throws Exception {
        CountDownLatch groupHeld = new CountDownLatch(1);
        first = count(0);
        queue = new CountQueue(new CountQueue.Size(10, 1, LONG), this::reserve, this::countAlone, requests -> {
            counted.add(requests);
            await(groupHeld);
            return answers(requests);
        });
        startFirstCall();
        Future<CountResult> leader = callAndWait(count(1));
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<CountResult> member = callers.submit(() -> {
            thread.complete(Thread.currentThread());
            return queue.run(count(2));
        });
        await(2);
        held.countDown();
        while (counted.size() < 2) {
            Thread.onSpinWait();
        }
        thread.get().interrupt();
        failure(StoreException.OutcomeUnknown.class, member);
        groupHeld.countDown();
        assertInstanceOf(CountResult.Counted.class, leader.get());
        assertEquals(2, counted.get(1).size());
    }

    /** A caller that leads and waits for a connection until the latch is released, and then fails to get one if there is a failure. */
    private Future<CountResult> leaderWithoutConnection(CountDownLatch connection, StoreException... failure) {
        holdFirst(new GroupCommit(10, 1, LONG));
        CountDownLatch waiting = new CountDownLatch(1);
        connections = () -> {
            waiting.countDown();
            await(connection);
            for (StoreException each : failure) {
                throw each;
            }
            return returned::incrementAndGet;
        };
        Future<CountResult> leader = call(count(1));
        await(waiting);
        return leader;
    }

    @Test
    @DisplayName(
            "D4 a caller that leaves while its leader waits for a connection has counted nothing; those who wait longer are in its group")
    void leavesBeforeTheConnection() throws Exception {
        CountDownLatch connection = new CountDownLatch(1);
        Future<CountResult> leader = leaderWithoutConnection(connection);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<CountResult> leaves = callers.submit(() -> {
            thread.complete(Thread.currentThread());
            return queue.run(count(2));
        });
        await(1);
        Future<CountResult> stays = callAndWait(count(3));
        thread.get().interrupt();
        failure(StoreException.NotApplied.class, leaves);
        connection.countDown();
        assertInstanceOf(CountResult.Counted.class, leader.get());
        assertInstanceOf(CountResult.Counted.class, stays.get());
        assertEquals(1, counted.size());
        assertEquals(2, counted.get(0).size());
        assertEquals(1, returned.get());
    }

    @Test
    @DisplayName(
            "D4 if the leader gets no connection, all who wait are told at once that nothing was counted, and the next caller leads")
    void noConnection() throws Exception {
        CountDownLatch connection = new CountDownLatch(1);
        Future<CountResult> leader = leaderWithoutConnection(connection, new StoreException.NotApplied("none", null));
        List<Future<CountResult>> others =
                IntStream.rangeClosed(2, 9).mapToObj(n -> callAndWait(count(n))).toList();
        connection.countDown();
        failure(StoreException.NotApplied.class, leader);
        others.forEach(each -> failure(StoreException.NotApplied.class, each));
        assertEquals(List.of(), counted);
        assertLeadsAgain();
    }

    private void assertLeadsAgain() {
        connections = () -> () -> {};
        assertInstanceOf(CountResult.Counted.class, queue.run(count(1)));
    }

    @Test
    @DisplayName("D4 an error while the leader takes a connection does not stop the queue")
    void errorInsteadOfAConnection() {
        holdFirst(new GroupCommit(10, 1, LONG));
        connections = () -> {
            throw new NoClassDefFoundError("the pool's");
        };
        failure(NoClassDefFoundError.class, call(count(1)));
        assertLeadsAgain();
    }

    /** Ten charges behind one, whose group fails. */
    private List<Future<CountResult>> failingGroup(RuntimeException failure) {
        first = count(0);
        queue = new CountQueue(new CountQueue.Size(10, 1, LONG), this::reserve, this::countAlone, requests -> {
            throw failure;
        });
        startFirstCall();
        List<Future<CountResult>> results = IntStream.rangeClosed(1, 10)
                .mapToObj(n -> callAndWait(count(n)))
                .toList();
        held.countDown();
        return results;
    }

    @Test
    @DisplayName("D4 if a group failed permanently, each of its calls is counted alone")
    void retriesSeparatelyAfterAFailure() throws Exception {
        for (Future<CountResult> each : failingGroup(new StoreException.Permanent("bad row", null))) {
            assertInstanceOf(CountResult.Counted.class, each.get());
        }
        assertEquals(11, counted.size());
    }

    @Test
    @DisplayName("D4 any other failure is reported unchanged to each caller of the group")
    void everyCallerGetsTheFailure() {
        Set<Throwable> told = new HashSet<>();
        failingGroup(new StoreException.OutcomeUnknown("cut", null))
                .forEach(each -> told.add(failure(StoreException.OutcomeUnknown.class, each)));
        assertEquals(10, told.size(), "an exception each");
        assertEquals(1, counted.size());
    }

    @Test
    @DisplayName("D4 a failure that applied nothing is reported as not applied")
    void nothingApplied() {
        failingGroup(new StoreException.NotApplied("no connection", null))
                .forEach(each -> failure(StoreException.NotApplied.class, each));
    }

    @Test
    @DisplayName("D2 under load, no two concurrent groups share a row, no group is too large, and every caller is "
            + "answered once")
    void underLoad() throws Exception {
        GroupCommit how = new GroupCommit(8, 3, LONG);
        Set<Object> clashes = Collections.synchronizedSet(new HashSet<>());
        queue = new CountQueue(
                size(how),
                this::reserve,
                request -> {
                    use(List.of(request), clashes);
                    return counted(request);
                },
                requests -> {
                    use(requests, clashes);
                    return answers(requests);
                });
        List<Future<Integer>> results = new ArrayList<>();
        for (int thread = 0; thread < 32; thread++) {
            int seed = thread;
            results.add(callers.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    int n = (seed * 31 + i * 17) % 40;
                    queue.run(n % 5 == 0 ? limited(n) : count(n));
                }
                return 2_000;
            }));
        }
        int answered = 0;
        for (Future<Integer> each : results) {
            answered += each.get();
        }
        assertEquals(Set.of(), clashes);
        assertEquals(answered, counted.stream().mapToInt(List::size).sum());
        assertTrue(counted.stream().allMatch(each -> each.size() <= how.largestGroup()));
        assertTrue(counted.stream().anyMatch(each -> each.size() > 1), "nobody was grouped");
        assertEquals(0, queue.waiting());
    }

    private void use(List<CountRequest> requests, Set<Object> clashes) {
        Set<Object> rows = new HashSet<>();
        for (CountRequest request : requests) {
            rows.add(request.seen().id());
            request.limits().forEach(limit -> rows.add(limit.counter()));
        }
        for (Object row : rows) {
            if (!busy.add(row)) {
                clashes.add(row);
            }
        }
        counted.add(requests);
        Thread.yield();
        busy.removeAll(rows);
    }
}
