package dev.callgate;

import dev.callgate.internal.Attributes;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.policy.RestPeriod;
import dev.callgate.policy.RestPeriod.Outcomes;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one rest period of a {@link PolicyDocument}. */
final class RestPeriodReader {
    private static final String DAYS = "days";
    private static final String SECONDS = "seconds";
    private static final int MAX_SECONDS =
            (int) Duration.ofDays(RestPeriod.MAX_DAYS).toSeconds();

    private static final Map<String, Outcomes> OUTCOMES = outcomes();

    private RestPeriodReader() {}

    private static Map<String, Outcomes> outcomes() {
        Map<String, Outcomes> all = new LinkedHashMap<>();
        all.put("conversation", RestPeriod.afterConversation());
        all.put("machine", RestPeriod.afterMachine());
        Codes.byCode(Result.values()).forEach((code, result) -> all.put(code, RestPeriod.after(result)));
        return all;
    }

    /** Returns null if the period is not valid. */
    @Nullable
    static RestPeriod read(Fields fields) {
        Outcomes outcomes = fields.requiredChoice("after", OUTCOMES);
        RestPeriod period = lasting(fields, outcomes == null ? RestPeriod.afterConversation() : outcomes);
        String attribute = fields.text("attribute", Attributes::requireName);
        List<String> places = Codes.places(fields);
        fields.rejectOthers();
        if (!fields.areValid()) {
            return null;
        }
        RestPeriod perAttribute = attribute == null ? period : period.per(attribute);
        return places.isEmpty() ? perAttribute : perAttribute.where(Codes.isAt(places));
    }

    private static RestPeriod lasting(Fields fields, Outcomes outcomes) {
        Integer days = fields.number(DAYS, 0, RestPeriod.MAX_DAYS);
        Integer seconds = fields.number(SECONDS, 1, MAX_SECONDS);
        if (fields.has(DAYS) == fields.has(SECONDS)) {
            fields.reject(DAYS, "must be given, or seconds, but not both");
        }
        return seconds == null ? outcomes.days(days == null ? 0 : days) : outcomes.lasting(Duration.ofSeconds(seconds));
    }
}
