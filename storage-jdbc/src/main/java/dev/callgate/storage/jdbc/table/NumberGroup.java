package dev.callgate.storage.jdbc.table;

import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.Regions;
import java.util.List;
import java.util.stream.Stream;

/**
 * An organization's numbers that have equal values in every column that can be filtered, as phone_numbers.listing
 * encodes them.
 *
 * @param listing {@code A} for active or {@code I} for inactive, {@code +} for assigned or {@code -} for available,
 *     the country, a space, the provider
 */
public record NumberGroup(String listing) {
    private static final int COUNTRY = 2;

    /** One group within one range of numbers. */
    public record Walk(NumberGroup group, DigitRange range) {}

    public boolean passes(NumberQuery query) {
        return (query.status() == null || (query.status() == NumberStatus.ACTIVE) == (listing.charAt(0) == 'A'))
                && (query.assigned() == null || query.assigned() == (listing.charAt(1) == '+'))
                && (query.country() == null || query.country().equals(country()))
                && (query.provider() == null || query.provider().equals(provider()));
    }

    private String country() {
        return listing.substring(COUNTRY, listing.indexOf(' '));
    }

    private String provider() {
        return listing.substring(listing.indexOf(' ') + 1);
    }

    /** Returns the ranges of this group to search for a page: the prefixes of the query, after its last page. */
    public Stream<Walk> walks(NumberQuery query) {
        List<DigitRange> ranges = query.digits() == null
                ? List.of(DigitRange.ALL)
                : beginnings(query).stream().map(DigitRange::ofBeginning).toList();
        return ranges.stream()
                .map(range -> range.after(query.after()))
                .filter(range -> !range.isEmpty())
                .map(range -> new Walk(this, range));
    }

    /**
     * Returns the prefixes to search for. Only this group's own country code can match, unless the country is unknown,
     * as in tables that existed before this library.
     */
    private List<String> beginnings(NumberQuery query) {
        return Regions.known().contains(country()) ? query.country(country()).beginnings() : query.beginnings();
    }
}
