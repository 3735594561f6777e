package dev.callgate.examples.console.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A country to choose.
 *
 * @param country which
 * @param chosen whether it is on the list now
 */
record CountryChoice(Country country, boolean chosen) {
    /** Returns all countries, the chosen ones first. */
    static List<CountryChoice> of(Set<String> codes) {
        List<Country> all = new ArrayList<>(Country.all());
        all.sort(Comparator.comparing(each -> !codes.contains(each.code())));
        return all.stream()
                .map(each -> new CountryChoice(each, codes.contains(each.code())))
                .toList();
    }
}
