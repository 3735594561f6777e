package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.audit.AuditEntry;
import dev.callgate.audit.AuditQuery;
import dev.callgate.audit.AuditTrail;
import dev.callgate.examples.console.login.Member;
import dev.callgate.id.ActorId;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who changed what, the newest first. */
@RestController
@RequestMapping("/api/v1/audit")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class AuditApi {
    private final AuditTrail trail;

    AuditApi(AuditTrail trail) {
        this.trail = trail;
    }

    /** One change: the values before and after it, by column. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            UUID id,
            Instant at,
            String actor,
            String action,
            @Nullable UUID numberId,
            @Nullable String phoneNumber,
            @Nullable String agentId,
            Map<String, String> before,
            Map<String, String> after) {
        static Entry of(AuditEntry entry) {
            return new Entry(
                    entry.id(),
                    entry.at(),
                    entry.actor().value(),
                    entry.action().name().toLowerCase(Locale.ROOT),
                    entry.numberId(),
                    entry.e164() == null ? null : entry.e164().toString(),
                    entry.agent() == null ? null : entry.agent().value(),
                    entry.before(),
                    entry.after());
        }
    }

    /**
     * A page of changes.
     *
     * @param next what to ask for as {@code after} to get the next page, which begins behind this one's last entry, whatever is
     *     noted in the meantime; null on the last
     */
    record Page(
            boolean success, List<Entry> entries, @Nullable UUID next) {}

    @GetMapping
    Page list(
            @AuthenticationPrincipal Member member,
            @RequestParam(name = "number_id", required = false) @Nullable UUID number,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant until,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        ActorId who = actor == null ? null : new ActorId(actor);
        List<AuditEntry> found =
                trail.list(new AuditQuery(member.organization(), number, who, from, until, after, Values.limit(limit)));
        UUID next = found.size() < limit ? null : found.get(found.size() - 1).id();
        return new Page(true, found.stream().map(Entry::of).toList(), next);
    }
}
