package dev.callgate.examples.quickstart;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.Refused;
import dev.callgate.host.Text;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The decisions on one call that is placed once or repeatedly, in words. */
final class Outcomes {
    private final ZoneId zone;
    private final Map<E164, Integer> allowedFrom = new LinkedHashMap<>();
    private final Map<String, Integer> others = new LinkedHashMap<>();
    private String lastAllowed = "";

    Outcomes(ZoneId zone) {
        this.zone = zone;
    }

    void add(CallDecision decision) {
        if (decision instanceof Refused refused) {
            others.merge("refused  " + because(refused), 1, Integer::sum);
            return;
        }
        Allowed allowed = (Allowed) decision;
        Assignment assignment = allowed.assignment();
        if (assignment == null) {
            others.merge("allowed  emergency call to %s, not counted".formatted(allowed.to()), 1, Integer::sum);
        } else {
            allowedFrom.merge(assignment.number().e164(), 1, Integer::sum);
            lastAllowed = "allowed  %s -> %s, call %s of %s"
                    .formatted(
                            assignment.number().e164(),
                            allowed.to(),
                            Text.count(assignment.callsMadeToday()),
                            Text.count(assignment.terms().dailyLimit()));
        }
    }

    private String because(Refused refused) {
        String reasons = refused.reasons().stream()
                .map(reason -> reason.code() + ": " + reason.message())
                .collect(Collectors.joining("; "));
        Instant next = refused.nextAllowed();
        return next == null ? reasons : reasons + "; next allowed " + next.atZone(zone);
    }

    /** Returns the line of a call that was placed once. */
    List<String> single() {
        return others.isEmpty() ? List.of(lastAllowed) : List.copyOf(others.keySet());
    }

    /** Returns a line for each kind of decision, with its count. */
    List<String> counted() {
        List<String> lines = new ArrayList<>();
        if (!allowedFrom.isEmpty()) {
            lines.add(allowedLine());
        }
        others.forEach((outcome, times) -> lines.add(Text.count(times) + " " + outcome));
        return lines;
    }

    private String allowedLine() {
        IntSummaryStatistics calls =
                allowedFrom.values().stream().mapToInt(Integer::intValue).summaryStatistics();
        String each = calls.getMin() == calls.getMax()
                ? Text.count(calls.getMin()) + " each"
                : "%s to %s each".formatted(Text.count(calls.getMin()), Text.count(calls.getMax()));
        return "%s allowed  from %s, %s"
                .formatted(Text.count(calls.getSum()), Text.count(allowedFrom.size(), "number"), each);
    }
}
