package dev.callgate.examples.console.api;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.policy.Policies;
import dev.callgate.examples.console.policy.PolicyVersion;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import jakarta.annotation.Nullable;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The policy of the organization, and its versions. */
@RestController
@RequestMapping("/api/v1/policy")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class PolicyApi {
    private static final int MAX_NOTE_LENGTH = 200;

    private final Policies policies;

    PolicyApi(Policies policies) {
        this.policies = policies;
    }

    @GetMapping
    PolicyResponse current(@AuthenticationPrincipal Member member) {
        return PolicyResponse.of(policies.current(member.organization()));
    }

    /** Saves the policy, which then holds for the next decision. The same document again makes no new version. */
    @PutMapping
    @PreAuthorize("hasRole('ADMIN')")
    PolicyResponse save(@AuthenticationPrincipal Member member, @RequestBody SavePolicy wanted) {
        if (wanted.document() == null) {
            throw Problem.missing("document");
        }
        if (wanted.baseVersion() == null) {
            throw Problem.missing("base_version");
        }
        return PolicyResponse.of(policies.save(member, wanted.document(), wanted.baseVersion(), note(wanted.note())));
    }

    @Nullable
    private static String note(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String note = text.strip();
        if (note.length() > MAX_NOTE_LENGTH) {
            throw Problem.invalid(
                    "note", "the note has %d characters: use at most %d".formatted(note.length(), MAX_NOTE_LENGTH));
        }
        return note;
    }

    /**
     * Lists the versions, the newest first.
     *
     * @param after the last version of the previous page
     */
    @GetMapping("/versions")
    PolicyVersionPage versions(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable Integer after,
            @RequestParam(defaultValue = "50") int limit) {
        List<PolicyVersion> page = policies.list(
                member.organization(), after == null ? Integer.MAX_VALUE : after, RequestValues.limit(limit));
        return new PolicyVersionPage(
                true,
                page.stream().map(PolicyVersionJson::of).toList(),
                RequestValues.next(page, limit, last -> String.valueOf(last.version())));
    }

    @GetMapping("/versions/{version}")
    PolicyResponse version(@AuthenticationPrincipal Member member, @PathVariable int version) {
        return policies.find(member.organization(), version)
                .map(PolicyResponse::of)
                .orElseThrow(() -> Problem.notFound("version", version));
    }

    /** Makes a new version with the document of an earlier one. */
    @PostMapping("/versions/{version}/restore")
    @PreAuthorize("hasRole('ADMIN')")
    PolicyResponse restore(@AuthenticationPrincipal Member member, @PathVariable int version) {
        return PolicyResponse.of(policies.restore(member, version));
    }
}
