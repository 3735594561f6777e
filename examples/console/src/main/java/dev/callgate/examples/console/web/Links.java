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
 */
record Links(String here) {
    static Links of(HttpServletRequest request) {
        String query = request.getQueryString();
        return new Links(query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
    }

    /** Returns the link to the page that begins behind something; to the first page where that is null. */
    public String to(@Nullable String after, @Nullable String earlier) {
        return with("after", after).with("earlier", earlier).here();
    }

    /** Returns the link to a page by its number, 1 or more. */
    public String to(int page) {
        return with("page", String.valueOf(page)).here();
    }

    private Links with(String name, @Nullable String value) {
        UriComponentsBuilder link = UriComponentsBuilder.fromUriString(here);
        return new Links((value == null
                        ? link.replaceQueryParam(name)
                        : link.replaceQueryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8)))
                .build()
                .toUriString());
    }
}
