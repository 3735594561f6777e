package dev.callgate.examples.console.web;

import jakarta.annotation.Nullable;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list with cursors.
 *
 * @param next the cursor of the next page; null if this is the last one
 */
record CursorPage<T>(List<T> rows, @Nullable String next) {
    /**
     * Returns the page of the first rows.
     *
     * @param found more than {@code most} rows if there is a next page
     * @param cursor of a row
     */
    static <T> CursorPage<T> of(List<T> found, int most, Function<T, String> cursor) {
        return found.size() > most
                ? new CursorPage<>(found.subList(0, most), cursor.apply(found.get(most - 1)))
                : new CursorPage<>(found, null);
    }
}
