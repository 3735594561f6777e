package dev.callgate.examples.console.organization;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The policy with which a new organization begins. Every call is journaled, so that reports are complete. */
@Component
class FirstPolicy {
    private final CallLimits limits;
    private final KeptCallees callees;
    private final JsonMapper json;

    FirstPolicy(CallLimits limits, KeptCallees callees, JsonMapper json) {
        this.limits = limits;
        this.callees = callees;
        this.json = json;
    }

    /** Returns its document in JSON. */
    String in(ZoneId zone, String region) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("zone", zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
        document.put("region", region);
        document.put("journalEveryCall", true);
        limits.addTo(document);
        callees.addTo(document);
        return json.writeValueAsString(document);
    }
}
