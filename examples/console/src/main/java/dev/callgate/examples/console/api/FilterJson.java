package dev.callgate.examples.console.api;

import dev.callgate.examples.console.login.SavedFilter;

/**
 * A saved filter.
 *
 * @param list numbers or calls
 * @param query the parameters of the filter, as the query of a URL
 */
record FilterJson(String id, String list, String name, String query) {
    static FilterJson of(SavedFilter filter) {
        return new FilterJson(filter.id(), filter.list().code(), filter.name(), filter.query());
    }
}
