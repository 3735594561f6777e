package dev.callgate.examples.console.web;

import dev.callgate.model.Countries;
import dev.callgate.model.Regions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A country, for display.
 *
 * @param code ISO 3166-1 alpha-2, or 001 for numbers of no country
 * @param name in English
 * @param flag the pair of regional indicator symbols that is shown as a flag
 */
record Country(String code, String name, String flag) {
    private static final int FIRST_INDICATOR = 0x1F1E6;
    private static final String GLOBE = "\uD83C\uDF10";

    private static final List<Country> ALL = Regions.known().stream()
            .map(Country::of)
            .sorted(Comparator.comparing(Country::name))
            .toList();

    static Country of(String code) {
        return switch (code) {
            case Regions.NON_GEOGRAPHIC -> new Country(code, "International (no country)", GLOBE);
            case Countries.ANY -> new Country(code, "Any country", GLOBE);
            default -> new Country(code, new Locale("", code).getDisplayCountry(Locale.ENGLISH), flag(code));
        };
    }

    private static String flag(String code) {
        return code.chars()
                .map(letter -> FIRST_INDICATOR + letter - 'A')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns all countries, by name. */
    static List<Country> all() {
        return ALL;
    }

    /** Returns the countries of a list, in its order. */
    static List<Country> of(Countries countries) {
        return countries.codes().stream().map(Country::of).toList();
    }
}
