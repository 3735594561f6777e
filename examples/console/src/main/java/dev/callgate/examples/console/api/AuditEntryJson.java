package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.examples.console.audit.AuditLine;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A change of a number or an assignment, with the values of each column before and after it; or an event of the access log, with its
 * details.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditEntryJson(
        UUID id,
        Instant at,
        String actor,
        String actorKind,
        @Nullable String address,
        String action,
        @Nullable String subject,
        @Nullable UUID numberId,
        @Nullable String phoneNumber,
        @Nullable String agentId,
        Map<String, String> before,
        Map<String, String> after,
        Map<String, String> details) {
    static AuditEntryJson of(AuditLine line) {
        return new AuditEntryJson(
                line.id(),
                line.at(),
                line.actor(),
                line.actorKind().name().toLowerCase(Locale.ROOT),
                line.address(),
                line.action(),
                line.subject(),
                line.numberId(),
                line.e164() == null ? null : line.e164().toString(),
                line.agent() == null ? null : line.agent().value(),
                line.before(),
                line.after(),
                line.details());
    }
}
