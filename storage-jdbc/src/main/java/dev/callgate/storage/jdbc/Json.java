package dev.callgate.storage.jdbc;

import dev.callgate.number.Capability;
import jakarta.annotation.Nullable;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The two small values that the tables keep as JSON: a list of codes, and which capabilities a number has.
 *
 * @param text the JSON
 */
record Json(String text) {
    /** A string without escapes, which is all that codes need. */
    private static final Pattern STRING = Pattern.compile("\"([^\"\\\\]*)\"");

    private static final Pattern FLAG_THAT_IS_SET = Pattern.compile("\"([^\"\\\\]*)\"\\s*:\\s*true\\b");

    /** Writes {@code ["CA", "US"]}. */
    static Json ofCodes(Collection<String> codes) {
        return new Json(codes.stream().map(Json::quoted).collect(Collectors.joining(", ", "[", "]")));
    }

    /** Reads the strings of a list; what is no list has none. */
    static Set<String> codes(@Nullable String json) {
        Set<String> codes = new LinkedHashSet<>();
        if (json == null || !json.startsWith("[")) {
            return codes;
        }
        for (Matcher found = STRING.matcher(json); found.find(); ) {
            codes.add(found.group(1));
        }
        return codes;
    }

    /** Writes {@code {"voice": true, "sms": false, …}}. */
    static Json ofCapabilities(Set<Capability> capabilities) {
        return new Json(Arrays.stream(Capability.values())
                .map(each -> quoted(name(each)) + ": " + capabilities.contains(each))
                .collect(Collectors.joining(", ", "{", "}")));
    }

    /** Reads those that are true; a flag that the library does not know is passed over. */
    static Set<Capability> capabilities(@Nullable String json) {
        Set<String> set = new LinkedHashSet<>();
        for (Matcher found = FLAG_THAT_IS_SET.matcher(json == null ? "" : json); found.find(); ) {
            set.add(found.group(1));
        }
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        Arrays.stream(Capability.values())
                .filter(each -> set.contains(name(each)))
                .forEach(capabilities::add);
        return capabilities;
    }

    static String quoted(String code) {
        return '"' + code + '"';
    }

    private static String name(Capability capability) {
        return capability.name().toLowerCase(Locale.ROOT);
    }
}
