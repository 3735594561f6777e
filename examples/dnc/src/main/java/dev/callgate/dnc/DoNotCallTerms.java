package dev.callgate.dnc;

import java.util.Objects;
import java.util.Set;

/**
 * What the law says of a do-not-call list: to which countries it applies, and how old it may be. Immutable. The presets are starting
 * points, not legal advice.
 *
 * @param name the name of the list in messages, such as {@code the National Do Not Call Registry}
 * @param regions the ISO 3166-1 alpha-2 codes of the countries of the list. Calls to them are refused while it is too old
 * @param maxAgeDays how many days before the date of a call the list may have been obtained
 * @param hasAllAreaCodes whether the file has all area codes of the countries in which there are numbers on the list. If not, calls to an
 *     area code that is not in the file are refused, because its numbers may be on the list
 */
public record DoNotCallTerms(String name, Set<String> regions, int maxAgeDays, boolean hasAllAreaCodes) {
    private static final int A_MONTH = 31;

    /**
     * Copies the regions.
     *
     * @throws IllegalArgumentException if there are no regions, or the age is negative
     */
    public DoNotCallTerms {
        Objects.requireNonNull(name, "name");
        regions = Set.copyOf(regions);
        if (regions.isEmpty() || maxAgeDays < 0) {
            throw new IllegalArgumentException(
                    "a list has at least one region and an age of 0 or more days, not %s and %d"
                            .formatted(regions, maxAgeDays));
        }
    }

    /**
     * Returns the terms of the FTC's National Do Not Call Registry, which also has numbers of Puerto Rico, the US Virgin Islands, Guam, the
     * Northern Mariana Islands and American Samoa. It must have been obtained no more than 31 days before the date of a call: 16 CFR
     * 310.4(b)(3)(iv), 47 CFR 64.1200(c)(2)(i)(D). A seller may call only into the area codes that it has access to: 16 CFR 310.8(a). So the
     * file need not have all of them.
     */
    public static DoNotCallTerms unitedStates() {
        return new DoNotCallTerms(
                "the National Do Not Call Registry of the US",
                Set.of("US", "PR", "VI", "GU", "MP", "AS"),
                A_MONTH,
                false);
    }

    /**
     * Returns the terms of Canada's National DNCL. It must have been obtained no more than 31 days before the date of a call: CRTC
     * Unsolicited Telecommunications Rules, part II. The file need not have all area codes.
     */
    public static DoNotCallTerms canada() {
        return new DoNotCallTerms("Canada's National Do Not Call List", Set.of("CA"), A_MONTH, false);
    }

    /**
     * Returns terms of a file that has all area codes, as the national lists do: an area code that is not in the file has no number on the
     * list.
     */
    public DoNotCallTerms withAllAreaCodes() {
        return new DoNotCallTerms(name, regions, maxAgeDays, true);
    }
}
