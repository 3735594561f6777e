package dev.callgate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.InvalidPolicyException.Problem;
import dev.callgate.model.E164;
import dev.callgate.policy.DoNotCallList;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyDocumentTest {
    private static final PolicyDocument.Resources RESOURCES = new PolicyDocument.Resources() {
        @Override
        public DoNotCallList doNotCallList(String name) {
            return new DoNotCallList() {
                @Override
                public boolean contains(E164 number) {
                    return false;
                }

                @Override
                public LocalDate date() {
                    return LocalDate.of(2026, 11, 1);
                }
            };
        }

        @Override
        public byte[] calleeKey() {
            return new byte[32];
        }
    };

    private static Map<String, Object> document(Object... namesAndValues) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("zone", "America/New_York");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static CallPolicy policy(Object... namesAndValues) {
        return CallPolicy.of(PolicyDocument.of(document(namesAndValues)), RESOURCES);
    }

    private static List<Problem> problems(Map<String, ?> fields) {
        return assertThrows(InvalidPolicyException.class, () -> PolicyDocument.of(fields))
                .problems();
    }

    @Test
    @DisplayName("D20 a document with a time zone alone has the defaults of CallPolicy")
    void defaults() {
        CallPolicy policy = policy();
        assertEquals(ZoneId.of("America/New_York"), policy.zone());
        assertTrue(policy.leavesCallsToAssignments());
        assertEquals(CallPolicy.DEFAULT_LONGEST_CALL, policy.longestCall());
        assertFalse(policy.callees().identifiesCallees());
        assertFalse(policy.dialsAutomatically());
        PolicyDocument document = PolicyDocument.of(document());
        assertEquals(Map.of("zone", "America/New_York"), document.asMap());
        assertEquals(OptionalInt.empty(), document.callRetentionDays());
        assertEquals(OptionalInt.empty(), document.auditRetentionDays());
        assertEquals(Set.of(), document.doNotCallLists());
    }

    @Test
    @DisplayName("D20 every field is read, and the canonical form is read back as an equal document")
    void everyField() {
        PolicyDocument document = PolicyDocument.of(FullDocument.FIELDS);
        assertEquals(document, PolicyDocument.of(document.asMap()));
        assertEquals(document.hashCode(), PolicyDocument.of(document.asMap()).hashCode());
        assertEquals(FullDocument.FIELDS, document.asMap());
        assertEquals(OptionalInt.of(400), document.callRetentionDays());
        assertEquals(OptionalInt.of(1_000), document.auditRetentionDays());
        assertEquals(Set.of("national", "own"), document.doNotCallLists());
        CallPolicy policy = CallPolicy.of(document, RESOURCES);
        assertEquals("US", policy.region());
        assertTrue(policy.dialsAutomatically());
        assertTrue(policy.journalsEveryCall());
        assertEquals(Duration.ofHours(2), policy.longestCall());
        assertEquals(Set.of("campaign", "list"), policy.reportedBy());
        assertEquals(
                List.of(
                        "60 calls per number a day",
                        "15 calls per number an hour",
                        "1 call per agent at once",
                        "600 minutes per organization a month",
                        "3 calls per callee within 24 hours where us-fl",
                        "2 calls per callee a day where west",
                        "5000 calls per campaign a week from Sunday",
                        "9000 calls per list a week"),
                policy.limits().stream().map(Object::toString).toList());
        assertEquals(
                List.of(
                        "60 days without a call after not interested",
                        "6 days without a call after a conversation, per debt",
                        "PT1H without a call after an answer by a machine"),
                policy.restPeriods().stream().map(Object::toString).toList());
        assertEquals("callees are stored as keyed hashes", policy.callees().toString());
        assertEquals(
                "callees are stored as keyed hashes",
                document.callees(RESOURCES).toString());
        assertEquals(5, policy.callerIds().size());
        assertEquals(3, policy.rules().size());
        assertEquals(
                "+1876",
                policy.tollRestriction()
                        .blockedPrefixOf(E164.parse("+18765550100"))
                        .orElseThrow());
    }

    @Test
    @DisplayName("D20 codes are read in any case, texts without surrounding spaces, and null is the same as missing")
    void canonicalForm() {
        PolicyDocument document = PolicyDocument.of(document(
                "region",
                " us ",
                "callees",
                "IN_FULL",
                "rotation",
                List.of("Sticky"),
                "longestCallSeconds",
                new BigDecimal("60.0"),
                "callingHours",
                null,
                "restPeriods",
                List.of(Map.of("after", "BUSY", "seconds", 60L, "places", List.of("us-fl", "fr")))));
        assertEquals(
                document(
                        "region",
                        "US",
                        "callees",
                        "in_full",
                        "rotation",
                        List.of("sticky"),
                        "longestCallSeconds",
                        60,
                        "restPeriods",
                        List.of(Map.of("after", "busy", "seconds", 60, "places", List.of("US-FL", "FR")))),
                document.asMap());
    }

    @Test
    @DisplayName("D20 the document keeps what was given when its source changes, and cannot be changed")
    void immutable() {
        List<Object> limits = new ArrayList<>(List.of(Map.of("calls", 1, "per", "agent", "in", "day")));
        Map<String, Object> fields = document("limits", limits);
        PolicyDocument document = PolicyDocument.of(fields);
        limits.clear();
        fields.clear();
        assertEquals(document("limits", List.of(Map.of("calls", 1, "per", "agent", "in", "day"))), document.asMap());
        assertThrows(UnsupportedOperationException.class, () -> document.asMap().put("zone", "UTC"));
        List<?> kept = (List<?>) document.asMap().get("limits");
        assertThrows(UnsupportedOperationException.class, kept::clear);
    }

    @Test
    @DisplayName("D20 all problems are reported at once, each with its path")
    void allProblems() {
        Map<String, Object> wrong = document(
                "zone",
                "Mars/Olympus",
                "limits",
                List.of(
                        Map.of("calls", 0, "per", "agent", "in", "day"),
                        Map.of("calls", 1, "per", "robot", "in", "fortnight"),
                        Map.of("per", "attribute", "in", "window")),
                "callingHours",
                Map.of("places", List.of(Map.of("place", "US-ZZ", "preset", "florida"))),
                "color",
                "blue");
        assertEquals(
                List.of(
                        "zone",
                        "limits[0].calls",
                        "limits[1].in",
                        "limits[1].per",
                        "limits[2].windowSeconds",
                        "limits[2].attribute",
                        "limits[2].calls",
                        "callingHours.preset",
                        "callingHours.places[0].place",
                        "color"),
                problems(wrong).stream().map(Problem::path).toList());
    }

    static List<Arguments> wrongFields() {
        return List.of(
                wrong("zone", "Mars/Olympus", "zone: \"Mars/Olympus\" is not a time zone"),
                wrong("zone", 5, "zone: must be a text, not 5"),
                wrong("zone", "x".repeat(201), "zone: must have at most 200 characters, not 201"),
                wrong("region", "UK", "region: unknown country \"UK\""),
                wrong("region", "001", "region: region 001 is not geographic"),
                wrong("automaticDialing", "yes", "automaticDialing: must be true or false, not the text \"yes\""),
                wrong("longestCallSeconds", 0, "longestCallSeconds: must be a whole number from 1 to 86400, not 0"),
                wrong("longestCallSeconds", 1.5, "longestCallSeconds: must be a whole number from 1 to 86400, not 1.5"),
                wrong(
                        "longestCallSeconds",
                        Double.NaN,
                        "longestCallSeconds: must be a whole number from 1 to 86400, not NaN"),
                wrong("longestCallSeconds", "60", "longestCallSeconds: must be a number, not the text \"60\""),
                wrong("reportBy", List.of("Campaign"), "reportBy[0]: the name of an attribute must be"),
                wrong("callees", "some", "callees: must be one of none, in_full, hashed, not \"some\""),
                wrong("limits", Map.of(), "limits: must be a list, not an object"),
                wrong("limits", List.of(5), "limits[0]: must be an object, not 5"),
                wrong("limits", Collections.singletonList(null), "limits[0]: has no value: remove the entry"),
                wrong("limits", limits(17), "limits: must have at most 16 entries, not 17"),
                wrong(
                        "limits",
                        List.of(limit("calls", 1, "minutes", 1)),
                        "limits[0].calls: must be given, or minutes, but not both"),
                wrong(
                        "limits",
                        List.of(limit("calls", 1, "in", "at_once", "calls", 10_001)),
                        "limits[0].calls: a limit of calls at once"),
                wrong(
                        "limits",
                        List.of(Map.of("minutes", 300, "per", "agent", "in", "at_once")),
                        "limits[0].in: minutes cannot be limited at once"),
                wrong(
                        "limits",
                        List.of(limit("calls", 1, "windowSeconds", 60)),
                        "limits[0].windowSeconds: does not belong here"),
                wrong(
                        "limits",
                        List.of(limit("calls", 1, "warmUp", List.of(1))),
                        "limits[0].warmUp: only a limit of calls per number a day"),
                wrong(
                        "limits",
                        List.of(limit("calls", 1, "places", List.of("US-FL"), "name", "In Florida")),
                        "limits[0].name: the name of a condition"),
                wrong("limits", List.of(limit("calls", 1), limit("calls", 2)), "limits[1]: the limits"),
                wrong(
                        "limits",
                        List.of(Map.of("minutes", 60, "per", "agent", "in", "day")),
                        "longestCallSeconds: the limit \"60 minutes per agent a day\" never has room"),
                wrong(
                        "limits",
                        List.of(Map.of("calls", 3, "per", "callee", "in", "day")),
                        "callees: must be in_full or hashed"),
                wrong("restPeriods", List.of(Map.of("after", "busy", "days", 1)), "callees: must be in_full or hashed"),
                wrong(
                        "restPeriods",
                        List.of(Map.of("after", "busy")),
                        "restPeriods[0].days: must be given, or seconds"),
                wrong(
                        "restPeriods",
                        List.of(Map.of("days", 1)),
                        "restPeriods[0].after: is missing: use one of conversation"),
                wrong("callingHours", Map.of(), "callingHours.preset: must be given, or hours, but not both"),
                wrong(
                        "callingHours",
                        Map.of("preset", "mars"),
                        "callingHours.preset: must be one of united_states, tcpa"),
                wrong(
                        "callingHours",
                        hours("from", "8", "to", "20:00"),
                        "callingHours.hours[0].from: \"8\" is not a time of day"),
                wrong(
                        "callingHours",
                        hours("from", "20:00", "to", "08:00"),
                        "callingHours.hours[0].to: calling hours must begin before they end"),
                wrong(
                        "callingHours",
                        hours("from", "08:00", "to", "20:00", "days", List.of("funday")),
                        "callingHours.hours[0].days[0]: must be one of monday"),
                wrong(
                        "callingHours",
                        Map.of("preset", "tcpa", "holidays", List.of(Map.of("dates", List.of("2026-02-30")))),
                        "callingHours.holidays[0].dates[0]: \"2026-02-30\" is not a date"),
                wrong(
                        "callingHours",
                        Map.of(
                                "preset",
                                "tcpa",
                                "holidays",
                                List.of(Map.of("preset", "france", "dates", List.of("2026-12-24")))),
                        "callingHours.holidays[0].dates: does not belong here"),
                wrong(
                        "callingHours",
                        Map.of("preset", "tcpa", "fallbackZone", "nowhere"),
                        "callingHours.fallbackZone: \"nowhere\" is not a time zone"),
                wrong(
                        "doNotCall",
                        List.of(Map.of("list", "Do not call!")),
                        "doNotCall[0].list: must be 1 to 64 lowercase letters"),
                wrong(
                        "doNotCall",
                        List.of(Map.of("list", "own", "countries", List.of("XX"))),
                        "doNotCall[0].countries[0]: unknown country"),
                wrong(
                        "doNotCall",
                        List.of(Map.of("list", "own", "maxAgeDays", -1)),
                        "doNotCall[0].maxAgeDays: must be a whole number from 0"),
                wrong("callerIds", List.of(Map.of("rule", "never")), "callerIds[0].classes: a rule needs the classes"),
                wrong(
                        "callerIds",
                        List.of(Map.of("rule", "only_within", "prefixes", List.of("0162"))),
                        "callerIds[0].prefixes[0]: \"0162\" is not a prefix"),
                wrong(
                        "callerIds",
                        List.of(Map.of("rule", "spain", "prefixes", List.of("+34"))),
                        "callerIds[0].prefixes: does not belong here"),
                wrong(
                        "tollRestriction",
                        Map.of("allowedClasses", List.of("free")),
                        "tollRestriction.allowedClasses[0]: must be one of fixed_line"),
                wrong("tollRestriction", List.of(), "tollRestriction: must be an object, not a list"),
                wrong(
                        "rotation",
                        List.of("sticky", "least_used"),
                        "rotation: must be one order, or local_presence and then one other"),
                wrong("retention", Map.of("callDays", 0), "retention.callDays: must be a whole number from 1"),
                wrong("callees", "in_\u007ffull", "callees: must have no control characters, not \"in_<U+007F>full\""),
                wrong(
                        "longestCallSeconds",
                        BigInteger.TEN.pow(500),
                        "longestCallSeconds: must be a whole number from 1 to 86400, not " + "1" + "0".repeat(99)
                                + "…"),
                wrong("colour", "blue", "colour: does not belong here: remove it, or use one of zone, region"));
    }

    private static Arguments wrong(String name, Object value, String problem) {
        return Arguments.of(name, value, problem);
    }

    private static Map<String, Object> limit(Object... namesAndValues) {
        Map<String, Object> limit = new LinkedHashMap<>(Map.of("per", "agent", "in", "day"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            limit.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return limit;
    }

    private static List<Map<String, Object>> limits(int many) {
        return IntStream.range(0, many).mapToObj(each -> limit("calls", 1)).toList();
    }

    private static Map<String, Object> hours(Object... namesAndValues) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Map.of("hours", List.of(row));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    @DisplayName("D20 a wrong value is the only problem, and its message says what it must be")
    void wrongField(String name, Object value, String problem) {
        List<Problem> problems = problems(document(name, value));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).toString().startsWith(problem), problems::toString);
    }

    @Test
    @DisplayName("D20 a document without a time zone is not valid")
    void noZone() {
        assertEquals(
                List.of("zone"), problems(Map.of()).stream().map(Problem::path).toList());
    }

    @Test
    @DisplayName("D20 calls must be kept as long as the longest rest period needs them")
    void retentionOfRestPeriods() {
        Object periods = List.of(Map.of("after", "busy", "days", 60), Map.of("after", "machine", "seconds", 90_000));
        assertEquals(
                List.of("retention.callDays"),
                problems(document("callees", "in_full", "restPeriods", periods, "retention", Map.of("callDays", 60)))
                        .stream()
                        .map(Problem::path)
                        .toList());
        PolicyDocument document = PolicyDocument.of(
                document("callees", "in_full", "restPeriods", periods, "retention", Map.of("callDays", 61)));
        assertEquals(OptionalInt.of(61), document.callRetentionDays());
    }

    @Test
    @DisplayName("D20 the message of the exception names the first problems and counts the others")
    void message() {
        Map<String, Object> wrong = document();
        Arrays.asList("a", "b", "c", "d", "e", "f", "g").forEach(each -> wrong.put(each, 1));
        String message = assertThrows(InvalidPolicyException.class, () -> PolicyDocument.of(wrong))
                .getMessage();
        assertTrue(message.startsWith("the policy is not valid: a: does not belong here"), message);
        assertTrue(message.endsWith("; and 2 more problems"), message);
    }
}
