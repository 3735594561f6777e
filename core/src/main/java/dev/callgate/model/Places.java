package dev.callgate.model;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.callgate.internal.VisibleText;
import jakarta.annotation.Nullable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The table of places, {@code places.txt}, which describes its form and its sources. Immutable. */
final class Places {
    private static final String FILE = "places.txt";
    private static final String NORTH_AMERICA = "+1";
    private static final int NORTH_AMERICAN_LENGTH = "+12025550123".length();
    private static final int AREA_CODE_END = "+1202".length();
    private static final String ARGENTINA = "+54";
    private static final String ARGENTINA_MOBILE = "+549";

    /** By a prefix of E.164. */
    private final Map<String, Place> byPrefix = new HashMap<>();

    /** By the code of a country or a state. */
    private final Map<String, Place> byCode = new HashMap<>();

    private final int longestPrefix;

    private Places(List<Line> lines) {
        for (Line line : lines) {
            line.areas().forEach(area -> addArea(line, area));
            add(line.country(), line.states(), line);
            line.states().forEach(state -> add(state, Set.of(state), line));
        }
        longestPrefix =
                byPrefix.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    private void addArea(Line line, String area) {
        Set<String> prefixes = new TreeSet<>();
        for (String code : area.split("/", -1)) {
            prefixes.add(line.callingCode() + code);
        }
        Place place = new Place(line.country(), line.states(), line.zones(), prefixes);
        prefixes.forEach(prefix -> byPrefix.merge(prefix, place, Places::union));
    }

    private void add(String code, Set<String> states, Line line) {
        byCode.merge(code, new Place(line.country(), states, line.zones(), Set.of()), Places::union);
    }

    private static Place union(Place one, Place other) {
        return new Place(
                one.country(),
                union(one.states(), other.states()),
                one.zones().isEmpty() || other.zones().isEmpty() ? Set.of() : union(one.zones(), other.zones()),
                new TreeSet<>(union(one.areas(), other.areas())));
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }

    static Places known() {
        return Holder.TABLE;
    }

    Place named(String code) {
        Place found = byCode.get(VisibleText.clean(code).toUpperCase(Locale.ROOT));
        if (found == null) {
            throw new IllegalArgumentException(("unknown place \"%s\": use a two-letter ISO 3166-1 code such as FR,"
                            + " or the code of a US state or a Canadian province such as US-FL")
                    .formatted(VisibleText.shown(code)));
        }
        return found;
    }

    Place of(E164 number) {
        String digits = number.newText();
        if (digits.startsWith(NORTH_AMERICA)) {
            Place area =
                    digits.length() == NORTH_AMERICAN_LENGTH ? byPrefix.get(digits.substring(0, AREA_CODE_END)) : null;
            return area == null ? unknown(number) : area;
        }
        return switch (number.numberClass()) {
            case FIXED_LINE, FIXED_LINE_OR_MOBILE -> withAreas(number, atArea(number, digits));
            case MOBILE -> withAreas(number, byCode.get(number.region()));
            default -> unknown(number);
        };
    }

    /** Returns the place of the longest known prefix, or the whole country. */
    @Nullable
    private Place atArea(E164 number, String digits) {
        String region = number.region();
        for (int length = Math.min(longestPrefix, digits.length()); length > 1; length--) {
            Place found = byPrefix.get(digits.substring(0, length));
            if (found != null && found.country().equals(region)) {
                return found;
            }
        }
        return byCode.get(region);
    }

    private static Place withAreas(E164 number, @Nullable Place found) {
        if (found == null) {
            return unknown(number);
        }
        Set<String> areas = number.areaPrefix().map(Places::formsOf).orElse(Set.of());
        return areas.equals(found.areas()) ? found : new Place(found.country(), found.states(), found.zones(), areas);
    }

    /** Returns both forms of an area of Argentina, whose mobile numbers have a 9 before the area code. */
    private static Set<String> formsOf(String area) {
        if (!area.startsWith(ARGENTINA)) {
            return Set.of(area);
        }
        String mobile =
                area.startsWith(ARGENTINA_MOBILE) ? area : ARGENTINA_MOBILE + area.substring(ARGENTINA.length());
        return new TreeSet<>(Set.of(mobile, ARGENTINA + mobile.substring(ARGENTINA_MOBILE.length())));
    }

    private static Place unknown(E164 number) {
        return new Place(number.region(), Set.of(), Set.of(), Set.of());
    }

    private static Places read() {
        try (InputStream file = Places.class.getResourceAsStream(FILE);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file, FILE), StandardCharsets.UTF_8))) {
            return new Places(reader.lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                    .map(Line::parse)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table of places", e);
        }
    }

    /** A line of the file. */
    private record Line(String country, Set<String> states, Set<ZoneId> zones, List<String> areas) {
        static Line parse(String text) {
            String[] words = text.split(" ", -1);
            String[] codes = words[0].split(",", -1);
            String country = codes[0].substring(0, 2);
            return new Line(
                    country,
                    codes[0].equals(country) ? Set.of() : new LinkedHashSet<>(Arrays.asList(codes)),
                    zones(words[1]),
                    List.of(words).subList(2, words.length));
        }

        /** Returns an empty set if the JDK does not know one of the zones, because the hours must hold in it too. */
        private static Set<ZoneId> zones(String ids) {
            Set<ZoneId> zones = new LinkedHashSet<>();
            for (String id : ids.split(",", -1)) {
                try {
                    zones.add(ZoneId.of(id));
                } catch (DateTimeException e) {
                    return Set.of();
                }
            }
            return zones;
        }

        String callingCode() {
            return "+" + PhoneNumberUtil.getInstance().getCountryCodeForRegion(country);
        }
    }

    /** Reads the file when it is first needed. */
    private static final class Holder {
        static final Places TABLE = read();
    }
}
