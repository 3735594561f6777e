package dev.callgate.examples.console.request;

import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.BindParam;

/**
 * The filter of a list of numbers; null for any value.
 *
 * @param status active or inactive
 * @param assignment assigned or available
 * @param provider compared exactly
 * @param countryCode an ISO 3166-1 code
 * @param search the first or the last digits
 */
public record NumberFilter(
        @Nullable String status,
        @Nullable String assignment,
        @Nullable String provider,
        @BindParam("country_code") @Nullable String countryCode,
        @Nullable String search) {
    /** Returns the query for the inventory. */
    public NumberQuery query(OrganizationId organization) {
        NumberQuery query = NumberQuery.of(organization);
        if (status != null) {
            query = query.status(RequestValues.constant(NumberStatus.class, "status", status));
        }
        if (assignment != null) {
            query = RequestValues.isAssigned(assignment) ? query.assigned(true) : query.assigned(false);
        }
        query = with("provider", provider, query, NumberQuery::provider);
        query = with("country_code", countryCode, query, NumberQuery::country);
        return with("search", search == null || search.isBlank() ? null : search, query, NumberQuery::digits);
    }

    private static NumberQuery with(
            String field,
            @Nullable String value,
            NumberQuery query,
            BiFunction<NumberQuery, String, NumberQuery> condition) {
        try {
            return value == null ? query : condition.apply(query, value);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(field, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the parameters of a request for the numbers that match, by name. */
    public Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        add(all, "status", status);
        add(all, "assignment", assignment);
        add(all, "provider", provider);
        add(all, "country_code", countryCode);
        add(all, "search", search);
        return all;
    }

    private static void add(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    /** Returns which numbers match, for the audit trail. */
    public String description() {
        return isEmpty()
                ? "all numbers"
                : parameters().entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** Returns whether all numbers match. */
    public boolean isEmpty() {
        return parameters().isEmpty();
    }
}
