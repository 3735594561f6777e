package dev.callgate.examples.console.api;

import dev.callgate.examples.console.audit.AuditLine;
import dev.callgate.examples.console.audit.AuditReader;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.request.AuditRequest;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail and the access log, the newest entries first. */
@RestController
@RequestMapping("/api/v1/audit")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'OPERATOR')")
class AuditApi {
    private final AuditReader audit;

    AuditApi(AuditReader audit) {
        this.audit = audit;
    }

    /** Lists entries of one kind, or of both kinds if none is given. */
    @GetMapping
    AuditEntryPage list(
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
        return new AuditEntryPage(true, found.stream().map(AuditEntryJson::of).toList(), next);
    }
}
