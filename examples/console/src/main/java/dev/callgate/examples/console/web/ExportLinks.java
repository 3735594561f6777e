package dev.callgate.examples.console.web;

import dev.callgate.examples.console.request.NumberFilter;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Links to the numbers that match a filter, and to their assignments, as CSV. */
record ExportLinks(NumberFilter filter) {
    /** Returns the link to a file of numbers or assignments. */
    public String of(String content) {
        UriComponentsBuilder link =
                UriComponentsBuilder.fromPath("/api/v1/phone-numbers/export").queryParam("content", content);
        filter.parameters()
                .forEach((name, value) -> link.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8)));
        return link.build().toUriString();
    }
}
