package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallCount;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import dev.callgate.spi.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Limits of every scope in one policy, and callers who ask for more than they allow. In each phase, another limit is the one that binds.
 * Each call of a phase is made at the same time, from any number of threads, gates and processes; public for the stores' own tests.
 */
public final class LimitsUnderFire {
    /** The policy of the organization. */
    public static final CallPolicy POLICY = CallPolicy.inUtc()
            .limits(
                    Limit.calls(5).perNumber().atOnce(),
                    Limit.calls(12).perAgent().anHour(),
                    Limit.calls(20).perOrganization().aDay(),
                    Limit.calls(40).per("campaign").aMonth(),
                    Limit.calls(3).perCallee().within(Duration.ofHours(24)))
            .callees(CalleePrivacy.inFull());

    /** How many numbers each agent has. */
    private static final List<Integer> NUMBERS = List.of(1, 3, 4, 1);

    /** More than the calls of one process in a phase. */
    private static final int MOST_CALLEES = 1_000;

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 3, 4);
    private static final Instant END = Instant.parse("2026-03-04T10:00:00Z");

    private final OrganizationId organization;

    /** What the callers ask for, and how many calls there is room for; what limits them is the code of each refusal. */
    public enum Phase {
        /** One number of one agent. */
        NUMBER("2026-03-02T15:00:00Z", "spring", List.of(1), false, 5, Reason.NUMBER_LIMIT_REACHED),
        /** One callee. */
        CALLEE("2026-03-02T15:05:00Z", "spring", List.of(2), true, 3, Reason.CALLEE_LIMIT_REACHED),
        /** The rest of the agent's hour, on three numbers. */
        AGENT("2026-03-02T15:10:00Z", "spring", List.of(2), false, 9, Reason.AGENT_LIMIT_REACHED),
        /** The rest of the day. */
        ORGANIZATION("2026-03-02T16:00:00Z", "spring", List.of(2, 3), false, 3, Reason.ORGANIZATION_LIMIT_REACHED),
        /** The calls of the day before have ended by themselves; two numbers have room again. */
        NUMBER_AGAIN("2026-03-03T09:00:00Z", "spring", List.of(1, 4), false, 10, Reason.NUMBER_LIMIT_REACHED),
        /** The rest of the second day, in another campaign: less than one agent's hour. */
        NEXT_DAY("2026-03-03T10:00:00Z", "fall", List.of(2, 3), false, 10, Reason.ORGANIZATION_LIMIT_REACHED),
        /** The rest of the campaign's month. */
        CAMPAIGN("2026-03-04T10:00:00Z", "spring", List.of(2, 3), false, 10, Reason.ATTRIBUTE_LIMIT_REACHED);

        private final Instant at;
        private final String campaign;
        private final List<Integer> agents;
        private final boolean isOneCallee;
        private final int room;
        private final String reason;

        Phase(String at, String campaign, List<Integer> agents, boolean isOneCallee, int room, String reason) {
            this.at = Instant.parse(at);
            this.campaign = campaign;
            this.agents = agents;
            this.isOneCallee = isOneCallee;
            this.room = room;
            this.reason = reason;
        }

        private CallRequest request(OrganizationId organization, int n) {
            int callee = ordinal() * MOST_CALLEES + (isOneCallee ? MOST_CALLEES - 1 : n);
            return CallRequest.by(organization, Fixture.agent(agents.get(n % agents.size())))
                    .to("+1202%07d".formatted(5_560_000 + callee))
                    .with("campaign", campaign);
        }
    }

    /** How the callers of a phase were answered: the number of answers by the reason of refusals, or {@value #ALLOWED}. */
    public record Answers(Map<String, Integer> byReason) {
        private static final String ALLOWED = "allowed";

        /** Returns the answers of these callers and others. */
        public Answers plus(Answers others) {
            Map<String, Integer> all = new TreeMap<>(byReason);
            others.byReason.forEach((reason, times) -> all.merge(reason, times, Integer::sum));
            return new Answers(all);
        }

        /** Returns the answers in one line: see {@link #parse}. */
        public String toLine() {
            return byReason.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .collect(Collectors.joining(" "));
        }

        /** Returns the answers that {@link #toLine} wrote. */
        public static Answers parse(String line) {
            return new Answers(new TreeMap<>(Arrays.stream(line.split(" "))
                    .map(each -> each.split("="))
                    .collect(Collectors.toMap(each -> each[0], each -> Integer.valueOf(each[1])))));
        }
    }

    /** Creates the callers of an organization. */
    public LimitsUnderFire(OrganizationId organization) {
        this.organization = organization;
    }

    /** Returns a gate at the time of a phase. */
    public static CallGate gate(Storage storage, Phase phase) {
        return CallGate.over(storage)
                .clock(Clock.fixed(phase.at, ZoneOffset.UTC))
                .policy(POLICY)
                .build();
    }

    /** Assigns the agents' numbers, each of which has room for more calls than any limit of the policy. */
    public void assign(Storage storage) {
        StoreUnderTest tested = StoreUnderTest.over(storage);
        int number = 0;
        for (int agent = 1; agent <= NUMBERS.size(); agent++) {
            for (int n = 0; n < NUMBERS.get(agent - 1); n++) {
                tested.assign(
                        organization,
                        Fixture.agent(agent),
                        Fixture.e164(number++),
                        Terms.dailyLimit(1_000).countries("US"));
            }
        }
    }

    /**
     * Makes the calls of a phase from threads that take turns at the gates. Half of the requests have a call ID.
     *
     * @param caller distinguishes the call IDs of one process
     */
    public Answers fire(List<CallGate> gates, Phase phase, String caller, int threads, int callsEach) throws Exception {
        List<Answers> answers = Together.run(threads, thread -> () -> {
            Answers mine = new Answers(Map.of());
            for (int n = 0; n < callsEach; n++) {
                CallRequest request = phase.request(organization, thread * callsEach + n);
                boolean withId = (thread + n) % 2 == 0;
                CallDecision decision = gates.get(thread % gates.size())
                        .decide(withId ? request.callId("%s-%s-%s-%s".formatted(phase, caller, thread, n)) : request);
                mine = mine.plus(new Answers(Map.of(codeOf(decision), 1)));
            }
            return mine;
        });
        return answers.stream().reduce(new Answers(Map.of()), Answers::plus);
    }

    private static String codeOf(CallDecision decision) {
        return decision instanceof Refused refused ? refused.cause().code() : Answers.ALLOWED;
    }

    /** Asserts that exactly as many calls were allowed as there was room, and that each refusal has the limit that binds. */
    public static void assertBound(Phase phase, Answers answers, int calls) {
        assertEquals(
                Map.of(Answers.ALLOWED, phase.room, phase.reason, calls - phase.room), answers.byReason(), phase::name);
    }

    /**
     * Asserts after all phases that the assignments, the counters, the journal and the sums of days have the calls that were allowed,
     * and nothing of those that were refused; and that nothing is left on any counter of today once all calls are released.
     *
     * @param callsEachPhase how many calls all processes asked for in each phase
     */
    public void assertNothingElseCounted(Storage storage, int callsEachPhase) {
        List<AllowedCall> calls = journal(storage);
        assertEquals(Arrays.stream(Phase.values()).mapToInt(each -> each.room).sum(), calls.size());
        Map<Counter, CounterValue> expected = new HashMap<>();
        calls.stream().flatMap(call -> call.counts().stream()).forEach(count -> add(expected, count));
        CounterSnapshot stored = storage.countersOf(organization, allCounters(calls), END);
        expected.forEach((counter, value) -> assertEquals(
                value.amount(), notEnded(stored.of(counter)), () -> counter + " has " + stored.of(counter)));
        assertEquals(
                byAgentAndDay(calls, AllowedCall::day, call -> call.counted().agent()),
                Reports.over(storage)
                        .usage(UsageQuery.of(organization, FIRST_DAY, LAST_DAY)
                                .by(UsageQuery.Dimension.DAY, UsageQuery.Dimension.AGENT))
                        .stream()
                        .collect(Collectors.toMap(row -> row.day() + " " + row.agent(), row -> row.calls()
                                .counted())));
        assertEquals(refusals(callsEachPhase), storedRefusals(storage));
        assertEquals(countedToday(calls), countedToday(storage));
        release(storage, calls);
    }

    /** A store may still list calls that have ended. */
    private static long notEnded(CounterValue value) {
        return value.amount()
                - value.holds().stream()
                        .filter(each -> !each.ends().isAfter(END))
                        .mapToLong(CounterValue.Hold::amount)
                        .sum();
    }

    /** Calls that are held count until their end, others in the newest period. */
    private static void add(Map<Counter, CounterValue> counted, CallCount count) {
        CounterValue before = counted.getOrDefault(count.counter(), CounterValue.NONE);
        Counter.Kind kind = count.counter().kind();
        if (kind.isHeld()) {
            Duration held = kind.isLive() ? CallPolicy.DEFAULT_LONGEST_CALL : Duration.ofHours(24);
            boolean counts = count.period().toInstant(ZoneOffset.UTC).plus(held).isAfter(END);
            counted.put(count.counter(), new CounterValue(before.amount() + (counts ? 1 : 0), null, List.of()));
            return;
        }
        LocalDateTime period = before.period();
        if (period == null || period.isBefore(count.period())) {
            counted.put(count.counter(), new CounterValue(1, count.period(), List.of()));
        } else if (period.equals(count.period())) {
            counted.put(count.counter(), new CounterValue(before.amount() + 1, period, List.of()));
        }
    }

    private List<AllowedCall> journal(Storage storage) {
        List<AllowedCall> all = new ArrayList<>();
        for (LocalDate day = FIRST_DAY; !day.isAfter(LAST_DAY); day = day.plusDays(1)) {
            for (int agent = 1; agent <= NUMBERS.size(); agent++) {
                CallQuery query = CallQuery.of(organization, Fixture.agent(agent), day);
                storage.list(query).stream().map(CallRecord::call).forEach(all::add);
            }
        }
        return all;
    }

    /** The counters of the calls and of everything that was asked for. */
    private Set<Counter> allCounters(List<AllowedCall> calls) {
        return calls.stream()
                .flatMap(call -> call.counts().stream())
                .map(CallCount::counter)
                .collect(Collectors.toSet());
    }

    private static Map<String, Long> byAgentAndDay(
            List<AllowedCall> calls, Function<AllowedCall, LocalDate> day, Function<AllowedCall, AgentId> agent) {
        return calls.stream()
                .collect(Collectors.groupingBy(
                        call -> day.apply(call) + " " + agent.apply(call), Collectors.counting()));
    }

    private static Map<String, Long> refusals(int callsEachPhase) {
        return Arrays.stream(Phase.values())
                .collect(Collectors.groupingBy(
                        each -> each.reason, Collectors.summingLong(each -> callsEachPhase - each.room)));
    }

    private Map<String, Long> storedRefusals(Storage storage) {
        return Reports.over(storage).refusals(UsageQuery.of(organization, FIRST_DAY, LAST_DAY)).stream()
                .collect(Collectors.groupingBy(RefusalRow::reason, Collectors.summingLong(RefusalRow::refusals)));
    }

    private static Map<String, Long> countedToday(List<AllowedCall> calls) {
        return calls.stream()
                .filter(call -> call.day().equals(LAST_DAY))
                .collect(Collectors.groupingBy(
                        call -> call.counted().number().e164().toString(), Collectors.counting()));
    }

    private Map<String, Long> countedToday(Storage storage) {
        return IntStream.rangeClosed(1, NUMBERS.size())
                .mapToObj(agent -> storage.assignmentsOf(organization, Fixture.agent(agent)))
                .flatMap(List::stream)
                .filter(each -> each.callsOn(LAST_DAY) > 0)
                .collect(Collectors.toMap(
                        each -> each.number().e164().toString(), each -> (long) each.callsOn(LAST_DAY)));
    }

    private void release(Storage storage, List<AllowedCall> calls) {
        CallGate gate = gate(storage, Phase.CAMPAIGN);
        for (AllowedCall call : calls) {
            assertTrue(gate.release(organization, call.callId()).isPresent());
        }
        CounterSnapshot stored = storage.countersOf(organization, allCounters(calls), END);
        allCounters(calls)
                .forEach(counter -> assertEquals(0, stored.of(counter).amount(), () -> counter + " is not empty"));
        assertEquals(Map.of(), countedToday(storage));
    }
}
