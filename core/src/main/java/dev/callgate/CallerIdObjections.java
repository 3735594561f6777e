package dev.callgate;

import dev.callgate.call.Refused.Reason;
import dev.callgate.model.Assignment;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the policy's rules for caller IDs object to one of an agent's numbers. Immutable.
 *
 * @param reasons the objections, in the order of the rules; empty if the number may be the caller ID
 */
record CallerIdObjections(List<Reason> reasons) {
    /** More messages than a refusal has room for. */
    private static final int MAX_MESSAGES = 3;

    static CallerIdObjections to(Assignment assignment, Moment moment) {
        return new CallerIdObjections(moment.objectionsTo(assignment.number()));
    }

    /** Returns one reason for each code, with the count of the numbers that it concerns, in the order of rules and numbers. */
    static List<Reason> byCode(Eligibility known) {
        if (known.context().policy().callerIds().isEmpty()) {
            return List.of();
        }
        Map<String, List<CallerIdObjections>> all = new LinkedHashMap<>();
        for (Assignment each : known.assignments()) {
            Map<String, List<Reason>> ofNumber = to(each, known.moment()).reasons.stream()
                    .collect(Collectors.groupingBy(Reason::code, LinkedHashMap::new, Collectors.toList()));
            ofNumber.forEach((code, reasons) ->
                    all.computeIfAbsent(code, unseen -> new ArrayList<>()).add(new CallerIdObjections(reasons)));
        }
        boolean hopeless = known.assignments().stream().allMatch(each -> NumberCheck.neverPasses(known, each));
        int numbers = known.assignments().size();
        return all.entrySet().stream()
                .map(each -> reason(each.getKey(), each.getValue(), numbers, hopeless))
                .toList();
    }

    /**
     * Returns the reason of a code.
     *
     * @param hopeless whether no number may be used by waiting: then a code is permanent if it is so for any number, so that the
     *     refusal has a permanent cause
     */
    private static Reason reason(String code, List<CallerIdObjections> refused, int numbers, boolean hopeless) {
        String messages = refused.stream()
                .flatMap(each -> each.reasons.stream())
                .map(Reason::message)
                .distinct()
                .limit(MAX_MESSAGES)
                .collect(Collectors.joining("; "));
        boolean isTemporary = hopeless
                ? refused.stream().allMatch(CallerIdObjections::areTemporary)
                : refused.stream().anyMatch(CallerIdObjections::areTemporary);
        Stream<Instant> ends = refused.stream().map(CallerIdObjections::end).filter(Objects::nonNull);
        return new Reason(
                code,
                "%s (%d of %d numbers)".formatted(messages, refused.size(), numbers),
                isTemporary ? ends.min(Instant::compareTo).orElse(null) : null,
                isTemporary,
                refused.size());
    }

    /** Returns whether the number may be used by waiting. */
    boolean areTemporary() {
        return reasons.stream().allMatch(Reason::isTemporary);
    }

    /** Returns when the last objection ends; null if that is unknown or one of them never ends. */
    @Nullable
    Instant end() {
        Instant latest = Instant.MIN;
        for (Reason each : reasons) {
            Instant until = each.until();
            if (until == null) {
                return null;
            }
            latest = until.isAfter(latest) ? until : latest;
        }
        return latest;
    }
}
