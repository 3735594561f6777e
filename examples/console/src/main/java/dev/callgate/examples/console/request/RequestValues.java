package dev.callgate.examples.console.request;

import dev.callgate.model.Capability;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Parses the values of a request. A value that cannot be parsed is a {@link Problem} with the name of its field.
 *
 * <p>It is no Jakarta Validation, which checks values and does not parse them: each date, name, or enum constant would be parsed a second
 * time, and the messages and snake_case fields of the API would need a translation.
 */
public final class RequestValues {
    private static final int LARGEST_PAGE = 1_000;

    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /** The first and the last instant that every database can store, in microseconds. */
    private static final Instant FIRST_TIME = Instant.EPOCH;

    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    private RequestValues() {}

    /** Returns a value without the white space around it; it must not be blank. */
    public static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Problem.missing(field);
        }
        return value.strip();
    }

    /** Returns a password exactly as it is; it must be there. */
    public static String secret(String field, @Nullable String value) {
        if (value == null) {
            throw Problem.missing(field);
        }
        return value;
    }

    /** Returns the name of an agent, a user, or a token. */
    public static String name(String field, @Nullable String value, UnaryOperator<String> rules) {
        String name = required(field, value);
        try {
            return rules.apply(name);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(field, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the constant with a name, in upper or lower case. */
    public static <E extends Enum<E>> E constant(Class<E> type, String field, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String known = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
            throw Problem.invalid(field, "%s must be one of %s, not \"%s\"".formatted(field, known, Text.shown(text)));
        }
    }

    /** Returns whether a filter asks for assigned numbers, and not for available ones. */
    public static boolean isAssigned(String text) {
        return switch (text) {
            case "assigned" -> true;
            case "available" -> false;
            default ->
                throw Problem.invalid(
                        "assignment",
                        "assignment must be assigned or available, not \"%s\"".formatted(Text.shown(text)));
        };
    }

    /** Returns the named capabilities, each with whether the number is to have it. */
    public static Map<Capability, Boolean> capabilities(@Nullable Map<String, Boolean> wanted) {
        Map<Capability, Boolean> all = new EnumMap<>(Capability.class);
        if (wanted != null) {
            wanted.forEach((name, has) -> all.put(constant(Capability.class, "capabilities", name), has));
        }
        return all;
    }

    /** Returns a date that every database can store. */
    public static LocalDate date(String field, String text) {
        LocalDate day;
        try {
            day = LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    field, "%s must be a date such as 2026-03-01, not \"%s\"".formatted(field, Text.shown(text)));
        }
        if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
            throw Problem.invalid(
                    field, "%s must be a date from %s to %s, not %s".formatted(field, FIRST_DAY, LAST_DAY, day));
        }
        return day;
    }

    /** Returns an instant that every database can store. */
    public static Instant instant(String field, String text) {
        Instant instant;
        try {
            instant = Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    field,
                    "%s must be a time such as 2026-03-01T12:00:00Z, not \"%s\"".formatted(field, Text.shown(text)));
        }
        return storable(field, instant);
    }

    /** Requires an instant that every database can store. */
    public static Instant storable(String field, Instant instant) {
        if (isStorable(instant)) {
            return instant;
        }
        throw Problem.invalid(
                field, "%s must be a time from %s to %s, not %s".formatted(field, FIRST_TIME, LAST_TIME, instant));
    }

    private static boolean isStorable(Instant instant) {
        return !instant.isBefore(FIRST_TIME) && !instant.isAfter(LAST_TIME);
    }

    /** Returns the start of a day, or the nearest instant that every database can store. */
    public static Instant start(LocalDate day, ZoneId zone) {
        Instant start = day.atStartOfDay(zone).toInstant();
        if (isStorable(start)) {
            return start;
        }
        return start.isBefore(FIRST_TIME) ? FIRST_TIME : LAST_TIME;
    }

    /** Returns the size of a page. */
    public static int limit(int wanted) {
        if (wanted < 1 || wanted > LARGEST_PAGE) {
            throw Problem.invalid("limit", "limit must be from 1 to %d, not %d".formatted(LARGEST_PAGE, wanted));
        }
        return wanted;
    }

    /** Returns the number of rows before a page. */
    public static int offset(int wanted) {
        if (wanted < 0) {
            throw Problem.invalid("offset", "offset must be 0 or more, not %d".formatted(wanted));
        }
        return wanted;
    }

    /** Returns the number after which a page begins; null for the first page. */
    @Nullable
    public static E164 after(@Nullable String number) {
        return number == null ? null : E164.of(number);
    }

    /** Returns the value of {@code after} for the next page; null if this page is not full, and so is the last. */
    @Nullable
    public static <T> String next(List<T> page, int limit, Function<T, String> place) {
        return page.size() < limit ? null : place.apply(page.get(page.size() - 1));
    }

    /** Returns a daily limit. */
    public static int dailyLimit(int wanted) {
        try {
            return Terms.dailyLimit(wanted).dailyLimit();
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("daily_limit", String.valueOf(e.getMessage()));
        }
    }

    /** Returns the countries of a list of codes. */
    public static Countries countries(List<String> codes) {
        try {
            return Countries.of(codes);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("allowed_countries", String.valueOf(e.getMessage()));
        }
    }
}
