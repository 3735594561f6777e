package dev.callgate.examples.console.request;

import dev.callgate.examples.console.login.SavedFilter.Filtered;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.CalleePrivacy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/** Parses the query of a URL as the filter of a list, as it is saved. A wrong value is a {@link Problem} with the name of its field. */
public final class FilterQuery {
    private static final int MAX_LENGTH = 1_000;

    /** Neither the day, which would be past soon, nor the called number: it is stored only in the way that callees are kept. */
    private static final Map<Filtered, Set<String>> SAVED = Map.of(
            Filtered.NUMBERS, Set.of("status", "assignment", "provider", "country_code", "search"),
            Filtered.CALLS, Set.of("agent", "number", "state", "attribute"));

    private FilterQuery() {}

    /**
     * Returns the query with the parameters that are saved, each of which is valid. The others, such as the page, are left out.
     *
     * @throws Problem if no parameter is left, or one of them is wrong
     */
    public static String of(OrganizationId organization, LocalDate today, Filtered list, String query) {
        Map<String, String> parameters = saved(list, query);
        if (parameters.isEmpty()) {
            throw Problem.invalid("query", "query has no filter to save: choose a filter first");
        }
        parameters.forEach(Text::requirePlain);
        switch (list) {
            case NUMBERS ->
                new NumberFilter(
                                parameters.get("status"),
                                parameters.get("assignment"),
                                parameters.get("provider"),
                                parameters.get("country_code"),
                                parameters.get("search"))
                        .query(organization);
            case CALLS ->
                new CallSearch(
                                null,
                                parameters.get("agent"),
                                parameters.get("number"),
                                null,
                                parameters.get("state"),
                                parameters.get("attribute"))
                        .query(organization, today, CalleePrivacy.none());
        }
        return bounded(written(parameters));
    }

    /** Returns the query of a list with the parameters that are saved; empty if there is none, or the query cannot be read. */
    public static String shown(Filtered list, String query) {
        try {
            return written(saved(list, query));
        } catch (Problem e) {
            return "";
        }
    }

    private static String written(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + UriUtils.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> saved(Filtered list, String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String each : bounded(query).split("&", -1)) {
            String[] parts = each.split("=", 2);
            String value = parts.length == 1 ? "" : decoded(parts[1]);
            if (SAVED.getOrDefault(list, Set.of()).contains(parts[0]) && !value.isBlank()) {
                parameters.put(parts[0], value.strip());
            }
        }
        return parameters;
    }

    private static String bounded(String query) {
        if (query.length() > MAX_LENGTH) {
            throw Problem.invalid(
                    "query", "query has %d characters: use at most %d".formatted(query.length(), MAX_LENGTH));
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("query", "query must be the query of a URL, such as status=active");
        }
    }
}
