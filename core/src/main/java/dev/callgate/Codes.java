package dev.callgate;

import dev.callgate.call.CallFacts;
import dev.callgate.model.NumberClass;
import dev.callgate.model.Place;
import dev.callgate.model.Regions;
import dev.callgate.policy.TollRestriction;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The codes of a {@link PolicyDocument}, and their canonical forms. */
final class Codes {
    static final Map<String, DayOfWeek> DAYS = byCode(DayOfWeek.values());
    static final Map<String, NumberClass> CLASSES = byCode(NumberClass.values());

    /** The most places of a condition: more than there are countries, states and provinces together. */
    private static final int MAX_PLACES = 400;

    /** The most prefixes of a list. */
    static final int MAX_PREFIXES = 1_000;

    private static final String MIDNIGHT = "24:00";

    private Codes() {}

    static <E extends Enum<E>> Map<String, E> byCode(E[] values) {
        return mapOf(Arrays.asList(values), each -> each.name().toLowerCase(Locale.ROOT));
    }

    private static <T> Map<String, T> mapOf(List<T> values, Function<T, String> code) {
        Map<String, T> map = new LinkedHashMap<>();
        values.forEach(each -> map.put(code.apply(each), each));
        return Collections.unmodifiableMap(map);
    }

    /** Returns a map that keeps the order of its entries. */
    @SafeVarargs
    static <T> Map<String, T> map(Map.Entry<String, T>... entries) {
        Map<String, T> map = new LinkedHashMap<>();
        for (Map.Entry<String, T> each : entries) {
            map.put(each.getKey(), each.getValue());
        }
        return Collections.unmodifiableMap(map);
    }

    /** Returns the code of a country, a state or a province, such as {@code FR} or {@code US-FL}. */
    static String place(String code) {
        Place known = Place.of(code);
        return known.states().size() == 1 ? known.states().iterator().next() : known.country();
    }

    static String country(String code) {
        return Regions.require(code);
    }

    /** Reads the places of a condition. */
    static List<String> places(Fields fields) {
        return fields.texts("places", MAX_PLACES, Codes::place);
    }

    /** Returns whether the called party may be at one of some places. */
    static Predicate<CallFacts> isAt(List<String> places) {
        List<String> copy = List.copyOf(places);
        return call -> {
            Place place = call.place();
            return copy.stream().anyMatch(place::mayBeIn);
        };
    }

    /** Returns a prefix of numbers in E.164 form, such as {@code +1876}. */
    static String prefix(String text) {
        TollRestriction.standard().blockingPrefixes(text);
        return text;
    }

    static String zone(String id) {
        try {
            return ZoneId.of(id).getId();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a time zone: use an identifier such as America/New_York".formatted(id), e);
        }
    }

    static String date(String text) {
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"%s\" is not a date: use the form 2026-12-24".formatted(text), e);
        }
    }

    /** Returns a time of day; {@code 24:00} is the end of the day. */
    static String time(String text) {
        if (text.equals(MIDNIGHT)) {
            return text;
        }
        try {
            return LocalTime.parse(text).toString();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a time of day: use the form 08:00, or 24:00 for the end of the day".formatted(text),
                    e);
        }
    }

    /** Returns the time of its canonical form. */
    static LocalTime timeOf(String canonical) {
        return canonical.equals(MIDNIGHT) ? LocalTime.MIDNIGHT : LocalTime.parse(canonical);
    }
}
