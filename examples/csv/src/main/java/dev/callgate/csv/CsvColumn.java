package dev.callgate.csv;

import jakarta.annotation.Nullable;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column that a file may have. Immutable; equal where the names and the rest are. Names are compared by their letters and
 * digits only: case, spaces, punctuation and invisible characters do not matter.
 */
public final class CsvColumn {
    /** No header calls a column by a longer name. */
    private static final int LONGEST_NAME = 200;

    private final List<String> names;
    private final List<String> alternatives;
    private final boolean required;
    private final boolean inOrder;

    /** All names and alternatives as they are compared. */
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
            throw new IllegalArgumentException("a column needs a name with letters, but has the names " + names);
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

    /**
     * Returns this column with names of equal rank, which count where a header has none of its names: a row says in one of these
     * columns what it says in this one, and a row that says different things in several has a problem.
     */
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

    /** Returns what headers call it, the usual name first. Where a header has several of them, the first of this list counts. */
    public List<String> names() {
        return names;
    }

    List<String> alternatives() {
        return alternatives;
    }

    /** Returns whether a header has to name it. */
    public boolean required() {
        return required;
    }

    /** Returns whether it has a place in files without a header. */
    boolean inOrder() {
        return inOrder;
    }

    /** Returns whether it is named so. */
    boolean isNamed(String cell) {
        return cell.length() <= LONGEST_NAME && plainNames.contains(plain(cell));
    }

    static boolean isAny(List<String> names, String cell) {
        return cell.length() <= LONGEST_NAME
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
