package dev.callgate.examples.console.request;

import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
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
        if (provider != null) {
            query = query.provider(provider);
        }
        if (countryCode != null) {
            query = query.country(countryCode);
        }
        if (search != null && !search.isBlank()) {
            query = query.digits(search);
        }
        return query;
    }

    /** Returns whether all numbers match. */
    public boolean isEmpty() {
        return status == null && assignment == null && provider == null && countryCode == null && search == null;
    }
}
