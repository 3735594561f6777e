package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column that a file may have. Immutable; equality is by value. Names are compared by their letters and digits only: case,
 * spaces, punctuation and invisible characters are ignored.
 */
public final class CsvColumn {
    /** Longer cells are never column names. */
    private static final int MAX_NAME_LENGTH = 200;

    private final List<String> names;
    private final List<String> alternatives;
    private final boolean required;
    private final boolean inOrder;

    /** All names and alternatives in the form in which they are compared. */
    private final Set<String> plainNames;

    private CsvColumn(List<String> names, List<String> alternatives, boolean required, boolean inOrder) {
        this.names = List.copyOf(names);
        this.alternatives = List.copyOf(alternatives);
        this.required = required;
        this.inOrder = inOrder;
        this.plainNames = Stream.concat(names.stream(), alternatives.stream())
                .map(CsvColumn::plain)
                .collect(Collectors.toUnmodifiableSet());
        if (names.isEmpty() || plainNames.contains("")) {
            throw new IllegalArgumentException(
                    "each name of a column needs a letter or digit, but the names are " + names);
        }
    }

    /**
     * Creates a column that files without a header have too.
     *
     * @throws IllegalArgumentException if there is no name, or if a name has neither letters nor digits
     */
    public CsvColumn(List<String> names, boolean required) {
        this(names, List.of(), required, true);
    }

    /** Returns a column that a header must name. */
    public static CsvColumn required(String name, String... otherNames) {
        return new CsvColumn(all(name, otherNames), List.of(), true, true);
    }

    /** Returns a column that a header may omit. */
    public static CsvColumn optional(String name, String... otherNames) {
        return new CsvColumn(all(name, otherNames), List.of(), false, true);
    }

    /** Returns an optional column that files without a header do not have. */
    public static CsvColumn inHeaderOnly(String name, String... otherNames) {
        return new CsvColumn(all(name, otherNames), List.of(), false, false);
    }

    /**
     * Returns a copy with alternative names of equal rank, which are used if a header has none of the column's own names. The
     * value of a row may be in any of the alternative columns. A row with different values in several of them has a problem.
     */
    public CsvColumn orOneOf(List<String> otherNames) {
        return new CsvColumn(names, otherNames, required, inOrder);
    }

    private static List<String> all(String name, String... otherNames) {
        return Stream.concat(Stream.of(name), Stream.of(otherNames)).toList();
    }

    /** Returns the preferred name. */
    public String name() {
        return names.get(0);
    }

    /** Returns all names, the preferred one first. If a header has several of them, the first one in this list is used. */
    public List<String> names() {
        return names;
    }

    List<String> alternatives() {
        return alternatives;
    }

    /** Returns whether a header must name this column. */
    public boolean required() {
        return required;
    }

    /** Returns whether files without a header have this column. */
    boolean inOrder() {
        return inOrder;
    }

    /** Returns whether a cell of a header names this column. */
    boolean isNamed(String cell) {
        return cell.length() <= MAX_NAME_LENGTH && plainNames.contains(plain(cell));
    }

    static boolean isAny(List<String> names, String cell) {
        return cell.length() <= MAX_NAME_LENGTH
                && names.stream().map(CsvColumn::plain).anyMatch(plain(cell)::equals);
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CsvColumn that
                && names.equals(that.names)
                && alternatives.equals(that.alternatives)
                && required == that.required
                && inOrder == that.inOrder;
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
