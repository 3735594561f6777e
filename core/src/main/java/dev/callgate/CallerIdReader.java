package dev.callgate;

import dev.callgate.model.NumberClass;
import dev.callgate.policy.CallerIdRule;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads one rule for caller IDs of a {@link PolicyDocument}. */
final class CallerIdReader {
    private static final String CLASSES = "classes";
    private static final String PREFIXES = "prefixes";

    private static final Map<String, Function<Fields, CallerIdRule>> RULES = Codes.map(
            Map.entry("never", CallerIdReader::never),
            Map.entry("only_within", fields -> within(fields, CallerIdRule::onlyWithin)),
            Map.entry("not_within", fields -> within(fields, CallerIdRule::notWithin)),
            Map.entry("spain", fields -> CallerIdRule.spain()),
            Map.entry("france", fields -> CallerIdRule.france()));

    private CallerIdReader() {}

    /** Returns null if the rule is not valid. */
    @Nullable
    static CallerIdRule read(Fields fields) {
        Function<Fields, CallerIdRule> kind = fields.requiredChoice("rule", RULES);
        CallerIdRule rule = kind == null ? null : kind.apply(fields);
        List<String> places = Codes.places(fields);
        fields.rejectOthers();
        if (!fields.areValid() || rule == null) {
            return null;
        }
        return places.isEmpty() ? rule : rule.where(Codes.isAt(places));
    }

    @Nullable
    private static CallerIdRule never(Fields fields) {
        List<NumberClass> classes = fields.choices(CLASSES, Codes.CLASSES);
        return fields.areValid()
                ? fields.valid(CLASSES, () -> CallerIdRule.never(classes.toArray(NumberClass[]::new)))
                : null;
    }

    @Nullable
    private static CallerIdRule within(Fields fields, Function<String[], CallerIdRule> rule) {
        List<String> prefixes = fields.texts(PREFIXES, Codes.MAX_PREFIXES, Codes::prefix);
        return fields.areValid() ? fields.valid(PREFIXES, () -> rule.apply(prefixes.toArray(String[]::new))) : null;
    }
}
