package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallFacts;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CallingHours;
import dev.callgate.storage.memory.InMemoryStorage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoNotCallFileTest {
    private static final OrganizationId ORG = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent-7");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final String LISTED = "+12125550100";
    private static final String FREE = "+12125550101";

    /** The last day on which the list of 2026-03-02 may be used. */
    private static final Instant LAST_DAY = Instant.parse("2026-04-02T15:00:00Z");

    @TempDir
    Path folder;

    private Lists lists;

    @BeforeEach
    void setUp() throws IOException {
        lists = new Lists(folder);
        lists.load(lists.text("212,5550100\n416,5550100\n"));
    }

    private static CallFacts call(String to, Instant at) {
        return new CallFacts(ORG, AGENT, E164.of(to), at, NEW_YORK);
    }

    private static String codeOf(CallRule rule, String to, Instant at) {
        return rule.objectionTo(call(to, at)).map(Reason::code).orElse("");
    }

    @Test
    @DisplayName("D1 a number on the list is refused, and its neighbors are not")
    void refusesListedNumbers() throws IOException {
        DoNotCallFile rule = lists.open();
        Reason reason = rule.objectionTo(call(LISTED, LAST_DAY)).orElseThrow();
        assertEquals(
                new Reason(
                        Reason.DO_NOT_CALL,
                        "+12*******00 is on the National Do Not Call Registry of the US (of 2026-03-02)"),
                reason);
        assertFalse(reason.isTemporary());
        assertAll(
                () -> assertEquals("", codeOf(rule, FREE, LAST_DAY)),
                () -> assertEquals("", codeOf(rule, "+12125550099", LAST_DAY)),
                () -> assertEquals(Reason.DO_NOT_CALL, codeOf(rule, "+14165550100", LAST_DAY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+442125550100", "+52125550100", "+8002125550100", "+112125550100", "+1212555010", "+19"})
    @DisplayName("D1 numbers outside the North American Numbering Plan are not refused, however old the list")
    void passesOtherNumbers(String to) throws IOException {
        DoNotCallFile rule = lists.open();
        assertEquals("", codeOf(rule, to, LAST_DAY));
        assertEquals("", codeOf(rule, to, LAST_DAY.plusSeconds(1_000_000_000)));
        assertFalse(rule.contains(E164.of(to)));
    }

    @Test
    @DisplayName(
            "D1 calls to the countries of a list are refused from the 32nd day on, by the date of the organization's zone")
    void refusesByAnOldList() throws IOException {
        DoNotCallFile rule = lists.open();
        Instant end = LocalDate.of(2026, 4, 3).atStartOfDay(NEW_YORK).toInstant();
        Reason old = rule.objectionTo(call(FREE, end)).orElseThrow();
        assertEquals(Reason.DO_NOT_CALL_LIST_TOO_OLD, old.code());
        assertEquals(
                "the National Do Not Call Registry of the US was obtained on 2026-03-02 and may be used for 31 days: load a newer list",
                old.message());
        assertTrue(old.isTemporary());
        assertNull(old.until());
        assertAll(
                () -> assertEquals("", codeOf(rule, FREE, end.minusNanos(1))),
                () -> assertEquals(Reason.DO_NOT_CALL, codeOf(rule, LISTED, end)),
                () -> assertEquals(Reason.DO_NOT_CALL_LIST_TOO_OLD, codeOf(withAll(rule), "+17875550100", end)),
                () -> assertEquals("", codeOf(withAll(rule), "+14165550199", end)),
                () -> assertEquals("", codeOf(withAll(rule), "+14415550100", end)));
    }

    private DoNotCallFile withAll(DoNotCallFile rule) throws IOException {
        assertEquals(2, rule.numbers());
        return DoNotCallFile.open(lists.file, DoNotCallTerms.unitedStates().withAllAreaCodes());
    }

    @Test
    @DisplayName(
            "D1 an area code of the list's countries that is not in the file is refused, unless the file has all of them")
    void refusesMissingAreaCodes() throws IOException {
        DoNotCallFile rule = lists.open();
        Reason missing = rule.objectionTo(call("+13035550100", LAST_DAY)).orElseThrow();
        assertEquals(DoNotCallFile.AREA_CODE_MISSING, missing.code());
        assertEquals(
                "no numbers of area code 303 of the National Do Not Call Registry of the US are loaded: load its list",
                missing.message());
        assertFalse(missing.isTemporary());
        DoNotCallFile canada = DoNotCallFile.open(lists.file, DoNotCallTerms.canada());
        assertAll(
                () -> assertEquals("", codeOf(withAll(rule), "+13035550100", LAST_DAY)),
                () -> assertEquals("", codeOf(rule, "+19055550100", LAST_DAY)),
                () -> assertEquals(DoNotCallFile.AREA_CODE_MISSING, codeOf(canada, "+19055550100", LAST_DAY)),
                () -> assertEquals("", codeOf(canada, "+13035550100", LAST_DAY)));
    }

    @Test
    @DisplayName("D1 terms of a host's own have its regions and age")
    void takesOwnTerms() throws IOException {
        DoNotCallTerms terms = new DoNotCallTerms("our list", Set.of("US"), 0, true);
        DoNotCallFile rule = DoNotCallFile.open(lists.file, terms);
        assertEquals("", codeOf(rule, FREE, Instant.parse("2026-03-02T20:00:00Z")));
        assertEquals(Reason.DO_NOT_CALL_LIST_TOO_OLD, codeOf(rule, FREE, Instant.parse("2026-03-03T20:00:00Z")));
        assertThrows(IllegalArgumentException.class, () -> new DoNotCallTerms("ours", Set.of(), 1, true));
        assertThrows(IllegalArgumentException.class, () -> new DoNotCallTerms("ours", Set.of("US"), -1, true));
        assertTrue(rule.toString().endsWith("us.dnc: our list of 2026-03-02"), rule::toString);
    }

    private CallDecision decide(CallRule rule, String to, Instant at) {
        InMemoryStorage storage = InMemoryStorage.create();
        var number = NumberInventory.over(storage).add(NewNumber.of(ORG, "+12025550123"));
        Assignments.over(storage).assign(number, AGENT, Terms.dailyLimit(5).countries("US"));
        CallPolicy policy = CallPolicy.in(NEW_YORK).rules(CallingHours.tcpa().fallbackZone(NEW_YORK), rule);
        return CallGate.over(storage)
                .clock(Clock.fixed(at, ZoneOffset.UTC))
                .policy(policy)
                .build()
                .decide(CallRequest.by(ORG, AGENT).to(to));
    }

    @Test
    @DisplayName("D9 a listed number is the cause of a final refusal, before the hours and an old list, which end")
    void ordersReasons() throws IOException {
        Instant night = Instant.parse("2026-04-02T05:00:00Z");
        Refused listed = assertInstanceOf(Refused.class, decide(lists.open(), LISTED, night));
        assertEquals(List.of(Reason.DO_NOT_CALL, Reason.OUTSIDE_CALLING_HOURS), codes(listed));
        assertTrue(listed.isFinal());

        Refused free = assertInstanceOf(Refused.class, decide(lists.open(), FREE, night));
        assertEquals(List.of(Reason.OUTSIDE_CALLING_HOURS), codes(free));
        assertEquals(Instant.parse("2026-04-02T12:00:00Z"), free.nextAllowed());

        Instant tooLate = Instant.parse("2026-04-03T02:00:00Z");
        Refused untilTooOld = assertInstanceOf(Refused.class, decide(lists.open(), FREE, tooLate));
        assertEquals(List.of(Reason.OUTSIDE_CALLING_HOURS), codes(untilTooOld));
        assertNull(untilTooOld.nextAllowed(), "the list is too old in the morning");
        assertFalse(untilTooOld.isFinal());
    }

    @Test
    @DisplayName("D9 an old list refuses for its own reason, which is not final; a newer one ends it")
    void reloadsANewerList() throws IOException {
        DoNotCallFile rule = lists.open();
        Instant later = Instant.parse("2026-04-10T15:00:00Z");
        Refused old = assertInstanceOf(Refused.class, decide(rule, FREE, later));
        assertEquals(List.of(Reason.DO_NOT_CALL_LIST_TOO_OLD), codes(old));
        assertFalse(old.isFinal());
        assertNull(old.nextAllowed());

        Clock clock = Clock.fixed(later, ZoneOffset.UTC);
        lists.importing()
                .clock(clock)
                .apply(LocalDate.of(2026, 4, 9), List.of(lists.text("212,5550100,D\n212,5550102,A\n")));
        assertEquals(List.of(Reason.DO_NOT_CALL_LIST_TOO_OLD), codes(decide(rule, FREE, later)));
        assertTrue(rule.reload());
        assertEquals(LocalDate.of(2026, 4, 9), rule.date());
        assertTrue(decide(rule, FREE, later).isAllowed());
        assertTrue(decide(rule, LISTED, later).isAllowed());
        assertEquals(List.of(Reason.DO_NOT_CALL), codes(decide(rule, "+12125550102", later)));
        assertFalse(rule.reload());
    }

    private static List<String> codes(CallDecision decision) {
        return assertInstanceOf(Refused.class, decision).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    @Test
    @DisplayName(
            "D10 a file that is damaged in any byte, cut off, longer or another one is refused, and the former list stays")
    void refusesDamagedFiles() throws IOException {
        DoNotCallFile rule = lists.open();
        byte[] sound = Files.readAllBytes(lists.file);
        for (int at :
                List.of(0, 11, 15, 23, 31, 35, 45, 463, 2_000, 4_095, 4_096, sound.length / 2, sound.length - 1)) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 4;
            assertDamaged(rule, sound, damaged);
        }
        assertDamaged(rule, sound, Arrays.copyOf(sound, sound.length - 1));
        assertDamaged(rule, sound, Arrays.copyOf(sound, sound.length + 1));
        assertDamaged(rule, sound, Arrays.copyOf(sound, 100));
        assertDamaged(rule, sound, new byte[0]);
        assertDamaged(rule, sound, "212,5550100\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
        lists.load(lists.text("212,5550107\n416,5550100\n"));
        assertTrue(rule.reload());
        assertFalse(rule.contains(E164.of(LISTED)));
    }

    /** Replaces the file as a whole, as an import does: a file that is mapped is never written to. */
    private void assertDamaged(DoNotCallFile rule, byte[] sound, byte[] content) throws IOException {
        Files.move(lists.bytes("other", content), lists.file, StandardCopyOption.ATOMIC_MOVE);
        assertThrows(DoNotCallException.class, lists::open);
        boolean hasSameHeader =
                content.length == sound.length && Arrays.equals(content, 0, Header.SIZE, sound, 0, Header.SIZE);
        if (hasSameHeader) {
            assertFalse(rule.reload(), "the header says that it is the same list");
        } else {
            assertThrows(DoNotCallException.class, rule::reload);
        }
        assertTrue(rule.contains(E164.of(LISTED)));
        assertEquals(Reason.DO_NOT_CALL, codeOf(rule, LISTED, LAST_DAY));
    }

    @Test
    @DisplayName("D1 a look-up, and an answer of the rule to a call that may be placed, allocate nothing")
    void allocatesNothing() throws IOException {
        DoNotCallFile rule = lists.open();
        E164 free = E164.of(FREE);
        E164 listed = E164.of(LISTED);
        CallFacts call = call(FREE, Instant.parse("2026-03-20T15:00:00Z"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                Optional<Reason> objection = rule.objectionTo(call);
                if (objection.isPresent() || rule.contains(free) || !rule.contains(listed)) {
                    throw new AssertionError(objection);
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 1_000, least + " bytes for 60,000 look-ups");
    }
}
