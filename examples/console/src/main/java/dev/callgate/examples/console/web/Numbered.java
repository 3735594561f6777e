package dev.callgate.examples.console.web;

/**
 * The position of a page in a list with numbered pages.
 *
 * @param page from 1 on
 * @param pages the number of pages; 1 for an empty list
 * @param rows the most rows on a page
 */
record Numbered(int page, int pages, int rows) {
    /** Returns the requested page, or the nearest one. */
    static Numbered of(int wanted, int count, int rows) {
        int pages = Math.max(1, (count + rows - 1) / rows);
        return new Numbered(Math.max(1, Math.min(wanted, pages)), pages, rows);
    }

    /** Returns the number of rows before this page. */
    int offset() {
        return (page - 1) * rows;
    }
}
