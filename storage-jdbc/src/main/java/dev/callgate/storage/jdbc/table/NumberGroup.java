package dev.callgate.storage.jdbc.table;

import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.Regions;
import java.util.List;
import java.util.stream.Stream;

/**
 * An organization's numbers that are alike in all that can be filtered by, as phone_numbers.listing has it.
 *
 * @param listing {@code A} for active or {@code I} for inactive, {@code +} for assigned or {@code -} for available, the
 *     country, a space, the provider
 */
public record NumberGroup(String listing) {
    private static final int COUNTRY = 2;

    /** One group, in one range of numbers. */
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

    /** Where the numbers of this group are that begin as a query says, behind its last page. */
    public Stream<Walk> walks(NumberQuery query) {
        List<DigitRange> ranges = query.digits() == null
                ? List.of(DigitRange.ALL)
                : beginnings(query).stream().map(DigitRange::ofBeginning).toList();
        return ranges.stream()
                .map(range -> range.behind(query.after()))
                .filter(range -> !range.isEmpty())
                .map(range -> new Walk(this, range));
    }

    /** Of the country codes, only this group's own comes into question; tables that were taken over may name no country. */
    private List<String> beginnings(NumberQuery query) {
        return Regions.known().contains(country()) ? query.country(country()).beginnings() : query.beginnings();
    }
}
