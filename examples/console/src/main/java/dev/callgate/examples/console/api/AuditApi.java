package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.examples.console.audit.AuditLine;
import dev.callgate.examples.console.audit.AuditReader;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.request.AuditRequest;
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

/** Who changed what, and who logged in, the newest first. */
@RestController
@RequestMapping("/api/v1/audit")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class AuditApi {
    private final AuditReader audit;

    AuditApi(AuditReader audit) {
        this.audit = audit;
    }

    /**
     * One change of a number or an assignment, with the values before and after it by column; or one event of accounts, agents,
     * log-ins and downloads, with its details.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
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
        static Entry of(AuditLine line) {
            return new Entry(
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

    /**
     * A page of entries.
     *
     * @param next what to ask for as {@code after} to get the next page, which begins behind this one's last entry, whatever is
     *     added in the meantime; null on the last
     */
    record Page(
            boolean success, List<Entry> entries, @Nullable UUID next) {}

    /** Lists entries of one kind, or of both kinds where none is given. */
    @GetMapping
    Page list(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(name = "number_id", required = false) @Nullable UUID number,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant until,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        List<AuditLine> found = audit.list(
                AuditRequest.filter(member, AuditRequest.kind(kind), number, actor, from, until, after, limit));
        UUID next = found.size() < limit ? null : found.get(found.size() - 1).id();
        return new Page(true, found.stream().map(Entry::of).toList(), next);
    }
}
