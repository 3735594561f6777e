package dev.callgate.dnc;

/** The two kinds of lists that the registries publish. */
enum ListKind {
    /** All numbers of some area codes. */
    FULL("a full list"),
    /** The numbers that were added or deleted since the last download. */
    CHANGES("a change list");

    private final String words;

    ListKind(String words) {
        this.words = words;
    }

    /** Returns whether a list of this kind may say so of a number. */
    boolean has(Change change) {
        return (this == FULL) == (change == Change.LISTED);
    }

    ListKind other() {
        return this == FULL ? CHANGES : FULL;
    }

    @Override
    public String toString() {
        return words;
    }
}
