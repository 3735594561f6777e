package dev.callgate.examples.console.web;

/**
 * Where a page of a list stands whose pages are found by their number.
 *
 * @param page from 1 on
 * @param pages how many there are; 1 of an empty list
 * @param rows how many a page holds at most
 */
record Numbered(int page, int pages, int rows) {
    /** The page that is wanted, or the nearest one that there is. */
    static Numbered of(int wanted, int count, int rows) {
        int pages = Math.max(1, (count + rows - 1) / rows);
        return new Numbered(Math.max(1, Math.min(wanted, pages)), pages, rows);
    }

    /** How many rows come before. */
    int offset() {
        return (page - 1) * rows;
    }
}
