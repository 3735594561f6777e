package dev.callgate.csv;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A column that a file may have. Immutable. Names are compared by their letters and digits only: case, spaces, punctuation and
 * invisible characters do not matter.
 *
 * @param names what headers call it, the usual name first. Where a header has several of them, the first of this list counts.
 * @param alternatives names of equal rank, which count where the header has none of {@code names}: a row says in one of them
 *     what it says in this column, and a row that says different things in several has a problem
 * @param required whether a header has to name it
 * @param inOrder whether it has a place in files without a header
 */
public record CsvColumn(List<String> names, List<String> alternatives, boolean required, boolean inOrder) {
    /**
     * Copies the names.
     *
     * @throws IllegalArgumentException if there is none, or one has neither letters nor digits
     */
    public CsvColumn {
        names = List.copyOf(names);
        alternatives = List.copyOf(alternatives);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a column needs a name");
        }
        for (String name : names) {
            if (plain(name).isEmpty()) {
                throw new IllegalArgumentException("the name of a column needs letters: \"%s\"".formatted(name));
            }
        }
    }

    /**
     * Takes a column that has a place in files without a header.
     *
     * @throws IllegalArgumentException if there is no name, or one has neither letters nor digits
     */
    public CsvColumn(List<String> names, boolean required) {
        this(names, List.of(), required, true);
    }

    /** Returns a column that a header has to name. */
    public static CsvColumn required(String name, String... otherNames) {
        return new CsvColumn(all(name, otherNames), List.of(), true, true);
    }

    /** Returns a column that a header may leave out. */
    public static CsvColumn optional(String name, String... otherNames) {
        return new CsvColumn(all(name, otherNames), List.of(), false, true);
    }

    /** Returns a column that only a header can name: files without one do not have it. */
    public static CsvColumn inHeaderOnly(String name, String... otherNames) {
        return new CsvColumn(all(name, otherNames), List.of(), false, false);
    }

    /** Returns this column with {@link #alternatives}. */
    public CsvColumn orOneOf(List<String> otherNames) {
        return new CsvColumn(names, otherNames, required, inOrder);
    }

    private static List<String> all(String name, String... otherNames) {
        return Stream.concat(Stream.of(name), Stream.of(otherNames)).toList();
    }

    /** Returns its usual name. */
    public String name() {
        return names.get(0);
    }

    boolean isNamed(String cell) {
        return isAny(names, cell) || isAny(alternatives, cell);
    }

    static boolean isAny(List<String> names, String cell) {
        return names.stream().anyMatch(name -> same(name, cell));
    }

    static boolean same(String name, String cell) {
        return plain(name).equals(plain(cell));
    }

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
