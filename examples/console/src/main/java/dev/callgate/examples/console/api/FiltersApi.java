package dev.callgate.examples.console.api;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.SavedFilter;
import dev.callgate.examples.console.login.SavedFilter.Filtered;
import dev.callgate.examples.console.login.SavedFilters;
import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.FilterQuery;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import jakarta.annotation.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The filters of lists that the calling user saved. */
@RestController
@RequestMapping("/api/v1/filters")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class FiltersApi {
    private final SavedFilters filters;
    private final Organizations organizations;

    FiltersApi(SavedFilters filters, Organizations organizations) {
        this.filters = filters;
        this.organizations = organizations;
    }

    /**
     * Lists the user's filters for a list.
     *
     * @param list numbers or calls
     */
    @GetMapping
    FilterList list(@AuthenticationPrincipal Member member, @RequestParam(defaultValue = "numbers") String list) {
        return new FilterList(
                true,
                filters.list(member, filtered(list)).stream()
                        .map(FilterJson::of)
                        .toList());
    }

    private static Filtered filtered(@Nullable String text) {
        return RequestValues.constant(Filtered.class, "list", RequestValues.required("list", text));
    }

    /** Saves a filter. A user has at most 20 for each list. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    FilterResponse add(@AuthenticationPrincipal Member member, @RequestBody SaveFilter wanted) {
        Filtered list = filtered(wanted.list());
        String name = RequestValues.name("name", wanted.name(), each -> Names.require("name", each));
        String query = FilterQuery.of(
                member.organization(),
                organizations.today(member.organization()),
                list,
                RequestValues.required("query", wanted.query()));
        return new FilterResponse(true, FilterJson.of(saved(member, list, name, query)));
    }

    private SavedFilter saved(Member member, Filtered list, String name, String query) {
        try {
            return filters.add(member, list, name, query)
                    .orElseThrow(() -> Problem.conflict(
                            "too_many_filters",
                            "you have %d filters for %s: delete one first"
                                    .formatted(SavedFilters.MAX_FILTERS, list.code()),
                            "name"));
        } catch (DuplicateKeyException e) {
            throw Problem.conflict(
                    "name_taken",
                    "you have a filter of this name: choose another name, or delete that one first",
                    "name");
        }
    }

    @DeleteMapping("/{id}")
    Success remove(@AuthenticationPrincipal Member member, @PathVariable String id) {
        if (!filters.remove(member, id)) {
            throw Problem.notFound("filter", id);
        }
        return new Success(true);
    }
}
