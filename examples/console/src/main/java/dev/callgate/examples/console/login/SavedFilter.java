package dev.callgate.examples.console.login;

import java.util.Locale;

/**
 * A filter of a list that a user saved.
 *
 * @param query the parameters of the filter, as the query of a URL
 */
public record SavedFilter(String id, Filtered list, String name, String query) {
    /** A list that has saved filters. */
    public enum Filtered {
        /** The inventory. */
        NUMBERS("/phone-numbers"),
        /** The calls. */
        CALLS("/calls");

        private final String path;

        Filtered(String path) {
            this.path = path;
        }

        /** Returns the name in requests and in the table. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the link to the list with this filter. */
    public String link() {
        return list.path + "?" + query;
    }
}
