package dev.callgate.csv;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A column that a file may have. Immutable.
 *
 * @param names what headers call it, the usual name first; case, spaces, hyphens and underscores do not matter. Where a
 *     header has several of them, the first of this list counts.
 * @param required whether a header has to name it
 */
public record CsvColumn(List<String> names, boolean required) {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s_-]+");

    /**
     * Copies the names.
     *
     * @throws IllegalArgumentException if there is none
     */
    public CsvColumn {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a column needs a name");
        }
    }

    /** Returns a column that a header has to name. */
    public static CsvColumn required(String name, String... otherNames) {
        return new CsvColumn(all(name, otherNames), true);
    }

    /** Returns a column that a header may leave out. */
    public static CsvColumn optional(String name, String... otherNames) {
        return new CsvColumn(all(name, otherNames), false);
    }

    private static List<String> all(String name, String... otherNames) {
        return Stream.concat(Stream.of(name), Stream.of(otherNames)).toList();
    }

    /** Returns its usual name. */
    public String name() {
        return names.get(0);
    }

    boolean isNamed(String cell) {
        return names.stream().anyMatch(name -> same(name, cell));
    }

    static boolean same(String name, String cell) {
        return plain(name).equals(plain(cell));
    }

    private static String plain(String name) {
        return BETWEEN_WORDS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
