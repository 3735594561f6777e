package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.model.Assignment;
import dev.callgate.model.Capability;
import dev.callgate.model.PhoneNumber;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A number, with its assignment in answers about assignments. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NumberJson(
        UUID id,
        String phoneNumber,
        @Nullable String provider,
        String countryCode,
        Map<String, Boolean> capabilities,
        String status,
        @Nullable LocalDate quarantinedUntil,
        @Nullable LocalDate inServiceSince,
        @Nullable String assignedTo,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Integer dailyLimit,
        @Nullable Set<String> allowedCountries,
        @Nullable Integer callsMadeToday) {
    static NumberJson of(PhoneNumber number) {
        return of(number, null, null, null);
    }

    /** Returns a number with its assignment. Only calls of the current day count. */
    static NumberJson of(Assignment assignment, LocalDate today) {
        return of(
                assignment.number(),
                assignment.terms().dailyLimit(),
                assignment.terms().countries().codes(),
                assignment.callsOn(today));
    }

    private static NumberJson of(
            PhoneNumber number,
            @Nullable Integer dailyLimit,
            @Nullable Set<String> allowedCountries,
            @Nullable Integer callsMadeToday) {
        return new NumberJson(
                number.id(),
                number.e164().toString(),
                number.provider(),
                number.country(),
                capabilities(number.capabilities()),
                number.status().name().toLowerCase(Locale.ROOT),
                number.quarantinedUntil(),
                number.inServiceSince(),
                number.assignedTo() == null ? null : number.assignedTo().value(),
                number.createdAt(),
                number.updatedAt(),
                dailyLimit,
                allowedCountries,
                callsMadeToday);
    }

    private static Map<String, Boolean> capabilities(Set<Capability> set) {
        Map<String, Boolean> all = new TreeMap<>();
        for (Capability each : Capability.values()) {
            all.put(each.name().toLowerCase(Locale.ROOT), set.contains(each));
        }
        return all;
    }
}
