package dev.callgate;

import dev.callgate.InvalidPolicyException.Problem;
import dev.callgate.internal.VisibleText;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Reads the fields of one object of a plain structure. A value that is wrong is a problem and is read as if it were missing, so that one
 * reading finds all problems. What was read is kept in canonical form, in the order of reading. Used by one thread.
 */
final class Fields {
    private static final int MAX_TEXT = 200;

    private final String path;
    private final Map<?, ?> values;
    private final List<Problem> problems;
    private final int problemsBefore;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Object> canonical = new LinkedHashMap<>();

    private Fields(String path, Map<?, ?> values, List<Problem> problems) {
        this.path = path;
        this.values = values;
        this.problems = problems;
        this.problemsBefore = problems.size();
    }

    /** Starts reading a document. */
    static Fields of(Map<?, ?> document) {
        return new Fields("", document, new ArrayList<>());
    }

    /** Returns all problems so far, of the whole document. */
    List<Problem> problems() {
        return problems;
    }

    /** Returns whether no problem was found in this object. */
    boolean areValid() {
        return problems.size() == problemsBefore;
    }

    /** Returns what was read. */
    Map<String, Object> canonical() {
        return Collections.unmodifiableMap(canonical);
    }

    /** Returns whether a field is there; null is the same as missing. */
    boolean has(String name) {
        return value(name) != null;
    }

    @Nullable
    private Object value(String name) {
        known.add(name);
        return values.get(name);
    }

    /** Adds a problem of a field. */
    void reject(String name, String message) {
        problems.add(new Problem(path.isEmpty() ? name : path + "." + name, message));
    }

    /** Rejects the fields that were not asked for. */
    void rejectOthers() {
        for (Object each : values.keySet()) {
            String name = String.valueOf(each);
            if (!known.contains(name)) {
                reject(
                        VisibleText.shown(name),
                        "does not belong here: remove it, or use one of %s".formatted(String.join(", ", known)));
            }
        }
    }

    /** Returns the result of a supplier; if it throws an {@link IllegalArgumentException}, its message is a problem of a field. */
    @Nullable
    <T> T valid(String name, Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException e) {
            reject(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Returns a text in the form that a function gives it; null if it is missing or the function throws. */
    @Nullable
    String text(String name, UnaryOperator<String> form) {
        return keep(name, textOf(name, value(name), form));
    }

    @Nullable
    private String textOf(String name, @Nullable Object value, UnaryOperator<String> form) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            reject(name, "must be a text, not " + kind(value));
            return null;
        }
        if (text.length() > MAX_TEXT) {
            reject(name, "must have at most %d characters, not %d".formatted(MAX_TEXT, text.length()));
            return null;
        }
        String visible = VisibleText.clean(text);
        if (visible.codePoints().anyMatch(Character::isISOControl)) {
            reject(name, "must have no control characters, not \"%s\"".formatted(VisibleText.shown(visible)));
            return null;
        }
        return valid(name, () -> form.apply(visible));
    }

    /** Returns the choice that a text names, in any case; null if it is missing or wrong. */
    @Nullable
    <T> T choice(String name, Map<String, T> choices) {
        String code = text(name, text -> codeAmong(choices, text));
        return code == null ? null : choices.get(code);
    }

    /** Like {@link #choice}, and rejects a missing one. */
    @Nullable
    <T> T requiredChoice(String name, Map<String, T> choices) {
        requirePresent(name, "use one of " + String.join(", ", choices.keySet()));
        return choice(name, choices);
    }

    /** Like {@link #text}, and rejects a missing one. */
    @Nullable
    String requiredText(String name, UnaryOperator<String> form) {
        requirePresent(name, "give it a value");
        return text(name, form);
    }

    /** Like {@link #number}, and rejects a missing one. */
    @Nullable
    Integer requiredNumber(String name, int least, int most) {
        requirePresent(name, "use %d to %d".formatted(least, most));
        return number(name, least, most);
    }

    private void requirePresent(String name, String remedy) {
        if (!has(name)) {
            reject(name, "is missing: " + remedy);
        }
    }

    private static String codeAmong(Map<String, ?> choices, String text) {
        String code = text.toLowerCase(Locale.ROOT);
        if (!choices.containsKey(code)) {
            throw new IllegalArgumentException(
                    "must be one of %s, not \"%s\"".formatted(String.join(", ", choices.keySet()), text));
        }
        return code;
    }

    /** Returns a whole number; null if it is missing or out of range. */
    @Nullable
    Integer number(String name, int least, int most) {
        return keep(name, numberOf(name, value(name), least, most));
    }

    @Nullable
    private Integer numberOf(String name, @Nullable Object value, int least, int most) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number)) {
            reject(name, "must be a number, not " + kind(value));
            return null;
        }
        double exact = number.doubleValue();
        if (exact != Math.rint(exact) || exact < least || exact > most) {
            reject(
                    name,
                    "must be a whole number from %d to %d, not %s"
                            .formatted(least, most, VisibleText.shown(number.toString())));
            return null;
        }
        return (int) exact;
    }

    /** Returns whether a flag is set; false if it is missing. */
    boolean flag(String name) {
        Object value = value(name);
        if (value == null) {
            return false;
        }
        if (!(value instanceof Boolean flag)) {
            reject(name, "must be true or false, not " + kind(value));
            return false;
        }
        keep(name, flag);
        return flag;
    }

    /** Returns a list of texts, each in the form that a function gives it; empty if it is missing. */
    List<String> texts(String name, int most, UnaryOperator<String> form) {
        return list(name, most, (at, value) -> textOf(at, value, form));
    }

    /** Returns a list of whole numbers; empty if it is missing. */
    List<Integer> numbers(String name, int most, int leastNumber, int mostNumber) {
        return list(name, most, (at, value) -> numberOf(at, value, leastNumber, mostNumber));
    }

    private <T> List<T> list(String name, int most, BiFunction<String, Object, T> reader) {
        List<T> results = new ArrayList<>();
        List<?> values = listOf(name, most);
        for (int i = 0; i < values.size(); i++) {
            String at = "%s[%d]".formatted(name, i);
            Object value = values.get(i);
            if (value == null) {
                reject(at, "has no value: remove the entry");
                continue;
            }
            T result = reader.apply(at, value);
            if (result != null) {
                results.add(result);
            }
        }
        if (has(name)) {
            keep(name, List.copyOf(results));
        }
        return results;
    }

    /** Returns the choices that a list of texts names; empty if it is missing. */
    <T> List<T> choices(String name, Map<String, T> choices) {
        return texts(name, choices.size(), text -> codeAmong(choices, text)).stream()
                .map(each -> Objects.requireNonNull(choices.get(each)))
                .toList();
    }

    /** Returns what a function reads from each object of a list, without those for which it returns null. */
    <T> List<T> objects(String name, int most, Function<Fields, T> reader) {
        List<Object> kept = new ArrayList<>();
        List<T> results = list(name, most, (at, value) -> {
            Fields fields = fieldsOf(at, value);
            if (fields == null) {
                return null;
            }
            T result = reader.apply(fields);
            kept.add(fields.canonical());
            return result;
        });
        if (has(name)) {
            keep(name, Collections.unmodifiableList(kept));
        }
        return results;
    }

    /** Returns what a function reads from an object; null if it is missing. */
    @Nullable
    <T> T object(String name, Function<Fields, T> reader) {
        Object value = value(name);
        Fields fields = value == null ? null : fieldsOf(name, value);
        if (fields == null) {
            return null;
        }
        T result = reader.apply(fields);
        keep(name, fields.canonical());
        return result;
    }

    @Nullable
    private Fields fieldsOf(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(path.isEmpty() ? name : path + "." + name, map, problems);
        }
        reject(name, "must be an object, not " + kind(value));
        return null;
    }

    private List<?> listOf(String name, int most) {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            reject(name, "must be a list, not " + kind(value));
            return List.of();
        }
        if (list.size() > most) {
            reject(name, "must have at most %d entries, not %d".formatted(most, list.size()));
            return List.of();
        }
        return list;
    }

    @Nullable
    private <T> T keep(String name, @Nullable T value) {
        if (value != null) {
            canonical.put(name, value);
        }
        return value;
    }

    private static String kind(Object value) {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof Collection) {
            return "a list";
        }
        return value instanceof String text
                ? "the text \"%s\"".formatted(VisibleText.shown(text))
                : VisibleText.shown(value.toString());
    }
}
