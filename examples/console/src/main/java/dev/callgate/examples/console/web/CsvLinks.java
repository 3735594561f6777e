package dev.callgate.examples.console.web;

import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Links to the complete reports as CSV.
 *
 * @param agent only calls of this agent; null for all
 */
record CsvLinks(LocalDate from, LocalDate to, @Nullable String agent) {
    /** The report of today, whatever the range is. */
    private static final String LIMITS = "limits";

    /**
     * Returns the link to a report.
     *
     * @param by the dimension of each row; empty if the report has only one
     */
    public String of(String report, String by) {
        UriComponentsBuilder link =
                UriComponentsBuilder.fromPath("/api/v1/reports/" + report).queryParam("format", "csv");
        if (!report.equals(LIMITS)) {
            link.queryParam("from", from).queryParam("to", to);
            link.queryParamIfPresent("agent", Optional.ofNullable(agent));
        }
        return (by.isEmpty() ? link : link.queryParam("by", by)).encode().toUriString();
    }
}
