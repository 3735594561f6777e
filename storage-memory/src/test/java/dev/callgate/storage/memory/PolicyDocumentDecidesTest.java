package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.PolicyDocument;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.contract.MovableClock;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.CallerIdRule;
import dev.callgate.policy.CallingHours;
import dev.callgate.policy.DoNotCallList;
import dev.callgate.policy.Holidays;
import dev.callgate.policy.Limit;
import dev.callgate.policy.RestPeriod;
import dev.callgate.policy.Rotation;
import dev.callgate.policy.TollRestriction;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A policy as a document decides as the same policy in code, over a month of random calls. */
class PolicyDocumentDecidesTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final List<AgentId> AGENTS = List.of(new AgentId("anna"), new AgentId("ben"));
    private static final Instant START = Instant.parse("2026-12-10T00:00:00Z");
    private static final int STEPS = 4_000;
    private static final int MOST_MINUTES = 20;
    private static final long SEED = 20_261_130;

    /** In Florida, California, Texas, Washington, Germany, France, Spain and Jamaica; and on a list. */
    private static final List<String> CALLEES = List.of(
            "+13055550100",
            "+12135550100",
            "+12145550100",
            "+12065550100",
            "+493012345678",
            "+33145678901",
            "+34912345678",
            "+18765550100",
            "+12125550199");

    private static final List<Result> RESULTS = List.of(Result.ANSWERED, Result.BUSY, Result.NOT_INTERESTED);

    private static final DoNotCallList NATIONAL = new DoNotCallList() {
        @Override
        public boolean contains(E164 number) {
            return number.equals(E164.of("+12125550199"));
        }

        @Override
        public LocalDate date() {
            return LocalDate.of(2026, 12, 1);
        }
    };

    private static final PolicyDocument.Resources RESOURCES = new PolicyDocument.Resources() {
        @Override
        public DoNotCallList doNotCallList(String name) {
            return NATIONAL;
        }

        @Override
        public byte[] calleeKey() {
            return new byte[32];
        }
    };

    private static final CallPolicy IN_CODE = CallPolicy.in(ZoneId.of("America/New_York"))
            .region("US")
            .callees(CalleePrivacy.inFull())
            .longestCall(Duration.ofHours(1))
            .limits(
                    Limit.calls(6).perNumber().aDay().warmingUp(2, 3),
                    Limit.calls(3).perCallee().within(Duration.ofHours(24)).where("us-fl", call -> call.place()
                            .mayBeIn("US-FL")),
                    Limit.calls(2).per("campaign").anHour(),
                    Limit.calls(8).perAgent().aWeekFrom(DayOfWeek.SUNDAY),
                    Limit.minutes(120).perOrganization().aMonth())
            .restPeriods(
                    RestPeriod.after(Result.NOT_INTERESTED).days(2),
                    RestPeriod.after(Result.BUSY)
                            .lasting(Duration.ofMinutes(45))
                            .where(call -> call.place().mayBeIn("US")))
            .rules(
                    CallingHours.unitedStates()
                            .where(
                                    "DE",
                                    CallingHours.never()
                                            .andOn(DayOfWeek.MONDAY, LocalTime.of(9, 30), LocalTime.of(18, 0))
                                            .andOn(DayOfWeek.TUESDAY, LocalTime.of(9, 30), LocalTime.MIDNIGHT))
                            .where("FR", CallingHours.france())
                            .excluding((place, date) -> place.mayBeIn("US") && Holidays.unitedStates(place, date))
                            .excluding(
                                    (place, date) -> place.mayBeIn("US-TX") && date.equals(LocalDate.of(2026, 12, 24)))
                            .mobilesByCountry(),
                    CallRule.doNotCall("national", NATIONAL, 20, Set.of("US")))
            .callerIds(
                    CallerIdRule.never(NumberClass.TOLL_FREE),
                    CallerIdRule.notWithin("+1212").where(call -> call.place().mayBeIn("US-CA")))
            .tollRestriction(TollRestriction.standard().blockingPrefixes("+1876"))
            .rotation(Rotation.localPresence().then(Rotation.sticky()));

    private static final List<Map<String, Object>> GERMANY = List.of(
            Map.of("days", List.of("monday"), "from", "09:30", "to", "18:00"),
            Map.of("days", List.of("tuesday"), "from", "09:30", "to", "24:00"));

    private static final PolicyDocument DOCUMENT = PolicyDocument.of(Map.ofEntries(
            Map.entry("zone", "America/New_York"),
            Map.entry("region", "US"),
            Map.entry("callees", "in_full"),
            Map.entry("longestCallSeconds", 3_600),
            Map.entry(
                    "limits",
                    List.of(
                            Map.of("calls", 6, "per", "number", "in", "day", "warmUp", List.of(2, 3)),
                            Map.of(
                                    "calls",
                                    3,
                                    "per",
                                    "callee",
                                    "in",
                                    "window",
                                    "windowSeconds",
                                    86_400,
                                    "places",
                                    List.of("US-FL")),
                            Map.of("calls", 2, "per", "attribute", "attribute", "campaign", "in", "hour"),
                            Map.of("calls", 8, "per", "agent", "in", "week", "weekStart", "sunday"),
                            Map.of("minutes", 120, "per", "organization", "in", "month"))),
            Map.entry(
                    "restPeriods",
                    List.of(
                            Map.of("after", "not_interested", "days", 2),
                            Map.of("after", "busy", "seconds", 2_700, "places", List.of("US")))),
            Map.entry(
                    "callingHours",
                    Map.of(
                            "preset",
                            "united_states",
                            "places",
                            List.of(Map.of("place", "DE", "hours", GERMANY), Map.of("place", "FR", "preset", "france")),
                            "holidays",
                            List.of(
                                    Map.of("preset", "united_states"),
                                    Map.of("place", "US-TX", "dates", List.of("2026-12-24"))),
                            "mobilesByCountry",
                            true)),
            Map.entry("doNotCall", List.of(Map.of("list", "national", "maxAgeDays", 20, "countries", List.of("US")))),
            Map.entry(
                    "callerIds",
                    List.of(
                            Map.of("rule", "never", "classes", List.of("toll_free")),
                            Map.of("rule", "not_within", "prefixes", List.of("+1212"), "places", List.of("US-CA")))),
            Map.entry("tollRestriction", Map.of("blockedPrefixes", List.of("+1876"))),
            Map.entry("rotation", List.of("local_presence", "sticky"))));

    /** The same host, once with each policy. */
    private static final class Host {
        private final MovableClock clock = new MovableClock(START);
        private final InMemoryStorage storage = InMemoryStorage.create(clock);
        private final CallGate gate;

        Host(CallPolicy policy) {
            this.gate = CallGate.over(storage).clock(clock).policy(policy).build();
            Terms terms = Terms.dailyLimit(50).countries("US", "DE", "FR", "ES", "JM");
            StoreUnderTest store = StoreUnderTest.over(storage);
            store.assign(ACME, AGENTS.get(0), E164.of("+12125550101"), terms);
            store.assign(ACME, AGENTS.get(0), E164.of("+13055550102"), terms);
            store.assign(ACME, AGENTS.get(0), E164.of("+18005550103"), terms);
            store.assign(ACME, AGENTS.get(1), E164.of("+12135550104"), terms);
            store.assign(ACME, AGENTS.get(1), E164.of("+12125550105"), terms);
        }

        /** Asks for a call; if it is allowed, it ends with a result. Returns the answer in words. */
        private String call(AgentId agent, String callee, String id, String campaign, Result result) {
            CallDecision decision = gate.decide(
                    CallRequest.by(ACME, agent).to(callee).callId(id).with("campaign", campaign));
            if (decision instanceof Allowed allowed) {
                gate.complete(
                        ACME,
                        allowed.callId(),
                        result == Result.BUSY ? CallOutcome.of(result) : CallOutcome.of(result, Duration.ofMinutes(3)));
            }
            return inWords(decision);
        }
    }

    @Test
    @DisplayName("D20 a document decides as the same policy in code: 4,000 calls within a month, with every part of it")
    void decidesAlike() {
        Host inCode = new Host(IN_CODE);
        Host document = new Host(CallPolicy.of(PolicyDocument.of(DOCUMENT.asMap()), RESOURCES));
        Random random = new Random(SEED);
        Set<String> seen = new TreeSet<>();
        for (int step = 0; step < STEPS; step++) {
            Duration pause = Duration.ofMinutes(random.nextInt(MOST_MINUTES));
            AgentId agent = AGENTS.get(random.nextInt(AGENTS.size()));
            String callee = CALLEES.get(random.nextInt(CALLEES.size()));
            String campaign = random.nextBoolean() ? "spring" : "fall";
            Result result = RESULTS.get(random.nextInt(RESULTS.size()));
            inCode.clock.move(pause);
            document.clock.move(pause);
            String id = "call-" + step;
            String expected = inCode.call(agent, callee, id, campaign, result);
            assertEquals(expected, document.call(agent, callee, id, campaign, result), () -> id + " to " + callee);
            Stream.of(expected.split("\n")).forEach(each -> seen.add(each.replaceFirst(" .*", "")));
        }
        assertEquals(
                Set.of(
                        "allowed",
                        Reason.AGENT_LIMIT_REACHED,
                        Reason.ATTRIBUTE_LIMIT_REACHED,
                        Reason.CALLEE_LIMIT_REACHED,
                        Reason.CALLEE_REST_PERIOD,
                        Reason.CALLER_ID_CLASS_NOT_ALLOWED,
                        Reason.CALLER_ID_PREFIX_BLOCKED,
                        Reason.DO_NOT_CALL,
                        Reason.DO_NOT_CALL_LIST_TOO_OLD,
                        Reason.NUMBER_LIMIT_REACHED,
                        Reason.ORGANIZATION_LIMIT_REACHED,
                        Reason.OUTSIDE_CALLING_HOURS,
                        Reason.PREFIX_BLOCKED),
                seen,
                "every part of the policy refuses a call, or the test shows too little");
    }

    private static String inWords(CallDecision decision) {
        return decision instanceof Refused refused
                ? refused.reasons().stream()
                        .map(PolicyDocumentDecidesTest::inWords)
                        .collect(Collectors.joining("\n"))
                : "allowed from " + ((Allowed) decision).from();
    }

    private static String inWords(Reason reason) {
        return "%s until %s (%d): %s".formatted(reason.code(), reason.until(), reason.numbers(), reason.message());
    }
}
