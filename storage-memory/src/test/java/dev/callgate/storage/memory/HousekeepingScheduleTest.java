package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.AdministrationListener;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.Housekeeping;
import dev.callgate.admin.HousekeepingPlan;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.MovableClock;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.spi.Storage;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class HousekeepingScheduleTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final HousekeepingPlan RESETTING =
            HousekeepingPlan.in(NEW_YORK).resetDailyCallCounts();
    private static final Instant MIDNIGHT = Instant.parse("2026-03-09T04:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 9);
    private static final ActorId JOB = new ActorId("midnight-job");
    private static final AgentId ANNA = new AgentId("anna");
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId UMBRELLA = new OrganizationId("umbrella");

    private final MovableClock clock = new MovableClock(MIDNIGHT.minusMillis(5));
    private final InMemoryStorage storage = InMemoryStorage.create(clock);
    private final Assignments assignments = Assignments.over(storage).withClock(clock);
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);

    /** What listeners were told of resets. */
    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AfterEach
    void shutDownExecutors() {
        executor.shutdownNow();
    }

    private void assignAndCall(OrganizationId organization) {
        var number = NumberInventory.over(storage).withClock(clock).add(NewNumber.of(organization, "+12025550123"));
        assignments.assign(number, ANNA, Terms.dailyLimit(3).countries("US"));
        CallGate gate = CallGate.over(storage)
                .clock(clock)
                .policy(CallPolicy.in(NEW_YORK))
                .build();
        assertTrue(gate.decide(CallRequest.by(organization, ANNA).to("+12025550199"))
                .isAllowed());
    }

    private Assignment assignment(OrganizationId organization) {
        return storage.assignmentsOf(organization, ANNA).get(0);
    }

    private List<AuditEntry> entries(OrganizationId organization) {
        return storage.list(AuditQuery.of(organization).actor(JOB));
    }

    private AdministrationListener telling() {
        return new AdministrationListener() {
            @Override
            public void countsReset(ActorId actor, OrganizationId organization, LocalDate day, int counts) {
                told.add("%s %s %s %d".formatted(actor, organization, day, counts));
            }
        };
    }

    /** The storage, where something happens just before each reset of an organization's counts, and just after it. */
    private Housekeeping intercepted(Consumer<Object> before, Runnable after) {
        Object intercepted = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("resetDailyCallCounts")) {
                        return method.invoke(storage, arguments);
                    }
                    before.accept(arguments[0]);
                    Object result = method.invoke(storage, arguments);
                    after.run();
                    return result;
                });
        return Housekeeping.over((Storage) intercepted)
                .withClock(clock)
                .withActor(JOB)
                .withListener(telling());
    }

    @Test
    @DisplayName("T1 two schedules over one storage reset the counts once at midnight, and leave one audit entry")
    void twoSchedulesResetOnce() throws Exception {
        assignAndCall(ACME);
        clock.moveTo(MIDNIGHT.minusMillis(5));
        CyclicBarrier bothAreThere = new CyclicBarrier(2);
        Semaphore done = new Semaphore(0);
        Housekeeping job = intercepted(organization -> await(bothAreThere), done::release);
        Map<OrganizationId, HousekeepingPlan> all = Map.of(ACME, RESETTING);
        try (Housekeeping.Schedule one = job.start(executor, () -> all);
                Housekeeping.Schedule other = job.start(executor, () -> all)) {
            assertTrue(done.tryAcquire(2, 60, TimeUnit.SECONDS));
            assertEquals(1, assignment(ACME).callsMadeToday());
            assertEquals(List.of(), entries(ACME));
            clock.moveTo(MIDNIGHT);
            assertTrue(done.tryAcquire(2, 60, TimeUnit.SECONDS));
        }
        assertEquals(0, assignment(ACME).callsMadeToday());
        assertEquals(TODAY, assignment(ACME).lastResetDate());
        assertEquals(1, entries(ACME).size());
        assertEquals("midnight-job acme 2026-03-09 1", told.poll(60, TimeUnit.SECONDS));
        assertEquals(List.of(), List.copyOf(told));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("T1 D3 an organization whose reset throws keeps no other from its reset, and leaves no entry")
    void failingOrganizationDoesNotStopTheOthers() throws Exception {
        assignAndCall(ACME);
        assignAndCall(UMBRELLA);
        clock.moveTo(MIDNIGHT);
        Consumer<Object> failing = organization -> {
            if (organization.equals(ACME)) {
                throw new StoreException.NotApplied("no answer", null);
            }
        };
        Housekeeping job = intercepted(failing, () -> {});
        Map<OrganizationId, HousekeepingPlan> all = Map.of(ACME, RESETTING, UMBRELLA, RESETTING);
        try (Housekeeping.Schedule scheduler = job.start(executor, () -> all)) {
            assertEquals("midnight-job umbrella 2026-03-09 1", told.poll(60, TimeUnit.SECONDS));
        }
        assertEquals(0, assignment(UMBRELLA).callsMadeToday());
        assertEquals(1, entries(UMBRELLA).size());
        assertEquals(1, assignment(ACME).callsMadeToday());
        assertEquals(List.of(), entries(ACME));
        assertFalse(executor.isShutdown());
    }
}
