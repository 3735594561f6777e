package dev.callgate.examples.console.audit;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An entry of the library's audit trail or of the access log.
 *
 * @param address where the request came from; null where it was not kept
 * @param subject the name of a user, a token or a report, or the id of an agent; null where it is of a number, or the actor's own
 * @param agent whose assignment it was, or which agent it is about; null where it is of none
 * @param details more of it, by name
 */
public record AuditLine(
        UUID id,
        Instant at,
        String actor,
        Actor.Kind actorKind,
        @Nullable String address,
        String action,
        @Nullable String subject,
        @Nullable UUID numberId,
        @Nullable E164 e164,
        @Nullable AgentId agent,
        Map<String, String> before,
        Map<String, String> after,
        Map<String, String> details) {
    /** The name of the detail that says when a counted event happened last, as an instant. */
    public static final String LAST_AT = "last_at";

    static AuditLine of(AuditEntry entry) {
        return new AuditLine(
                entry.id(),
                entry.at(),
                entry.actor().value(),
                entry.actor().equals(ActorId.SYSTEM) ? Actor.Kind.SYSTEM : Actor.Kind.USER,
                null,
                entry.action().name().toLowerCase(Locale.ROOT),
                null,
                entry.numberId(),
                entry.e164(),
                entry.agent(),
                entry.before(),
                entry.after(),
                Map.of());
    }

    static AuditLine of(AccessEntry entry) {
        return new AuditLine(
                entry.id(),
                entry.at(),
                entry.actor(),
                entry.kind(),
                entry.address(),
                entry.action().code(),
                entry.subject(),
                null,
                null,
                isOfAgent(entry) && entry.subject() != null ? new AgentId(entry.subject()) : null,
                Map.of(),
                Map.of(),
                details(entry));
    }

    private static boolean isOfAgent(AccessEntry entry) {
        return switch (entry.action()) {
            case AGENT_ADDED, AGENT_RENAMED, AGENT_NAME_ERASED, AGENT_ACTIVATED, AGENT_DEACTIVATED, AGENT_REMOVED ->
                true;
            default -> false;
        };
    }

    private static Map<String, String> details(AccessEntry entry) {
        if (entry.times() == 1) {
            return entry.details();
        }
        Map<String, String> details = new TreeMap<>(entry.details());
        details.put("times", String.valueOf(entry.times()));
        details.put(LAST_AT, entry.lastAt().toString());
        return details;
    }
}
