package dev.callgate.examples.console.web;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;

/**
 * The position of a page in a list with cursors: each page begins after the last row of the one before. Links carry the cursors of the
 * earlier pages, for the way back.
 *
 * @param first whether this is the first page
 * @param previous the cursor of the previous page; null for the first page
 * @param beforePrevious the cursors of the pages before that one
 * @param next the cursor of the next page; null if this is the last one
 * @param earlier the cursors of the pages before the next one
 */
record Paging(
        boolean first,
        @Nullable String previous,
        @Nullable String beforePrevious,
        @Nullable String next,
        @Nullable String earlier) {
    private static final String SEPARATOR = ",";

    /** So that links stay short; from further on, the way back leads to the first page. */
    private static final int MAX_PAGES_BACK = 50;

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
                joined(onward.subList(Math.max(0, onward.size() - MAX_PAGES_BACK), onward.size())));
    }

    @Nullable
    private static String joined(List<String> places) {
        return places.isEmpty() ? null : String.join(SEPARATOR, places);
    }
}
