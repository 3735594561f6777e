package dev.callgate.examples.dialer;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.examples.dialer.gate.GateClient;
import dev.callgate.examples.dialer.lead.Lead;
import dev.callgate.examples.dialer.report.Disposition;
import dev.callgate.examples.dialer.report.Progress;
import dev.callgate.examples.dialer.report.RunTotals;
import dev.callgate.examples.dialer.sip.NotSentException;
import dev.callgate.examples.dialer.sip.OutboundCall;
import dev.callgate.examples.dialer.sip.SipPhone;
import dev.callgate.host.Text;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallRecord;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Calls a list of leads: asks the gate right before each INVITE, completes each call with its outcome, and releases calls that were
 * not placed.
 *
 * <p>Each lead is dialed at most once, in any number of runs and processes. A call goes through three steps, and each is stored
 * before the next: the gate allows and counts the call; this dialer claims its call ID, permanently; it sends the INVITE. A run that
 * finds a call after the first step asks again, which does not count it again, and dials. After the second step, it is unknown
 * whether a phone rang: the call stays counted, and an operator has to complete it.
 */
final class Campaign {
    /** Time for the far ends to confirm the end of their calls after a stop. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** How long to wait for a line that another process may give back; a call of this one that ends is noticed at once. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    private static final int REPORTERS = 2;

    /** What came of a lead at first. */
    private enum Begun {
        /** A call is under way. */
        CALLING,
        /** The lead has its disposition. */
        DONE,
        /** All lines are in use, or those of the agent: the lead has to wait. */
        BUSY
    }

    private final GateClient gate;
    private final DialedCalls dialed;
    private final SipPhone phone;
    private final CallThrottle throttle;
    private final RunTotals totals;
    private final Progress progress;
    private final boolean endLost;
    private final Set<String> placed = ConcurrentHashMap.newKeySet();
    private final ExecutorService reporters = Executors.newFixedThreadPool(REPORTERS);

    Campaign(
            GateClient gate,
            DialedCalls dialed,
            SipPhone phone,
            CallThrottle throttle,
            RunTotals totals,
            Progress progress,
            boolean endLost) {
        this.gate = gate;
        this.dialed = dialed;
        this.phone = phone;
        this.throttle = throttle;
        this.totals = totals;
        this.progress = progress;
        this.endLost = endLost;
    }

    /** Calls the leads; returns when every call is over and completed. */
    void run(List<Lead> leads) throws InterruptedException {
        try {
            Deque<Lead> waiting = new ArrayDeque<>(leads);
            while (!waiting.isEmpty()) {
                Lead lead = waiting.remove();
                if (!throttle.await()) {
                    done(lead, Disposition.NOT_REACHED, "");
                } else if (begin(lead) == Begun.BUSY) {
                    waiting.add(lead);
                    throttle.awaitEnd(BUSY);
                }
            }
            awaitEnd();
        } finally {
            reporters.shutdown();
        }
    }

    private void awaitEnd() throws InterruptedException {
        while (!throttle.awaitIdle(GRACE)) {
            if (throttle.isStopped()) {
                phone.abandonAll();
            }
        }
        if (!phone.awaitQuiet(GRACE)) {
            phone.abandonAll();
        }
    }

    /** Starts no more calls and ends those in progress. */
    void stop() {
        throttle.stop();
        phone.endAll();
    }

    private Begun begin(Lead lead) {
        Begun begun = Begun.DONE;
        try {
            begun = call(lead);
        } catch (StoreException e) {
            done(lead, Disposition.LEFT, String.valueOf(e.getMessage()));
            if (e instanceof StoreException.Permanent) {
                stop();
            }
        } finally {
            if (begun != Begun.CALLING) {
                throttle.release();
            }
        }
        if (throttle.isStopped()) {
            phone.endAll();
        }
        return begun;
    }

    private Begun call(Lead lead) {
        for (int attempt = 1; ; attempt++) {
            String callId = lead.callId(attempt);
            Optional<CallRecord> known = gate.find(callId);
            if (known.isPresent() && known.get().call().isReleased()) {
                continue; // that one was released, so this lead was not called by it
            }
            if (dialed.isClaimed(callId)
                    || known.filter(each -> each.outcome() != null).isPresent()) {
                dialedBefore(lead, callId, known.orElse(null));
                return Begun.DONE;
            }
            if (known.isPresent() && (!known.get().call().day().equals(gate.today()) || !gate.renew(callId))) {
                if (releaseUndialed(callId)) {
                    continue; // its day is over, so that today's count would miss it, or it no longer has a line
                }
                dialedBefore(lead, callId, gate.find(callId).orElse(null)); // another process has just dialed it
                return Begun.DONE;
            }
            CallDecision decision = gate.decide(lead, callId);
            if (decision instanceof Refused refused) {
                if (isReleased(refused)) {
                    continue;
                }
                if (isBusy(refused)) {
                    return Begun.BUSY;
                }
                refused(lead, refused);
                return Begun.DONE;
            }
            return placed(lead, callId, (Allowed) decision);
        }
    }

    /** Returns whether the call only has to wait for the end of another one. */
    private static boolean isBusy(Refused refused) {
        return Set.of(Reason.ORGANIZATION_LIMIT_REACHED, Reason.AGENT_LIMIT_REACHED)
                .contains(refused.cause().code());
    }

    private static boolean isReleased(Refused refused) {
        return refused.cause().code().equals(Reason.CALL_RELEASED);
    }

    private void dialedBefore(Lead lead, String callId, @Nullable CallRecord known) {
        if (known == null) {
            done(lead, Disposition.DONE_BEFORE, "an earlier run dialed it; the journal no longer has its outcome");
        } else if (known.outcome() != null) {
            done(
                    lead,
                    Disposition.DONE_BEFORE,
                    Disposition.of(known.outcome().result()).words());
        } else if (endLost) {
            CallOutcome lost = CallOutcome.of(Result.FAILED);
            gate.complete(callId, lost);
            done(lead, Disposition.FAILED, "a run that was aborted dialed it; completed as failed");
        } else {
            done(lead, Disposition.UNKNOWN, "it was dialed and has no outcome; see --fail-lost");
        }
    }

    /**
     * Claims the call so that no process dials it, then releases it, even though its day is over. Returns false if another process has
     * claimed it.
     */
    private boolean releaseUndialed(String callId) {
        boolean claimed = dialed.claim(callId);
        if (claimed) {
            gate.release(callId);
        }
        return claimed;
    }

    private void refused(Lead lead, Refused refused) {
        totals.addRefusal(refused);
        String reasons = refused.reasons().stream()
                .map(reason -> reason.code() + ": " + reason.message())
                .collect(Collectors.joining("; "));
        String next = refused.nextAllowed() == null ? "" : "; next allowed " + refused.nextAllowed();
        done(lead, Disposition.REFUSED, reasons + next);
    }

    private Begun placed(Lead lead, String callId, Allowed allowed) {
        if (!dialed.claim(callId)) {
            done(lead, Disposition.UNKNOWN, "another process has just claimed it");
            return Begun.DONE;
        }
        OutboundCall invitation = OutboundCall.of(callId, allowed);
        placed.add(callId);
        try {
            throttle.began();
            phone.call(invitation, outcome -> reporters.execute(() -> report(lead, invitation, outcome)));
            return Begun.CALLING;
        } catch (NotSentException e) {
            placed.remove(callId);
            gate.release(callId);
            done(lead, Disposition.NOT_SENT, String.valueOf(e.getMessage()));
            return Begun.DONE;
        }
    }

    private void report(Lead lead, OutboundCall invitation, CallOutcome outcome) {
        String numbers = "from %s to %s".formatted(invitation.from(), invitation.to());
        try {
            gate.complete(invitation.callId(), outcome);
            totals.addTalk(outcome.talkTime());
            done(lead, Disposition.of(outcome.result()), numbers + words(outcome));
        } catch (RuntimeException e) {
            done(lead, Disposition.NOT_REPORTED, "%s, %s: %s".formatted(numbers, outcome.result(), e.getMessage()));
        } finally {
            throttle.end();
        }
    }

    private static String words(CallOutcome outcome) {
        String status = outcome.sipStatus() == null ? "" : ", SIP " + outcome.sipStatus();
        String cause = outcome.q850Cause() == null ? "" : ", Q.850 " + outcome.q850Cause();
        String talk = outcome.result() == Result.ANSWERED ? ", %s s".formatted(Text.seconds(outcome.talkTime())) : "";
        return status + cause + talk;
    }

    private void done(Lead lead, Disposition disposition, String detail) {
        totals.add(disposition);
        progress.done(lead, disposition, detail);
    }

    /** Returns the IDs of the calls whose INVITE was sent in this run. */
    Set<String> placed() {
        return Set.copyOf(placed);
    }
}
