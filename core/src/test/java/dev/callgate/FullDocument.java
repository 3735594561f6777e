package dev.callgate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document with every field. */
final class FullDocument {
    static final Map<String, Object> FIELDS = fields();

    private FullDocument() {}

    private static Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("zone", "America/New_York");
        fields.put("region", "US");
        fields.put("automaticDialing", true);
        fields.put("journalEveryCall", true);
        fields.put("longestCallSeconds", 7_200);
        fields.put("reportBy", List.of("campaign", "list"));
        fields.put("callees", "hashed");
        fields.put("limits", limits());
        fields.put(
                "restPeriods",
                List.of(
                        Map.of("after", "not_interested", "days", 60, "places", List.of("FR")),
                        Map.of("after", "conversation", "days", 6, "attribute", "debt"),
                        Map.of("after", "machine", "seconds", 3_600)));
        fields.put("callingHours", callingHours());
        fields.put(
                "doNotCall",
                List.of(
                        Map.of("list", "national", "maxAgeDays", 31, "countries", List.of("US", "PR")),
                        Map.of("list", "own")));
        fields.put(
                "callerIds",
                List.of(
                        Map.of("rule", "never", "classes", List.of("toll_free"), "places", List.of("IT")),
                        Map.of("rule", "only_within", "prefixes", List.of("+1", "+33162")),
                        Map.of("rule", "not_within", "prefixes", List.of("+1876")),
                        Map.of("rule", "spain"),
                        Map.of("rule", "france")));
        fields.put(
                "tollRestriction",
                Map.of(
                        "allowedClasses", List.of("shared_cost"),
                        "allowedPrefixes", List.of("+44870"),
                        "blockedPrefixes", List.of("+1876")));
        fields.put("rotation", List.of("local_presence", "sticky"));
        fields.put("retention", Map.of("callDays", 400, "auditDays", 1_000));
        return fields;
    }

    private static List<Map<String, Object>> limits() {
        return List.of(
                Map.of("calls", 60, "per", "number", "in", "day", "warmUp", List.of(20, 40)),
                Map.of("calls", 15, "per", "number", "in", "hour"),
                Map.of("calls", 1, "per", "agent", "in", "at_once"),
                Map.of("minutes", 600, "per", "organization", "in", "month"),
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
                Map.of("calls", 2, "per", "callee", "in", "day", "places", List.of("US-WA", "US-OR"), "name", "west"),
                Map.of(
                        "calls",
                        5_000,
                        "per",
                        "attribute",
                        "attribute",
                        "campaign",
                        "in",
                        "week",
                        "weekStart",
                        "sunday"),
                Map.of("calls", 9_000, "per", "attribute", "attribute", "list", "in", "week"));
    }

    private static Map<String, Object> callingHours() {
        return Map.of(
                "hours",
                        List.of(
                                Map.of("days", List.of("monday", "tuesday"), "from", "08:00", "to", "20:00"),
                                Map.of("from", "10:00", "to", "24:00")),
                "places",
                        List.of(
                                Map.of("place", "US-FL", "preset", "florida"),
                                Map.of("place", "DE", "hours", List.of(Map.of("from", "09:30", "to", "18:00")))),
                "holidays",
                        List.of(
                                Map.of("preset", "united_states"),
                                Map.of("place", "US-TX", "dates", List.of("2026-12-24")),
                                Map.of("dates", List.of("2026-12-25", "2027-01-01"))),
                "mobilesByCountry", true,
                "fallbackZone", "America/Chicago");
    }
}
