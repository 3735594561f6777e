package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.Capability;
import dev.callgate.model.NumberClass;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The small values that the tables keep as JSON: lists of codes, the capabilities of a number, and texts by name.
 *
 * @param text the JSON
 */
public record Json(String text) {
    /** The beginning of a list, or a comma, and a string without escapes; codes contain none. */
    private static final Pattern ENTRY = Pattern.compile("\\G(?:^\\[|(?!^),)\\s*+\"([^\"\\\\\\x00-\\x1F]*+)\"\\s*+");

    private static final Pattern FLAG_THAT_IS_SET = Pattern.compile("\"([^\"\\\\]*)\"\\s*:\\s*true\\b");

    /** A member whose value is a string. The quantifiers are possessive, so that long strings do not use the stack. */
    private static final Pattern MEMBER =
            Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

    /** Cached JSON of each set of capabilities: there are few such sets, and many numbers. */
    private static final Map<Set<Capability>, Json> CAPABILITIES = new ConcurrentHashMap<>();

    /** Writes {@code ["CA", "US"]}. */
    public static Json ofCodes(Collection<String> codes) {
        return new Json(codes.stream().map(Json::quoted).collect(Collectors.joining(", ", "[", "]")));
    }

    /** Writes {@code ["premium_rate"]}. */
    public static Json ofClasses(Set<NumberClass> classes) {
        return ofCodes(classes.stream().sorted().map(NumberClass::code).toList());
    }

    /** Reads the classes of a list. Unknown classes allow nothing, so they are skipped. */
    public static Set<NumberClass> classes(String json) {
        Set<String> codes = codes(json);
        return Arrays.stream(NumberClass.values())
                .filter(each -> codes.contains(each.code()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads the strings of a list; empty if the text is anything but a list of strings without escapes. A text that is cut off, or
     * has other values, allows nothing.
     */
    public static Set<String> codes(String json) {
        Set<String> codes = new LinkedHashSet<>();
        int end = 0;
        for (Matcher entry = ENTRY.matcher(json); entry.find(); end = entry.end()) {
            codes.add(entry.group(1));
        }
        return json.substring(end).strip().equals("]") ? codes : Set.of();
    }

    /** Writes {@code {"voice": true, "sms": false, …}}. */
    public static Json ofCapabilities(Set<Capability> capabilities) {
        return CAPABILITIES.computeIfAbsent(capabilities, Json::written);
    }

    private static Json written(Set<Capability> capabilities) {
        return new Json(Arrays.stream(Capability.values())
                .map(each -> quoted(name(each)) + ": " + capabilities.contains(each))
                .collect(Collectors.joining(", ", "{", "}")));
    }

    /** Reads the capabilities whose flag is true. Unknown flags are skipped. */
    public static Set<Capability> capabilities(String json) {
        Set<String> set = new LinkedHashSet<>();
        for (Matcher found = FLAG_THAT_IS_SET.matcher(json); found.find(); ) {
            set.add(found.group(1));
        }
        return Arrays.stream(Capability.values())
                .filter(each -> set.contains(name(each)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Writes {@code {"daily_limit": "100", …}}. */
    public static Json ofValues(Map<String, String> values) {
        StringBuilder json = new StringBuilder("{");
        values.forEach((name, value) -> {
            json.append(json.length() == 1 ? "\"" : ", \"");
            appendEscaped(json, name);
            json.append("\": \"");
            appendEscaped(json, value);
            json.append('"');
        });
        return new Json(json.append('}').toString());
    }

    /** Appends text as RFC 8259, section 7, requires. */
    private static void appendEscaped(StringBuilder json, String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\' || each < ' ') {
                json.append(text, from, i).append("\\u%04x".formatted((int) each));
                from = i + 1;
            }
        }
        json.append(text, from, text.length());
    }

    /** Reads an object whose members are strings. */
    public static Map<String, String> values(String json) {
        Map<String, String> values = new HashMap<>();
        for (Matcher found = MEMBER.matcher(json); found.find(); ) {
            values.put(unescaped(found.group(1)), unescaped(found.group(2)));
        }
        return values;
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1).charAt(0)) {
                            case 'u' -> String.valueOf((char) Integer.parseInt(found.group(2), 16));
                            case 'b' -> "\b";
                            case 'f' -> "\f";
                            case 'n' -> "\n";
                            case 'r' -> "\r";
                            case 't' -> "\t";
                            default -> found.group(1);
                        }));
    }

    public static String quoted(String code) {
        return '"' + code + '"';
    }

    private static String name(Capability capability) {
        return capability.name().toLowerCase(Locale.ROOT);
    }
}
