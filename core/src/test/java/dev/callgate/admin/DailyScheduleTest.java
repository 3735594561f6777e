package dev.callgate.admin;

import static dev.callgate.contract.Failures.assertThrowsNaming;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.contract.MovableClock;
import dev.callgate.model.CallDay;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class DailyScheduleTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId UMBRELLA = new OrganizationId("umbrella");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);

    /** Every run, as organization and date. */
    private final LinkedBlockingQueue<String> runs = new LinkedBlockingQueue<>();

    DailyScheduleTest() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void shutDownExecutors() {
        executor.shutdownNow();
    }

    // When

    @ParameterizedTest
    @CsvSource({
        // 23 and 25 hours.
        "America/New_York, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
        "America/New_York, 2026-03-09T03:59:59.999999999Z, 2026-03-09T04:00:00Z",
        "America/New_York, 2026-03-09T04:00:00Z, 2026-03-10T04:00:00Z",
        "America/New_York, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        "America/New_York, 2026-11-01T05:30:00Z, 2026-11-02T05:00:00Z",
        "America/New_York, 2026-11-01T06:30:00Z, 2026-11-02T05:00:00Z",
        // The day begins at 01:00.
        "Africa/Cairo, 2024-04-25T12:00:00Z, 2024-04-25T22:00:00Z",
        "Africa/Cairo, 2024-04-25T22:00:00Z, 2024-04-26T21:00:00Z",
        "Asia/Beirut, 2022-03-26T12:00:00Z, 2022-03-26T22:00:00Z",
        "Asia/Beirut, 2022-03-26T22:00:00Z, 2022-03-27T21:00:00Z",
        // The hour before midnight comes twice, the midnight once.
        "Africa/Cairo, 2024-10-31T20:30:00Z, 2024-10-31T22:00:00Z",
        "Africa/Cairo, 2024-10-31T21:30:00Z, 2024-10-31T22:00:00Z",
        // The hour after midnight comes twice, and the day begins at the first one.
        "America/Havana, 2026-11-01T03:59:59Z, 2026-11-01T04:00:00Z",
        "America/Havana, 2026-11-01T04:30:00Z, 2026-11-02T05:00:00Z",
        "America/Havana, 2026-11-01T05:30:00Z, 2026-11-02T05:00:00Z",
        // 30 December is left out.
        "Pacific/Apia, 2011-12-29T12:00:00Z, 2011-12-30T10:00:00Z",
        "Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-30T10:00:00Z",
        "Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
        // Set back across midnight, from 00:01 to 23:01: the day begins, is interrupted, and begins again.
        "America/St_Johns, 2010-11-07T02:29:59Z, 2010-11-07T02:30:00Z",
        "America/St_Johns, 2010-11-07T02:30:30Z, 2010-11-08T03:30:00Z",
        "America/St_Johns, 2010-11-07T02:31:00Z, 2010-11-07T03:30:00Z",
        "America/St_Johns, 2010-11-07T03:29:59Z, 2010-11-07T03:30:00Z",
        "America/St_Johns, 2010-11-07T03:30:00Z, 2010-11-08T03:30:00Z",
        "Z, 2026-03-02T00:00:00Z, 2026-03-03T00:00:00Z",
        "+14:00, 2026-03-02T09:59:59Z, 2026-03-02T10:00:00Z",
        "-12:00, 2026-03-02T11:59:59Z, 2026-03-02T12:00:00Z"
    })
    @DisplayName("D3 the next midnight is when the next local day begins: after 23 or 25 hours, at 01:00, a date later")
    void nextMidnightIsTheStartOfTheNextDay(String zone, Instant now, Instant midnight) {
        assertEquals(midnight, DailySchedule.nextMidnight(now, ZoneId.of(zone)));
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-01-01T05:00:00Z, 2027-01-01T05:00:00Z, 365",
        "Africa/Cairo, 2023-12-31T22:00:00Z, 2024-12-31T22:00:00Z, 366",
        "Pacific/Apia, 2011-01-01T11:00:00Z, 2011-12-31T10:00:00Z, 364",
        "America/St_Johns, 2010-01-01T03:30:00Z, 2011-01-01T03:30:00Z, 365",
        "Asia/Kathmandu, 2025-12-31T18:15:00Z, 2026-12-31T18:15:00Z, 365"
    })
    @DisplayName("D3 from midnight to midnight, no day of a year is missed, and the date changes at each")
    void missesNoDay(String name, Instant first, Instant last, int midnights) {
        ZoneId zone = ZoneId.of(name);
        int count = 0;
        for (Instant now = first; now.isBefore(last); count++) {
            Instant next = DailySchedule.nextMidnight(now, zone);
            assertTrue(next.isAfter(now));
            LocalDate date = LocalDate.ofInstant(next, zone);
            assertTrue(date.isAfter(LocalDate.ofInstant(next.minusNanos(1), zone)), date::toString);
            now = next;
        }
        assertEquals(midnights, count);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T12:00:00Z, 2026-03-02T13:00:00Z",
        "2026-03-02T23:30:00Z, 2026-03-03T00:00:00Z",
        "2026-03-02T22:29:59Z, 2026-03-02T22:30:00Z",
        "2026-03-02T22:30:00Z, 2026-03-02T23:30:00Z",
        "2026-03-02T23:00:00Z, 2026-03-03T00:00:00Z"
    })
    @DisplayName("D3 the next run is at the first midnight of any zone, and in an hour at the latest")
    void runsNextAtTheEarliestMidnight(Instant now, Instant run) {
        assertEquals(run, DailySchedule.nextRun(now, List.of(ZoneOffset.UTC, ZoneOffset.ofHoursMinutes(1, 30))));
    }

    @Test
    void runsHourlyWithoutOrganizations() {
        assertEquals(NOON.plusSeconds(3_600), DailySchedule.nextRun(NOON, List.of()));
    }

    // Running

    private record Job(Clock clock, BiConsumer<OrganizationId, HousekeepingPlan> work) {
        DailySchedule start(ScheduledExecutorService executor, Supplier<Map<OrganizationId, ZoneId>> zones) {
            return DailySchedule.start(clock, executor, () -> plans(zones), work);
        }

        DailySchedule start(
                ScheduledExecutorService executor, Supplier<Map<OrganizationId, ZoneId>> zones, Duration retryDelay) {
            return DailySchedule.start(clock, executor, () -> plans(zones), work, retryDelay);
        }

        private static Map<OrganizationId, HousekeepingPlan> plans(Supplier<Map<OrganizationId, ZoneId>> zones) {
            return zones.get().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> HousekeepingPlan.in(each.getValue())));
        }
    }

    /** Returns a job that notes each run, and then does the work. */
    private Job job(Clock clock, BiConsumer<OrganizationId, CallDay> work) {
        return new Job(clock, (organization, plan) -> {
            CallDay day = CallDay.at(clock.instant(), plan.zone());
            runs.add(organization + " " + day.date());
            work.accept(organization, day);
        });
    }

    private List<String> nextRuns(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            next.add(String.valueOf(runs.poll(60, TimeUnit.SECONDS)));
        }
        return next;
    }

    @Test
    @DisplayName("D3 it runs when it is started, and then at each organization's own midnight")
    void runsAtMidnight() throws InterruptedException {
        Instant midnight = Instant.parse("2026-03-09T04:00:00Z");
        MovableClock clock = new MovableClock(midnight.minusMillis(5));
        Map<OrganizationId, ZoneId> all =
                Map.of(ACME, ZoneId.of("America/New_York"), UMBRELLA, ZoneId.of("Asia/Kolkata"));
        try (DailySchedule schedule = job(clock, (organization, day) -> {}).start(executor, () -> all)) {
            assertEquals(
                    List.of("acme 2026-03-08", "umbrella 2026-03-09"),
                    nextRuns(2).stream().sorted().toList());
            assertNull(runs.poll(30, TimeUnit.MILLISECONDS), "it is not midnight yet");
            clock.moveTo(midnight);
            assertEquals(List.of("acme 2026-03-09"), nextRuns(1));
        }
        assertEquals(List.of(), List.copyOf(runs));
    }

    @Test
    @DisplayName("an organization whose run fails, by whatever, is tried again, and the others are not kept waiting")
    void retriesAFailureAndServesTheOthers() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger(3);
        Job job = job(Clock.fixed(NOON, ZoneOffset.UTC), (organization, day) -> {
            int left = organization.equals(ACME) ? failures.getAndDecrement() : 0;
            if (left == 2) {
                throw new StackOverflowError("deep");
            } else if (left > 0) {
                throw new StoreException.NotApplied("no answer", null);
            }
        });
        Map<OrganizationId, ZoneId> all = Map.of(ACME, ZoneOffset.UTC, UMBRELLA, ZoneOffset.UTC);
        try (DailySchedule schedule = job.start(executor, () -> all, AT_ONCE)) {
            List<String> made = nextRuns(5);
            assertEquals(1, made.stream().filter("umbrella 2026-03-02"::equals).count(), made::toString);
            assertEquals(4, made.stream().filter("acme 2026-03-02"::equals).count(), made::toString);
            assertTrue(made.indexOf("umbrella 2026-03-02") <= 1, made::toString);
        }
    }

    @Test
    @DisplayName("a failure is tried again a minute later, unless a midnight comes first")
    void retriesAFailureAfterAMinute() throws Exception {
        assertEquals(60, secondsUntilNextRun(NOON, AssertionError::new), 5);
        assertEquals(20, secondsUntilNextRun(Instant.parse("2026-03-02T23:59:40Z"), AssertionError::new), 5);
        assertEquals(3_600, secondsUntilNextRun(NOON, null), 5);
    }

    private long secondsUntilNextRun(Instant now, Supplier<Error> failure) throws Exception {
        Job job = job(Clock.fixed(now, ZoneOffset.UTC), (organization, day) -> {
            if (failure != null) {
                throw failure.get();
            }
        });
        Map<OrganizationId, ZoneId> all = Map.of(ACME, ZoneOffset.UTC);
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1);
        one.setRemoveOnCancelPolicy(true);
        try (DailySchedule schedule = job.start(one, () -> all)) {
            nextRuns(1);
            // Its only thread comes to this when the run is over.
            return one.submit(() -> ((Delayed) one.getQueue().element()).getDelay(TimeUnit.SECONDS))
                    .get(60, TimeUnit.SECONDS);
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    @DisplayName("a host that cannot name its organizations is asked again")
    void retriesIfTheOrganizationsCannotBeListed() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Job job = job(Clock.fixed(NOON, ZoneOffset.UTC), (organization, day) -> {});
        try (DailySchedule schedule = job.start(
                executor,
                () -> {
                    int time = asked.incrementAndGet();
                    if (time == 1) {
                        throw new IllegalStateException("no configuration");
                    }
                    return time == 2 ? null : Map.of(ACME, ZoneOffset.UTC);
                },
                AT_ONCE)) {
            assertEquals(List.of("acme 2026-03-02"), nextRuns(1));
        }
        assertEquals(3, asked.get());
    }

    @Test
    @DisplayName("organizations that come and go are noticed at the next run, and so is another zone")
    void organizationsComeAndGo() throws InterruptedException {
        // One that fails at each run makes each run come soon.
        OrganizationId failing = new OrganizationId("failing");
        Job job = job(Clock.fixed(NOON, ZoneOffset.UTC), (organization, day) -> {
            if (organization.equals(failing)) {
                throw new StoreException.NotApplied("no answer", null);
            }
        });
        AtomicReference<Map<OrganizationId, ZoneId>> all = new AtomicReference<>(Map.of(failing, ZoneOffset.UTC));
        try (DailySchedule schedule = job.start(executor, all::get, AT_ONCE)) {
            assertEquals(List.of("failing 2026-03-02"), nextRuns(1));
            all.set(Map.of(failing, ZoneOffset.UTC, ACME, ZoneOffset.UTC));
            assertEquals("acme 2026-03-02", awaitNextOtherThan("failing 2026-03-02"));
            all.set(Map.of(failing, ZoneOffset.UTC, ACME, ZoneOffset.ofHours(14)));
            assertEquals("acme 2026-03-03", awaitNextOtherThan("failing 2026-03-02"));
            all.set(Map.of(failing, ZoneOffset.UTC, UMBRELLA, ZoneOffset.UTC));
            assertEquals("umbrella 2026-03-02", awaitNextOtherThan("failing 2026-03-02"));
            all.set(Map.of(failing, ZoneOffset.UTC, ACME, ZoneOffset.ofHours(14)));
            assertEquals("acme 2026-03-03", awaitNextOtherThan("failing 2026-03-02"));
        }
    }

    private String awaitNextOtherThan(String known) throws InterruptedException {
        String next = nextRuns(1).get(0);
        while (next.equals(known)) {
            next = nextRuns(1).get(0);
        }
        return next;
    }

    // Closing

    @Test
    @DisplayName("closing cancels what is scheduled, and leaves the host's executor running")
    void closeLeavesTheExecutorRunning() throws Exception {
        Job job = job(Clock.fixed(NOON, ZoneOffset.UTC), (organization, day) -> {});
        DailySchedule schedule = job.start(executor, () -> Map.of(ACME, ZoneOffset.UTC));
        nextRuns(1);
        schedule.close();
        schedule.close();
        assertFalse(executor.isShutdown());
        executor.shutdown();
        assertTrue(executor.awaitTermination(60, TimeUnit.SECONDS), "something is scheduled still");
        assertEquals(List.of(), List.copyOf(runs));
    }

    @Test
    @DisplayName("a run that is in progress when it is closed ends, and no other follows")
    void closeLetsARunFinish() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Job job = job(Clock.fixed(NOON, ZoneOffset.UTC), (organization, day) -> {
            begun.countDown();
            try {
                interrupted.complete(!closed.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        Map<OrganizationId, ZoneId> all = Map.of(ACME, ZoneOffset.UTC, UMBRELLA, ZoneOffset.UTC);
        DailySchedule schedule = job.start(executor, () -> all, AT_ONCE);
        assertTrue(begun.await(60, TimeUnit.SECONDS));
        schedule.close();
        closed.countDown();
        assertFalse(interrupted.get(60, TimeUnit.SECONDS));
        executor.shutdown();
        assertTrue(executor.awaitTermination(60, TimeUnit.SECONDS), "something is scheduled still");
        assertEquals(1, runs.size(), runs::toString);
    }

    @Test
    void rejectsAnExecutorThatWasShutDown() {
        Job job = job(Clock.fixed(NOON, ZoneOffset.UTC), (organization, day) -> {});
        executor.shutdown();
        assertThrows(RejectedExecutionException.class, () -> job.start(executor, Map::of));
    }

    @Test
    void rejectsNull() {
        Job job = job(Clock.fixed(NOON, ZoneOffset.UTC), (organization, day) -> {});
        assertThrowsNaming(NullPointerException.class, () -> job.start(null, Map::of), "executor");
        assertThrowsNaming(
                NullPointerException.class,
                () -> DailySchedule.start(job.clock(), executor, null, job.work()),
                "plans");
        assertEquals(0, Stream.of(executor.getQueue().toArray()).count());
    }
}
