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
import dev.callgate.spi.Cap;
import dev.callgate.spi.Charge;
import dev.callgate.spi.ChargeResult;
import dev.callgate.spi.Limits;
import dev.callgate.storage.jdbc.WaitingCharge.Answer;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a thread of its own, a test that waits in vain ends too. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChargeQueueTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final CallDay TODAY = new CallDay(LocalDate.parse("2026-03-02"), ZoneOffset.UTC);

    private final ExecutorService callers = Executors.newCachedThreadPool();

    /** What was counted, in its order; a single charge is a list of one. */
    private final List<List<Charge>> counted = Collections.synchronizedList(new ArrayList<>());

    /** Rows that are being counted at this moment. */
    private final Set<Object> busy = Collections.synchronizedSet(new HashSet<>());

    /** What is held in the database until the test lets it go. */
    private final CountDownLatch held = new CountDownLatch(1);

    private Charge first;
    private ChargeQueue queue;

    @AfterEach
    void stopCallers() {
        held.countDown();
        callers.shutdownNow();
    }

    private static Charge charge(String organization, int number, Limits limits) {
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
        return new Charge(seen, E164.of("+12025550199"), TODAY, NOW, null, limits, null, null, null);
    }

    private static Charge charge(int number) {
        return charge("org", number, Limits.NONE);
    }

    private static Charge capped(int number) {
        return charge("org", number, new Limits(List.of(new Cap(Counter.ofOrganization(), 100)), List.of()));
    }

    private static ChargeResult granted(Charge charge) {
        return new ChargeResult.Granted(charge.seen().charged(TODAY.date()));
    }

    /** The first charge is held, as by a slow database; the others are counted at once. */
    private void holdFirst(GroupCommit how) {
        first = charge(0);
        queue = new ChargeQueue(how, this::countAlone, charges -> {
            count(charges);
            return answers(charges);
        });
    }

    private ChargeResult countAlone(Charge charge) {
        count(List.of(charge));
        return granted(charge);
    }

    private static List<Answer> answers(List<Charge> charges) {
        return charges.stream().map(each -> Answer.of(granted(each))).toList();
    }

    private void count(List<Charge> charges) {
        counted.add(charges);
        if (charges.contains(first)) {
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

    private Future<ChargeResult> call(Charge charge) {
        return callers.submit(() -> queue.run(charge));
    }

    /** Lets a charge wait, and returns once it does. */
    private Future<ChargeResult> callAndWait(Charge charge) {
        int before = queue.waiting();
        Future<ChargeResult> result = call(charge);
        await(before + 1);
        return result;
    }

    private void await(int waiting) {
        while (queue.waiting() != waiting) {
            Thread.onSpinWait();
        }
    }

    private void callFirst() {
        call(first);
        while (counted.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static <E extends Exception> E failure(Class<E> type, Future<?> call) {
        return assertInstanceOf(
                type, assertThrows(ExecutionException.class, call::get).getCause());
    }

    @Test
    @DisplayName("a caller who is alone counts for itself, at once, on its own thread")
    void alone() {
        Thread caller = Thread.currentThread();
        queue = new ChargeQueue(
                GroupCommit.standard(),
                charge -> {
                    assertSame(caller, Thread.currentThread());
                    return granted(charge);
                },
                charges -> {
                    throw new AssertionError("nobody to be counted with");
                });
        assertInstanceOf(ChargeResult.Granted.class, queue.run(charge(1)));
        assertEquals(0, queue.waiting());
    }

    @Test
    @DisplayName(
            "those who wait are counted together, in the order in which they came, in groups that are not too large")
    void inGroups() throws Exception {
        holdFirst(new GroupCommit(4, 1, LONG));
        callFirst();
        List<Charge> others =
                IntStream.rangeClosed(1, 10).mapToObj(n -> charge(n)).toList();
        List<Future<ChargeResult>> results =
                others.stream().map(this::callAndWait).toList();
        held.countDown();
        for (int i = 0; i < results.size(); i++) {
            ChargeResult.Granted granted =
                    assertInstanceOf(ChargeResult.Granted.class, results.get(i).get());
            assertEquals(others.get(i).seen().id(), granted.after().id(), "each got its own answer");
        }
        assertEquals(
                List.of(List.of(first), others.subList(0, 4), others.subList(4, 8), others.subList(8, 10)), counted);
    }

    @Test
    @DisplayName(
            "D2 of charges that share a row, be it an organization's cap, the first is counted first, also where a later one "
                    + "could be counted at once")
    void firstComeFirstServed() throws Exception {
        holdFirst(new GroupCommit(10, 2, LONG));
        first = capped(0);
        callFirst();
        Charge behindTheCap = capped(1);
        Charge behindThat = charge(1);
        Future<ChargeResult> second = callAndWait(behindTheCap);
        Future<ChargeResult> third = callAndWait(behindThat);
        assertInstanceOf(ChargeResult.Granted.class, call(charge(2)).get(), "others go on");
        held.countDown();
        assertInstanceOf(ChargeResult.Granted.class, second.get());
        assertInstanceOf(ChargeResult.Granted.class, third.get());
        assertEquals(List.of(behindTheCap, behindThat), counted.get(2));
    }

    @Test
    @DisplayName("K1 a group is of one organization")
    void oneOrganization() throws Exception {
        holdFirst(new GroupCommit(10, 1, LONG));
        callFirst();
        Charge a1 = charge("a", 1, Limits.NONE);
        Charge b2 = charge("b", 2, Limits.NONE);
        Charge a3 = charge("a", 3, Limits.NONE);
        List<Future<ChargeResult>> results =
                List.of(a1, b2, a3).stream().map(this::callAndWait).toList();
        held.countDown();
        for (Future<ChargeResult> each : results) {
            each.get();
        }
        assertEquals(List.of(List.of(a1, a3), List.of(b2)), counted.subList(1, 3));
    }

    @Test
    @DisplayName("D4 who is interrupted before its turn has counted nothing; the others are counted")
    void interrupted() throws Exception {
        holdFirst(new GroupCommit(10, 1, LONG));
        callFirst();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Future<ChargeResult> interrupted = callers.submit(() -> {
            thread.complete(Thread.currentThread());
            try {
                return queue.run(charge(1));
            } finally {
                flag.complete(Thread.currentThread().isInterrupted());
            }
        });
        await(1);
        Charge last = charge(2);
        Future<ChargeResult> patient = callAndWait(last);
        thread.get().interrupt();
        assertTrue(failure(StoreException.NotApplied.class, interrupted)
                .getMessage()
                .contains("interrupted"));
        assertTrue(flag.get(), "its thread still knows");
        assertEquals(1, queue.waiting());
        held.countDown();
        assertInstanceOf(ChargeResult.Granted.class, patient.get());
        assertEquals(List.of(List.of(first), List.of(last)), counted);
    }

    @Test
    @DisplayName("D4 who runs out of patience before its turn has counted nothing")
    void impatient() {
        holdFirst(new GroupCommit(10, 1, Duration.ofMillis(20)));
        callFirst();
        assertTrue(failure(StoreException.NotApplied.class, call(charge(1)))
                .getMessage()
                .contains("PT0.02S"));
        assertEquals(0, queue.waiting());
        assertEquals(List.of(List.of(first)), counted);
    }

    @Test
    @DisplayName("D4 while others leave, nobody who comes in the same moment is forgotten")
    void nobodyIsForgotten() throws Exception {
        GroupCommit how = new GroupCommit(4, 1, Duration.ofSeconds(10));
        queue = new ChargeQueue(how, ChargeQueueTest::granted, ChargeQueueTest::answers);
        int rounds = 20_000;
        Phaser together = new Phaser(6);
        List<Thread> hasty = new CopyOnWriteArrayList<>();
        List<Future<?>> patient = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Charge mine = charge(i);
            patient.add(callers.submit(() -> callInRounds(rounds, together, mine)));
            Charge others = charge(3 + i);
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
    private void callInRounds(int rounds, Phaser together, Charge mine) {
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
    @DisplayName(
            "D4 who is interrupted while its group is being counted does not know the outcome; the group is counted")
    void leavesTooLate() throws Exception {
        CountDownLatch groupHeld = new CountDownLatch(1);
        first = charge(0);
        queue = new ChargeQueue(new GroupCommit(10, 1, LONG), this::countAlone, charges -> {
            counted.add(charges);
            await(groupHeld);
            return answers(charges);
        });
        callFirst();
        Future<ChargeResult> leader = callAndWait(charge(1));
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<ChargeResult> member = callers.submit(() -> {
            thread.complete(Thread.currentThread());
            return queue.run(charge(2));
        });
        await(2);
        held.countDown();
        while (counted.size() < 2) {
            Thread.onSpinWait();
        }
        thread.get().interrupt();
        failure(StoreException.OutcomeUnknown.class, member);
        groupHeld.countDown();
        assertInstanceOf(ChargeResult.Granted.class, leader.get());
        assertEquals(2, counted.get(1).size());
    }

    /** Ten charges behind one, whose group fails. */
    private List<Future<ChargeResult>> groupThatFails(RuntimeException failure) {
        first = charge(0);
        queue = new ChargeQueue(new GroupCommit(10, 1, LONG), this::countAlone, charges -> {
            throw failure;
        });
        callFirst();
        List<Future<ChargeResult>> results = IntStream.rangeClosed(1, 10)
                .mapToObj(n -> callAndWait(charge(n)))
                .toList();
        held.countDown();
        return results;
    }

    @Test
    @DisplayName("D4 where a group failed and it is known that it always will, each of it is counted alone")
    void aloneAfterAFailure() throws Exception {
        for (Future<ChargeResult> each : groupThatFails(new StoreException.Permanent("bad row", null))) {
            assertInstanceOf(ChargeResult.Granted.class, each.get());
        }
        assertEquals(11, counted.size());
    }

    @Test
    @DisplayName("D4 any other failure is told to each of the group as what it is")
    void eachIsTold() {
        Set<Throwable> told = new HashSet<>();
        groupThatFails(new StoreException.OutcomeUnknown("cut", null))
                .forEach(each -> told.add(failure(StoreException.OutcomeUnknown.class, each)));
        assertEquals(10, told.size(), "an exception each");
        assertEquals(1, counted.size());
    }

    @Test
    @DisplayName("D4 nothing applied is told as that")
    void nothingApplied() {
        groupThatFails(new StoreException.NotApplied("no connection", null))
                .forEach(each -> failure(StoreException.NotApplied.class, each));
    }

    @Test
    @DisplayName(
            "D2 under fire, no two groups ever have a row in common, no group is too large, and everybody is answered once")
    void underFire() throws Exception {
        GroupCommit how = new GroupCommit(8, 3, LONG);
        Set<Object> clashes = Collections.synchronizedSet(new HashSet<>());
        queue = new ChargeQueue(
                how,
                charge -> {
                    use(List.of(charge), clashes);
                    return granted(charge);
                },
                charges -> {
                    use(charges, clashes);
                    return answers(charges);
                });
        List<Future<Integer>> results = new ArrayList<>();
        for (int thread = 0; thread < 32; thread++) {
            int seed = thread;
            results.add(callers.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    int n = (seed * 31 + i * 17) % 40;
                    queue.run(n % 5 == 0 ? capped(n) : charge(n));
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

    private void use(List<Charge> charges, Set<Object> clashes) {
        Set<Object> rows = new HashSet<>();
        for (Charge charge : charges) {
            rows.add(charge.seen().id());
            charge.limits().caps().forEach(cap -> rows.add(cap.counter()));
        }
        for (Object row : rows) {
            if (!busy.add(row)) {
                clashes.add(row);
            }
        }
        counted.add(charges);
        Thread.yield();
        busy.removeAll(rows);
    }
}
