package dev.callgate.examples.console.web;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a page of a list stands whose pages are found by what the one before ended with. The way back is in the link: what the
 * earlier pages began behind, as far as it was walked.
 *
 * @param first whether nothing comes before
 * @param previous what the page before this one begins behind; null for the first page
 * @param beforePrevious the way back from there
 * @param next what the next page begins behind; null where this is the last
 * @param earlier the way back from the next page
 */
record Paging(
        boolean first,
        @Nullable String previous,
        @Nullable String beforePrevious,
        @Nullable String next,
        @Nullable String earlier) {
    private static final String SEPARATOR = ",";

    /** So that links stay short; from further on, the way back leads to the first page. */
    private static final int LONGEST_WAY = 50;

    static Paging at(@Nullable String after, @Nullable String earlier, @Nullable String next) {
        List<String> way = earlier == null ? List.of() : List.of(earlier.split(SEPARATOR));
        List<String> onward = new ArrayList<>(way);
        if (after != null) {
            onward.add(after);
        }
        return new Paging(
                after == null,
                way.isEmpty() ? null : way.get(way.size() - 1),
                way.isEmpty() ? null : joined(way.subList(0, way.size() - 1)),
                next,
                joined(onward.subList(Math.max(0, onward.size() - LONGEST_WAY), onward.size())));
    }

    @Nullable
    private static String joined(List<String> places) {
        return places.isEmpty() ? null : String.join(SEPARATOR, places);
    }
}
