package dev.callgate.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converts the mutable values of a number or an assignment to text, by column name. */
final class AuditValues {
    private AuditValues() {}

    static Map<String, String> of(PhoneNumber number) {
        Map<String, String> values = new HashMap<>();
        if (number.provider() != null) {
            values.put("provider", number.provider());
        }
        values.put("capabilities", lowerCase(number.capabilities().stream().sorted()));
        values.put("status", number.status().name().toLowerCase(Locale.ROOT));
        if (number.quarantinedUntil() != null) {
            values.put("quarantined_until", number.quarantinedUntil().toString());
        }
        if (number.inServiceSince() != null) {
            values.put("in_service_since", number.inServiceSince().toString());
        }
        return values;
    }

    private static String lowerCase(Stream<? extends Enum<?>> constants) {
        return constants.map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
    }

    static Map<String, String> of(Terms terms) {
        Map<String, String> values = new HashMap<>();
        values.put("daily_limit", String.valueOf(terms.dailyLimit()));
        values.put("allowed_countries", String.join(" ", terms.countries().codes()));
        if (!terms.classes().isEmpty()) {
            values.put("allowed_classes", lowerCase(terms.classes().stream().sorted()));
        }
        return values;
    }
}
