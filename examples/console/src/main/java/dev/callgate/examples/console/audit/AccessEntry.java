package dev.callgate.examples.console.audit;

import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A row of the access log.
 *
 * @param organization null where a stranger named one that does not exist
 * @param actor who did it; of a failed login, the user name that was given
 * @param address where the request came from; null where there was none, or too many
 * @param subject whose it is: the name of a user, a token or a report, or the id of an agent; null where it is the actor's own
 * @param times how often it happened, where one row counts it; 1 otherwise
 * @param lastAt when it happened last
 */
record AccessEntry(
        UUID id,
        @Nullable OrganizationId organization,
        Instant at,
        String actor,
        Actor.Kind kind,
        @Nullable String address,
        AccessAction action,
        @Nullable String subject,
        Map<String, String> details,
        int times,
        Instant lastAt) {
    /** Returns the same row with so many events. */
    AccessEntry times(int all) {
        return new AccessEntry(id, organization, at, actor, kind, address, action, subject, details, all, lastAt);
    }

    /** Returns this row with the events of a later one. */
    AccessEntry plus(AccessEntry later) {
        return new AccessEntry(
                id,
                organization,
                at,
                actor,
                kind,
                address,
                action,
                subject,
                details,
                times + later.times,
                later.lastAt.isAfter(lastAt) ? later.lastAt : lastAt);
    }
}
