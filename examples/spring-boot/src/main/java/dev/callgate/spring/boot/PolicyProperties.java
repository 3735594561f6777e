package dev.callgate.spring.boot;

import dev.callgate.InvalidPolicyException;
import dev.callgate.PolicyDocument;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Reads the properties {@code callgate.policy.*} as a {@link PolicyDocument}: names may be written in kebab case, and whole numbers,
 * {@code true} and {@code false} as text. As everywhere in Spring Boot, a list is taken as a whole from the source that takes precedence.
 */
final class PolicyProperties {
    private static final ConfigurationPropertyName POLICY = ConfigurationPropertyName.of("callgate.policy");
    private static final Bindable<Map<String, Object>> MAP = Bindable.mapOf(String.class, Object.class);
    private static final Bindable<List<Object>> LIST = Bindable.listOf(Object.class);
    private static final Bindable<List<Map<String, Object>>> LIST_OF_OBJECTS =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    List.class, ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class)));

    private static final String ZONE = "zone";
    private static final String REGION = "region";
    private static final String ZONE_IS_MISSING =
            "callgate.zone: is missing: set it to the time zone in which the organization's day begins, such as America/New_York, or define a bean of type CallPolicy";
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern HYPHEN = Pattern.compile("-([a-z0-9])");
    private static final Pattern NOT_UNIFORM = Pattern.compile("[^a-z0-9]");

    private final Binder binder;

    private PolicyProperties(Binder binder) {
        this.binder = binder;
    }

    /**
     * Returns the policy in the properties.
     *
     * @throws InvalidCallGatePropertiesException if properties are missing or wrong, with all that are
     */
    static PolicyDocument read(CallGateProperties properties, Environment environment) {
        Map<String, Object> fields = new PolicyProperties(Binder.get(environment)).objectAt(POLICY);
        List<String> problems = new ArrayList<>();
        put(fields, ZONE, properties.zone() == null ? null : properties.zone().getId(), problems);
        put(fields, REGION, properties.region(), problems);
        if (!fields.containsKey(ZONE)) {
            problems.add(ZONE_IS_MISSING);
            fields.put(ZONE, "UTC"); // so that the other problems are found, too
        }
        try {
            PolicyDocument document = PolicyDocument.of(fields);
            if (problems.isEmpty()) {
                return document;
            }
        } catch (InvalidPolicyException e) {
            e.problems().forEach(each -> problems.add(prefixOf(each.path(), properties) + each));
        }
        throw new InvalidCallGatePropertiesException(problems);
    }

    /** The zone and the region are beside the policy, unless they are in it. */
    private static String prefixOf(String path, CallGateProperties properties) {
        Object beside =
                switch (path) {
                    case ZONE -> properties.zone();
                    case REGION -> properties.region();
                    default -> null;
                };
        return beside == null ? POLICY + "." : "callgate.";
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value, List<String> problems) {
        if (value != null && fields.put(name, value) != null) {
            problems.add("callgate.policy.%1$s: is also set as callgate.%1$s: remove one of them".formatted(name));
        }
    }

    private Map<String, Object> objectAt(ConfigurationPropertyName name) {
        Map<String, Object> fields = new LinkedHashMap<>();
        binder.bind(name, MAP).orElseGet(Map::of).forEach((key, value) -> {
            Object field = valueAt(name, key, value);
            if (field != null) {
                fields.putIfAbsent(camelCase(key), field);
            }
        });
        return fields;
    }

    /** A map of all sources has the entries of a list by their index, so a list is bound again, from one source. */
    @Nullable
    private Object valueAt(ConfigurationPropertyName parent, String key, Object value) {
        String uniform = NOT_UNIFORM.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
        if (!(value instanceof Map<?, ?> map) || uniform.isEmpty()) {
            return plain(value);
        }
        ConfigurationPropertyName name = parent.append(uniform);
        if (!hasIndexes(map)) {
            return objectAt(name);
        }
        boolean ofObjects = map.values().stream().anyMatch(Map.class::isInstance);
        Bindable<?> list = ofObjects ? LIST_OF_OBJECTS : LIST;
        return plain(binder.bind(name, list).get());
    }

    /** Returns a value of one source in the form that a document has; null for an empty text. */
    @Nullable
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            return hasIndexes(map) ? plain(entriesOf(map)) : plainFields(map);
        } else if (value instanceof List<?> list) {
            return list.stream().map(PolicyProperties::plain).toList();
        }
        return value instanceof String text ? plainText(text.strip()) : value;
    }

    private static Map<String, Object> plainFields(Map<?, ?> map) {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object field = plain(value);
            if (field != null) {
                fields.putIfAbsent(camelCase(String.valueOf(key)), field);
            }
        });
        return fields;
    }

    private static boolean hasIndexes(Map<?, ?> map) {
        return IntStream.range(0, map.size()).allMatch(each -> map.containsKey(String.valueOf(each)));
    }

    private static List<?> entriesOf(Map<?, ?> map) {
        return IntStream.range(0, map.size())
                .mapToObj(each -> map.get(String.valueOf(each)))
                .toList();
    }

    @Nullable
    private static Object plainText(String text) {
        if (text.isEmpty()) {
            return null;
        } else if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? (Object) Integer.valueOf(text) : text;
    }

    private static String camelCase(String key) {
        return HYPHEN.matcher(key).replaceAll(each -> each.group(1).toUpperCase(Locale.ROOT));
    }
}
