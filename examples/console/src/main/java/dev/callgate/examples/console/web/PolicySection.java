package dev.callgate.examples.console.web;

import java.util.Map;

/** The names of the parts of a policy, as the page has them. */
final class PolicySection {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("zone", "Time zone"),
            Map.entry("region", "Country"),
            Map.entry("callingHours", "Calling hours"),
            Map.entry("limits", "Limits"),
            Map.entry("restPeriods", "Rest periods"),
            Map.entry("doNotCall", "Do-not-call lists"),
            Map.entry("callerIds", "Caller IDs"),
            Map.entry("tollRestriction", "Toll restriction"),
            Map.entry("rotation", "Rotation"),
            Map.entry("callees", "Kept callees"),
            Map.entry("retention", "Retention"),
            Map.entry("journalEveryCall", "Journal"),
            Map.entry("reportBy", "Reported attributes"),
            Map.entry("longestCallSeconds", "Longest call"),
            Map.entry("automaticDialing", "Automatic dialing"));

    private PolicySection() {}

    static String name(String key) {
        return NAMES.getOrDefault(key, key);
    }
}
