package dev.callgate.examples.console.api;

import dev.callgate.CallGate;
import dev.callgate.admin.CallJournal;
import dev.callgate.examples.console.api.EndCall.Way;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.policy.Policies;
import dev.callgate.examples.console.request.CallSearch;
import dev.callgate.examples.console.request.Position;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.LiveCall;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the calls of an organization, shows one of them, and ends a call that hangs. */
@RestController
@RequestMapping("/api/v1/calls")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class CallJournalApi {
    private static final String NEWEST = "newest";
    private static final String OLDEST = "oldest";

    private final CallGate gate;
    private final CallJournal journal;
    private final Organizations organizations;
    private final Policies policies;
    private final AccessLog accessLog;
    private final Clock clock;

    CallJournalApi(
            CallGate gate,
            CallJournal journal,
            Organizations organizations,
            Policies policies,
            AccessLog accessLog,
            Clock clock) {
        this.gate = gate;
        this.journal = journal;
        this.organizations = organizations;
        this.policies = policies;
        this.accessLog = accessLog;
        this.clock = clock;
    }

    /**
     * Lists the calls of a day.
     *
     * @param day today if missing; with {@code to}, all days
     * @param to the called number in E.164 form
     * @param state open, released, completed, or the result of the call
     * @param attribute a name and a value that the calls must have, such as {@code campaign=spring}
     * @param order oldest or newest: which calls come first
     * @param after the ID of the last call of the previous page
     */
    @GetMapping
    CallPage list(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(name = "agent_id", required = false) @Nullable String agent,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String attribute,
            @RequestParam(defaultValue = OLDEST) String order,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        OrganizationId organization = member.organization();
        CallQuery query = new CallSearch(day, agent, number, to, state, attribute)
                .query(organization, organizations.today(organization), policies.callees(organization))
                .newestFirst(isNewestFirst(order))
                .limit(RequestValues.limit(limit));
        if (after != null) {
            query = query.after(found(organization, CallSearch.callId("after", after)));
        }
        List<CallRecord> calls = journal.list(query);
        Map<CallId, Instant> until = journal.liveUntil(
                organization, calls.stream().map(CallRecord::call).toList(), clock.instant());
        return new CallPage(
                true,
                calls.stream()
                        .map(each -> CallJson.of(each, until.get(each.call().callId())))
                        .toList(),
                RequestValues.next(calls, limit, last -> last.call().callId().value()));
    }

    private static boolean isNewestFirst(String order) {
        return switch (order) {
            case OLDEST -> false;
            case NEWEST -> true;
            default -> throw Problem.invalid("order", "order must be %s or %s".formatted(OLDEST, NEWEST));
        };
    }

    /** Returns one call. Its ID is no part of the path, since a SIP Call-ID may contain a slash. An agent gets the own calls only. */
    @GetMapping("/record")
    @PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'AGENT')")
    CallRecordResponse record(
            @AuthenticationPrincipal Member member,
            @RequestParam(name = "call_id", required = false) @Nullable String callId) {
        CallRecord found = found(member.organization(), CallSearch.callId("call_id", callId));
        if (!member.canSee(found.call().counted().agent().value())) {
            throw new AccessDeniedException("the call is another agent's");
        }
        Map<CallId, Instant> until = journal.liveUntil(member.organization(), List.of(found.call()), clock.instant());
        return CallRecordResponse.of(found, until.get(found.call().callId()));
    }

    private CallRecord found(OrganizationId organization, CallId callId) {
        return journal.find(organization, callId).orElseThrow(() -> Problem.notFound("call", callId));
    }

    /**
     * Lists the calls in progress that count on limits of calls at once, first those whose time is over first.
     *
     * @param after the value of {@code next} of the previous page
     */
    @GetMapping("/live")
    CallPage live(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        List<LiveCall> calls =
                journal.live(member.organization(), clock.instant(), Position.parse(after), RequestValues.limit(limit));
        return new CallPage(
                true,
                calls.stream()
                        .map(each -> CallJson.of(new CallRecord(each.call()), each.until()))
                        .toList(),
                RequestValues.next(calls, limit, Position::of));
    }

    /**
     * Ends a call whose end its dialer did not report, so that its place on limits of calls at once is free. Its ID stands for no other
     * call afterwards, and an outcome that the dialer reports later changes nothing.
     */
    @PostMapping("/end")
    @PreAuthorize("hasRole('ADMIN')")
    @Transactional
    CallResponse end(@AuthenticationPrincipal Member member, @RequestBody EndCall wanted) {
        CallId callId = CallSearch.callId("call_id", wanted.callId());
        Way way = wanted.way();
        AllowedCall open = found(member.organization(), callId).call();
        requireEnded(open.isOpen(), callId);
        accessLog.callEnded(
                member.accessActor(),
                callId.value(),
                open.counted().agent(),
                way.name().toLowerCase(Locale.ROOT));
        CallRecord ended = (way == Way.RELEASED
                        ? gate.release(member.organization(), callId)
                        : gate.complete(member.organization(), callId, CallOutcome.of(CallOutcome.Result.FAILED)))
                .orElseThrow(() -> Problem.notFound("call", callId));
        requireEnded(isEnded(ended, way), callId);
        return CallResponse.of(ended);
    }

    /** Returns whether a call ended in a way. If its dialer ended it in another way meanwhile, that one stays. */
    private static boolean isEnded(CallRecord call, Way way) {
        return way == Way.RELEASED
                ? call.call().isReleased()
                : Optional.ofNullable(call.outcome())
                        .filter(each -> each.result() == CallOutcome.Result.FAILED)
                        .isPresent();
    }

    private static void requireEnded(boolean isAsWanted, CallId callId) {
        if (!isAsWanted) {
            throw Problem.conflict(
                    "call_ended", "call %s has ended already: nothing was changed".formatted(callId), "call_id");
        }
    }
}
