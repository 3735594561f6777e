package dev.callgate.number;

import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * @param status whether calls may be placed from it
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
        @Nullable AgentId assignedTo,
        Instant createdAt,
        Instant updatedAt) {
    /** Copies the set of capabilities, and cuts the times to the microsecond, which is what every store keeps. */
    public PhoneNumber {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(e164, "e164");
        Objects.requireNonNull(country, "country");
        capabilities = Set.copyOf(capabilities);
        Objects.requireNonNull(status, "status");
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Tells whether calls may be placed from it. */
    public boolean isActive() {
        return status == NumberStatus.ACTIVE;
    }

    /** Returns the same number under another id. */
    public PhoneNumber withId(UUID other) {
        return new PhoneNumber(
                other, organization, e164, provider, country, capabilities, status, assignedTo, createdAt, updatedAt);
    }

    /** Returns the same number with another status. */
    public PhoneNumber withStatus(NumberStatus newStatus, Instant now) {
        return new PhoneNumber(
                id, organization, e164, provider, country, capabilities, newStatus, assignedTo, createdAt, now);
    }

    /** Returns the same number with another assignee, or with none. */
    public PhoneNumber withAssignee(@Nullable AgentId agent, Instant now) {
        return new PhoneNumber(id, organization, e164, provider, country, capabilities, status, agent, createdAt, now);
    }
}
