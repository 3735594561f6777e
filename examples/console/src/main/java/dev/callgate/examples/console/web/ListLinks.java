package dev.callgate.examples.console.web;

import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Links to other pages of the list that is shown, with the same filters.
 *
 * @param here path and query of this page
 * @param prefix of the parameters with the position of the list; empty unless the page has several lists
 */
record ListLinks(String here, String prefix) {
    static ListLinks of(HttpServletRequest request) {
        String query = request.getQueryString();
        return new ListLinks(query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query, "");
    }

    /** Returns the links of another list on the same page, which keep the position of this one. */
    public ListLinks of(String other) {
        return new ListLinks(here, other);
    }

    /** Returns the link to the page after a cursor; to the first page if it is null. */
    public String to(@Nullable String after, @Nullable String earlier) {
        return with("after", after).with("earlier", earlier).here();
    }

    /** Returns the link to a page by its number, 1 or more. */
    public String to(int page) {
        return with("page", String.valueOf(page)).here();
    }

    private ListLinks with(String name, @Nullable String value) {
        UriComponentsBuilder link = UriComponentsBuilder.fromUriString(here);
        String parameter = prefix + name;
        return new ListLinks(
                (value == null
                                ? link.replaceQueryParam(parameter)
                                : link.replaceQueryParam(parameter, UriUtils.encode(value, StandardCharsets.UTF_8)))
                        .build()
                        .toUriString(),
                prefix);
    }
}
