package dev.callgate.examples.console.web;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.SavedFilter;
import dev.callgate.examples.console.login.SavedFilter.Filtered;
import dev.callgate.examples.console.login.SavedFilters;
import dev.callgate.examples.console.request.FilterQuery;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;

/**
 * The saved filters of a list, and the filter that is shown.
 *
 * @param list the name of the list
 * @param query the filter that is shown; empty if there is none to save
 */
record FilterMenu(String list, List<SavedFilter> saved, String query) {
    /** Returns the menu of a user; null for an agent, who has no saved filters. */
    @Nullable
    static FilterMenu of(SavedFilters filters, Member member, Filtered list, HttpServletRequest request) {
        return member.role() == Role.AGENT
                ? null
                : new FilterMenu(
                        list.code(),
                        filters.list(member, list),
                        FilterQuery.shown(list, Objects.requireNonNullElse(request.getQueryString(), "")));
    }
}
