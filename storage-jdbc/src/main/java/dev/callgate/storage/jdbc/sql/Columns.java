package dev.callgate.storage.jdbc.sql;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** Converts between Java values and the values that columns hold. */
public final class Columns {
    private Columns() {}

    /**
     * Returns one value of each element as text, for an array that the statement unnests and casts to the types of the
     * columns. If a value equals the one before it, as is common, its text is reused.
     */
    public static <T> String[] texts(List<T> all, Function<T, Object> value) {
        String[] texts = new String[all.size()];
        Object before = null;
        for (int i = 0; i < texts.length; i++) {
            Object now = value.apply(all.get(i));
            texts[i] = i > 0 && Objects.equals(now, before) ? texts[i - 1] : text(now);
            before = now;
        }
        return texts;
    }

    /** Returns one ID of each element, for an array that the statement unnests. */
    public static <T> UUID[] ids(List<T> all, Function<T, UUID> id) {
        return all.stream().map(id).toArray(UUID[]::new);
    }

    @Nullable
    private static String text(@Nullable Object value) {
        if (value instanceof Json json) {
            return json.text();
        } else if (value instanceof Instant instant) {
            return utc(instant).toString();
        } else if (value instanceof Enum<?> constant) {
            return name(constant);
        } else {
            return value == null ? null : value.toString();
        }
    }

    /** Returns the constant for a value that a column holds. */
    public static <E extends Enum<E>> E constant(Class<E> type, String stored) {
        return Enum.valueOf(type, stored.toUpperCase(Locale.ROOT));
    }

    /** Returns the value that columns hold for a constant. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the value that columns hold for an instant: UTC, truncated to microseconds. */
    public static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
