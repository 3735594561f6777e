package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.storage.memory.InMemoryStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Change lists are applied while calls are decided. */
@Timeout(120)
class ReloadUnderFireTest {
    private static final OrganizationId ORG = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent-7");
    private static final int THREADS = 4;
    private static final int CHANGES = 60;
    private static final int MIN_CALLS = 20_000;

    @TempDir
    Path folder;

    /** Change list n adds the number n. */
    private final AtomicInteger swapped = new AtomicInteger();

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong allowed = new AtomicLong();

    @Test
    @DisplayName("D10 once a change list is in use, no call to a number that it adds is allowed, and no decision fails")
    void allowsNothingThatIsListed() throws Exception {
        Lists lists = new Lists(folder);
        lists.load(lists.text("212,%07d\n416,5550100\n".formatted(0)));
        DoNotCallFile rule = lists.open();
        InMemoryStorage storage = InMemoryStorage.create();
        var number = NumberInventory.over(storage).add(NewNumber.of(ORG, "+12025550123"));
        Assignments.over(storage)
                .assign(number, AGENT, Terms.dailyLimit(1_000_000).countries("US"));
        CallGate gate = CallGate.over(storage)
                .clock(Lists.CLOCK)
                .policy(CallPolicy.inUtc().rules(rule))
                .build();

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(threads.submit(() -> callUntilEnded(gate)));
            }
            for (int change = 1; change <= CHANGES || refused.get() + allowed.get() < MIN_CALLS; change++) {
                lists.apply(lists.text(
                        "212,%07d,A\n416,%07d,%s\n".formatted(local(change), change, change % 2 == 0 ? "A" : "D")));
                assertTrue(rule.reload());
                swapped.set(change);
            }
            ended.set(true);
            for (Future<?> each : callers) {
                each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
        assertTrue(refused.get() > 0 && allowed.get() > 0, () -> "%s refused, %s allowed".formatted(refused, allowed));
        System.err.printf("%s calls refused, %s allowed, %d change lists%n", refused, allowed, swapped.get());
    }

    private static int local(int change) {
        return 2_000_000 + change;
    }

    /** Calls the number that the last change list has added, and the one that the next one will add. */
    private void callUntilEnded(CallGate gate) {
        while (!ended.get()) {
            int known = swapped.get();
            if (known > 0) {
                CallDecision listed = gate.decide(to(known));
                assertEquals(
                        Reason.DO_NOT_CALL,
                        listed instanceof Refused no ? no.cause().code() : "allowed",
                        () -> "change list %d was in use".formatted(known));
                refused.incrementAndGet();
            }
            CallDecision next = gate.decide(to(known + 5_000));
            assertTrue(next.isAllowed(), next::toString);
            allowed.incrementAndGet();
        }
    }

    private static CallRequest to(int change) {
        return CallRequest.by(ORG, AGENT).to("+1212%07d".formatted(local(change)));
    }
}
