package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AgentId;
import dev.callgate.model.CallCount;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.storage.jdbc.sql.Columns;
import jakarta.annotation.Nullable;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Converts between the texts of call_journal and what a call was counted on, and its attributes. */
final class CallTexts {
    private static final String LINE = "\n";
    private static final String EQUALS = "=";
    private static final String COLON = ":";
    private static final Pattern LINES = Pattern.compile(LINE);
    private static final Pattern SPACE = Pattern.compile(" ");

    private CallTexts() {}

    /** Returns a line for each count; its counter's ID follows from the call. */
    static String counts(List<CallCount> counts) {
        return counts.stream()
                .map(each -> "%s %s %s".formatted(label(each.counter()), each.period(), each.amount()))
                .collect(Collectors.joining(LINE));
    }

    /** Returns the scope and the kind of a counter, with the name of the attribute if calls are counted by one. */
    static String label(Counter counter) {
        String scope = Columns.name(counter.scope());
        String attribute = counter.scope() == Counter.Scope.ATTRIBUTE
                ? COLON + counter.id().substring(0, counter.id().indexOf(EQUALS))
                : "";
        return scope + attribute + " " + counter.kind();
    }

    /** Reads the counts of a call. Those of a callee that was erased are left out. */
    static List<CallCount> counts(
            String text, UUID numberId, AgentId agent, @Nullable CalleeKey callee, Map<String, String> attributes) {
        return LINES.splitAsStream(text)
                .filter(each -> !each.isEmpty())
                .map(SPACE::split)
                .filter(parts -> callee != null || !parts[0].equals(Columns.name(Counter.Scope.CALLEE)))
                .map(parts -> new CallCount(
                        counter(parts[0], Counter.Kind.parse(parts[1]), numberId, agent, callee, attributes),
                        LocalDateTime.parse(parts[2]),
                        Long.parseLong(parts[3])))
                .toList();
    }

    private static Counter counter(
            String scope,
            Counter.Kind kind,
            UUID numberId,
            AgentId agent,
            @Nullable CalleeKey callee,
            Map<String, String> attributes) {
        int colon = scope.indexOf(COLON);
        if (colon >= 0) {
            String name = scope.substring(colon + 1);
            String value = attributes.get(name);
            if (value == null) {
                throw new IllegalArgumentException("the call has no attribute " + name);
            }
            return Counter.ofAttribute(name, value, kind);
        }
        return switch (Columns.constant(Counter.Scope.class, scope)) {
            case NUMBER -> Counter.ofNumber(numberId, kind);
            case AGENT -> Counter.ofAgent(agent, kind);
            case CALLEE -> new Counter(Counter.Scope.CALLEE, callee == null ? "" : callee.value(), kind);
            case ATTRIBUTE -> throw new IllegalStateException("the attribute of a count is missing: " + scope);
            case ORGANIZATION -> Counter.ofOrganization(kind);
        };
    }

    /** Returns a line for each attribute, with a line break before and after each, so that one can be searched for. */
    static String attributes(Map<String, String> attributes) {
        return attributes.isEmpty()
                ? ""
                : new TreeMap<>(attributes)
                        .entrySet().stream()
                                .map(each -> each.getKey() + EQUALS + each.getValue())
                                .collect(Collectors.joining(LINE, LINE, LINE));
    }

    static Map<String, String> attributes(String text) {
        return LINES.splitAsStream(text)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toMap(
                        each -> each.substring(0, each.indexOf(EQUALS)),
                        each -> each.substring(each.indexOf(EQUALS) + 1)));
    }

    static String names(Collection<String> names) {
        return String.join(" ", new TreeSet<>(names));
    }

    static Set<String> names(String text) {
        return SPACE.splitAsStream(text).filter(each -> !each.isEmpty()).collect(Collectors.toSet());
    }
}
