package dev.callgate.model;

import dev.callgate.internal.Micros;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A number in an organization's inventory, as it stood when it was read. Immutable.
 *
 * @param id made by the library when the number was added; kept when it is deleted and added again
 * @param organization whose number it is
 * @param e164 the number itself, unique in its organization
 * @param provider who supplies it, for instance {@code telnyx}; null where nobody said
 * @param country its region: an ISO 3166-1 code, or {@code 001}
 * @param capabilities what the provider lets it do
 * @param status whether it is switched on
 * @param quarantinedUntil the first day, in the organization's zone, on which calls may be placed from it again; null
 *     where it does not rest
 * @param inServiceSince the day, in the organization's zone, since when calls are placed from it, also before it was added here;
 *     null where nobody said, so that it is taken for as new as its addition
 * @param assignedTo the one agent that may call from it, or null while it is available
 * @param createdAt when it was added, to the microsecond
 * @param updatedAt when an administrator last changed it; calls do not
 */
public record PhoneNumber(
        UUID id,
        OrganizationId organization,
        E164 e164,
        @Nullable String provider,
        String country,
        Set<Capability> capabilities,
        NumberStatus status,
        @Nullable LocalDate quarantinedUntil,
        @Nullable LocalDate inServiceSince,
        @Nullable AgentId assignedTo,
        Instant createdAt,
        Instant updatedAt) {
    /** Copies the set of capabilities, and cuts the times to the microsecond, which is what every store keeps. */
    public PhoneNumber {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(e164, "e164");
        Objects.requireNonNull(country, "country");
        capabilities = Capability.shared(capabilities);
        Objects.requireNonNull(status, "status");
        createdAt = Micros.of(createdAt);
        updatedAt = Micros.of(updatedAt);
    }

    /** A number of which nobody said since when it is in service. */
    public PhoneNumber(
            UUID id,
            OrganizationId organization,
            E164 e164,
            @Nullable String provider,
            String country,
            Set<Capability> capabilities,
            NumberStatus status,
            @Nullable LocalDate quarantinedUntil,
            @Nullable AgentId assignedTo,
            Instant createdAt,
            Instant updatedAt) {
        this(
                id,
                organization,
                e164,
                provider,
                country,
                capabilities,
                status,
                quarantinedUntil,
                null,
                assignedTo,
                createdAt,
                updatedAt);
    }

    /**
     * Returns an active number with neutral properties, for stores that keep nothing else of a number: its E.164 region as the
     * country, {@link Capability#VOICE}, no provider, no quarantine, not assigned, added in 1970.
     */
    public static PhoneNumber of(UUID id, OrganizationId organization, E164 e164) {
        return new PhoneNumber(
                id,
                organization,
                e164,
                null,
                e164.region(),
                Set.of(Capability.VOICE),
                NumberStatus.ACTIVE,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** Returns the first day of its service: the one that was named, otherwise the day when it was added. */
    public LocalDate firstDay(ZoneId zone) {
        return inServiceSince == null ? LocalDate.ofInstant(createdAt, zone) : inServiceSince;
    }

    /** Tells whether calls may be placed from it on a day of its organization: it is active, and not in quarantine. */
    public boolean isUsableOn(LocalDate day) {
        return isActive() && !isQuarantinedOn(day);
    }

    /** Tells whether it is switched on; it may still be in quarantine. */
    public boolean isActive() {
        return status == NumberStatus.ACTIVE;
    }

    /** Tells whether it rests on a day of its organization. */
    public boolean isQuarantinedOn(LocalDate day) {
        return quarantinedUntil != null && day.isBefore(quarantinedUntil);
    }

    /** Returns the same number under another id. */
    public PhoneNumber withId(UUID other) {
        return new PhoneNumber(
                other,
                organization,
                e164,
                provider,
                country,
                capabilities,
                status,
                quarantinedUntil,
                inServiceSince,
                assignedTo,
                createdAt,
                updatedAt);
    }

    /** Returns the same number with another status. */
    public PhoneNumber withStatus(NumberStatus newStatus, Instant now) {
        return changed(provider, capabilities, newStatus, quarantinedUntil, inServiceSince, assignedTo, now);
    }

    /** Returns the same number from another provider, or from nobody in particular. */
    public PhoneNumber withProvider(@Nullable String newProvider, Instant now) {
        return changed(newProvider, capabilities, status, quarantinedUntil, inServiceSince, assignedTo, now);
    }

    /** Returns the same number with other capabilities. */
    public PhoneNumber withCapabilities(Set<Capability> newCapabilities, Instant now) {
        return changed(provider, newCapabilities, status, quarantinedUntil, inServiceSince, assignedTo, now);
    }

    /** Returns the same number, resting until the beginning of a day, or not at all. */
    public PhoneNumber withQuarantine(@Nullable LocalDate until, Instant now) {
        return changed(provider, capabilities, status, until, inServiceSince, assignedTo, now);
    }

    /** Returns the same number, in service since another day, or since its addition. */
    public PhoneNumber withInServiceSince(@Nullable LocalDate since, Instant now) {
        return changed(provider, capabilities, status, quarantinedUntil, since, assignedTo, now);
    }

    /** Returns the same number with another assignee, or with none. */
    public PhoneNumber withAssignee(@Nullable AgentId agent, Instant now) {
        return changed(provider, capabilities, status, quarantinedUntil, inServiceSince, agent, now);
    }

    private PhoneNumber changed(
            @Nullable String newProvider,
            Set<Capability> newCapabilities,
            NumberStatus newStatus,
            @Nullable LocalDate newQuarantine,
            @Nullable LocalDate newInServiceSince,
            @Nullable AgentId newAssignee,
            Instant now) {
        return new PhoneNumber(
                id,
                organization,
                e164,
                newProvider,
                country,
                newCapabilities,
                newStatus,
                newQuarantine,
                newInServiceSince,
                newAssignee,
                createdAt,
                now);
    }
}
