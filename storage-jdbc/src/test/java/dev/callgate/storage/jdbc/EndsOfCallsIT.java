package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.MovableClock;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.contract.Together;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ends of calls come late, twice, in another order, or never. */
class EndsOfCallsIT {
    private static final int MOST = 10;
    private static final int THREADS = 12;
    private static final int ROUNDS = 5;
    private static final int LOST_EACH_ROUND = 4;
    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final Counter LIVE = Counter.ofOrganization(Counter.Kind.parse("calls/live"));
    private static final CallOutcome ANSWERED = CallOutcome.answered(Duration.ofSeconds(9));

    private final OrganizationId organization = Fixture.newOrganization();
    private final MovableClock clock = new MovableClock(DialerProcess.CLOCK.instant());

    /** Calls in progress, as the callers see them: never more than in the store. */
    private final AtomicInteger inProgress = new AtomicInteger();

    private final AtomicInteger allowed = new AtomicInteger();
    private final BlockingDeque<CallId> open = new LinkedBlockingDeque<>();

    /** Calls whose end is reported once more, or only now that their time is over. */
    private final Queue<CallId> over = new ConcurrentLinkedQueue<>();

    private final Queue<CallId> lost = new ConcurrentLinkedQueue<>();

    private CallGate gate(JdbcStorage storage) {
        return CallGate.over(storage)
                .clock(clock)
                .policy(CallPolicy.inUtc()
                        .longestCall(LONGEST_CALL)
                        .limits(Limit.calls(MOST).perOrganization().atOnce()))
                .build();
    }

    private CallRequest request(int caller, String id) {
        return CallRequest.by(organization, Fixture.agent(caller % 2))
                .to(DialerProcess.DESTINATION)
                .callId(id);
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL,10000", "MARIADB,1000", "H2,1000", "SQLITE,500"})
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName("D13 calls whose ends are reported late, twice, out of order or never, with a limit of 10 at once:"
            + " never 11 in progress, and room for exactly 10 in the end")
    void neverExceeds(Databases database, int calls) throws Exception {
        JdbcStorage storage = database.storage();
        for (int n = 0; n < 2; n++) {
            StoreUnderTest.over(storage)
                    .assign(
                            organization,
                            Fixture.agent(n),
                            Acme.number(n),
                            Terms.dailyLimit(Terms.MAX_DAILY_LIMIT).countries("US"));
        }
        GroupCommit groups = GroupCommit.standard().maxWait(Duration.ofMinutes(1));
        List<CallGate> gates = List.of(gate(storage), gate(storage.groupCommit(groups)));
        for (int round = 1; round <= ROUNDS; round++) {
            callUntil(calls * round / ROUNDS, round, gates);
            assertEquals(LOST_EACH_ROUND, lost.size());
            assertEquals(LOST_EACH_ROUND, inProgress(storage));
            // The lost calls end by themselves; half of them are reported afterwards.
            clock.move(LONGEST_CALL);
            inProgress.addAndGet(-LOST_EACH_ROUND);
            over.addAll(lost.stream().limit(LOST_EACH_ROUND / 2).toList());
            lost.clear();
        }
        assertEquals(0, inProgress(storage));
        assertTrue(allowed.get() >= calls, () -> allowed + " calls");

        CallGate gate = gates.get(0);
        for (int n = 0; n < MOST; n++) {
            assertTrue(gate.decide(request(n, "last-" + n)).isAllowed());
        }
        while (!over.isEmpty()) {
            endAgain(gate, over.poll());
        }
        Refused full = assertInstanceOf(Refused.class, gate.decide(request(0, "too many")));
        assertEquals(clock.instant().plus(LONGEST_CALL), full.nextAllowed());
        assertEquals(MOST, inProgress(storage));
    }

    private long inProgress(JdbcStorage storage) {
        return storage.countersOf(organization, Set.of(LIVE), clock.instant())
                .of(LIVE)
                .amount();
    }

    private void callUntil(int target, int round, List<CallGate> gates) throws Exception {
        AtomicInteger toLose = new AtomicInteger(LOST_EACH_ROUND);
        Together.run(THREADS, thread -> () -> {
            CallGate gate = gates.get(thread % gates.size());
            Random random = new Random(thread);
            for (int n = 0; allowed.get() < target; n++) {
                String id = "c-" + round + "-" + thread + "-" + n;
                CallDecision decision = gate.decide(request(thread, id));
                boolean isAllowed = decision.isAllowed();
                if (decision instanceof Refused refused) {
                    assertEquals(
                            Reason.ORGANIZATION_LIMIT_REACHED, refused.cause().code());
                }
                if (isAllowed) {
                    begun(new CallId(id), toLose);
                }
                if (!isAllowed || random.nextInt(8) < 5) {
                    end(gate, random.nextBoolean() ? open.pollFirst() : open.pollLast(), random);
                }
            }
            for (CallId left = open.poll(); left != null; left = open.poll()) {
                end(gate, left, random);
            }
            return true;
        });
    }

    private void begun(CallId id, AtomicInteger toLose) {
        int now = inProgress.incrementAndGet();
        assertTrue(now <= MOST, () -> now + " calls in progress");
        allowed.incrementAndGet();
        if (toLose.getAndDecrement() > 0) {
            lost.add(id);
        } else {
            open.add(id);
        }
    }

    private void end(CallGate gate, @Nullable CallId id, Random random) {
        if (id != null) {
            inProgress.decrementAndGet();
            if (random.nextInt(4) == 0) {
                assertTrue(gate.release(organization, id).isPresent());
            } else {
                assertTrue(gate.complete(organization, id, ANSWERED).isPresent());
            }
            if (random.nextInt(4) == 0) {
                over.add(id);
            }
        }
        if (random.nextInt(4) == 0) {
            endAgain(gate, over.poll());
        }
    }

    private void endAgain(CallGate gate, @Nullable CallId id) {
        if (id != null) {
            assertTrue(gate.complete(organization, id, ANSWERED).isPresent());
        }
    }
}
