package dev.callgate.examples.console.api;

import dev.callgate.admin.NewNumber;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.Map;

/** Adds a number. */
record CreateNumber(
        @Nullable String phoneNumber,
        @Nullable String provider,
        @Nullable String countryCode,
        @Nullable Map<String, Boolean> capabilities,
        @Nullable String inServiceSince) {
    NewNumber toNewNumber(OrganizationId organization) {
        NewNumber number = NewNumber.of(organization, E164.parse(RequestValues.required("phone_number", phoneNumber)));
        if (provider != null) {
            number = number.provider(provider);
        }
        if (countryCode != null) {
            number = number.country(countryCode);
        }
        if (inServiceSince != null) {
            number = number.inServiceSince(RequestValues.date("in_service_since", inServiceSince));
        }
        Capability[] has = RequestValues.capabilities(capabilities).entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toArray(Capability[]::new);
        return has.length == 0 ? number : number.withCapabilities(has[0], has);
    }
}
