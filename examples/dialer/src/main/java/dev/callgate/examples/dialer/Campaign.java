package dev.callgate.examples.dialer;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.host.Text;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallRecord;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Calls a list of leads: asks right before each INVITE, tells how each call went, and gives back what was not placed.
 *
 * <p>Each lead is dialed once at most, in however many runs and processes. A call goes through three steps, each of which is
 * stored before the next: the gate allows and counts it; this dialer takes its id, for good; the INVITE is sent. A run that finds a
 * call after the first step only asks again, which counts nothing more, and dials. After the second, nobody knows whether
 * somebody's phone rang: such a call stays counted, and is left to a human being.
 */
final class Campaign {
    /** For the far ends to confirm what was ended, after a stop. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final int REPORTERS = 2;

    private final GateBook book;
    private final DialedCalls dialed;
    private final SipPhone phone;
    private final Pace pace;
    private final Tally dailyCount;
    private final Progress progress;
    private final boolean endLost;
    private final Set<String> placed = ConcurrentHashMap.newKeySet();
    private final ExecutorService reporters = Executors.newFixedThreadPool(REPORTERS);

    Campaign(
            GateBook book,
            DialedCalls dialed,
            SipPhone phone,
            Pace pace,
            Tally dailyCount,
            Progress progress,
            boolean endLost) {
        this.book = book;
        this.dialed = dialed;
        this.phone = phone;
        this.pace = pace;
        this.dailyCount = dailyCount;
        this.progress = progress;
        this.endLost = endLost;
    }

    /** Returns once every call is over, and told of. */
    void run(List<Lead> leads) throws InterruptedException {
        try {
            for (Lead lead : leads) {
                if (pace.await()) {
                    begin(lead);
                } else {
                    done(lead, Fate.NOT_REACHED, "");
                }
            }
            awaitEnd();
        } finally {
            reporters.shutdown();
        }
    }

    private void awaitEnd() throws InterruptedException {
        while (!pace.awaitIdle(GRACE)) {
            if (pace.isStopped()) {
                phone.abandonAll();
            }
        }
        if (!phone.awaitQuiet(GRACE)) {
            phone.abandonAll();
        }
    }

    /** No call begins any more, and those under way are ended. */
    void stop() {
        pace.stop();
        phone.endAll();
    }

    private void begin(Lead lead) {
        boolean calling = false;
        try {
            calling = call(lead);
        } catch (StoreException e) {
            done(lead, Fate.LEFT, String.valueOf(e.getMessage()));
            if (e instanceof StoreException.Permanent) {
                stop();
            }
        } finally {
            if (!calling) {
                pace.release();
            }
        }
        if (pace.isStopped()) {
            phone.endAll();
        }
    }

    /** Returns whether a call is under way. */
    private boolean call(Lead lead) {
        for (int attempt = 1; ; attempt++) {
            String callId = lead.callId(attempt);
            Optional<CallRecord> known = book.find(callId);
            if (known.isPresent() && known.get().call().isReleased()) {
                continue; // that one was given back, so this lead was not called by it
            }
            if (dialed.isTaken(callId)
                    || known.filter(each -> each.outcome() != null).isPresent()) {
                dialedBefore(lead, callId, known.orElse(null));
                return false;
            }
            if (known.isPresent() && !known.get().call().day().equals(book.today())) {
                giveBackLate(callId);
                continue; // it was counted on a day that is over, so that today's count would miss it
            }
            CallDecision decision = book.decide(lead, callId);
            if (decision instanceof Refused refused) {
                if (isReleased(refused)) {
                    continue;
                }
                refused(lead, refused);
                return false;
            }
            return placed(lead, callId, (Allowed) decision);
        }
    }

    private static boolean isReleased(Refused refused) {
        return refused.reasons().get(0).code().equals(Reason.CALL_RELEASED);
    }

    private void dialedBefore(Lead lead, String callId, @Nullable CallRecord known) {
        if (known == null) {
            done(lead, Fate.DONE_BEFORE, "the journal has forgotten how it went");
        } else if (known.outcome() != null) {
            done(lead, Fate.DONE_BEFORE, Fate.of(known.outcome().result()).words());
        } else if (endLost) {
            CallOutcome lost = CallOutcome.of(Result.FAILED);
            book.complete(callId, lost);
            done(lead, Fate.FAILED, "it was dialed by a run that broke off");
        } else {
            done(lead, Fate.UNKNOWN, "it was dialed, and nobody has said how it went");
        }
    }

    /** Nobody dials it any more, and then it is given back, though its day is over. */
    private void giveBackLate(String callId) {
        if (dialed.take(callId)) {
            book.release(callId);
        }
    }

    private void refused(Lead lead, Refused refused) {
        dailyCount.addRefusal(refused);
        String reasons = refused.reasons().stream()
                .map(reason -> reason.code() + ": " + reason.message())
                .collect(Collectors.joining("; "));
        String next = refused.nextAllowed() == null ? "" : "; next allowed " + refused.nextAllowed();
        done(lead, Fate.REFUSED, reasons + next);
    }

    private boolean placed(Lead lead, String callId, Allowed allowed) {
        if (allowed.isEmergency()) {
            done(lead, Fate.EMERGENCY, "a dialer does not call %s".formatted(allowed.to()));
            return false;
        }
        if (!dialed.take(callId)) {
            done(lead, Fate.UNKNOWN, "another process has just dialed it");
            return false;
        }
        Invitation invitation = Invitation.of(callId, allowed);
        placed.add(callId);
        try {
            pace.began();
            phone.call(invitation, outcome -> reporters.execute(() -> report(lead, invitation, outcome)));
            return true;
        } catch (NotSentException e) {
            placed.remove(callId);
            book.release(callId);
            done(lead, Fate.NOT_SENT, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void report(Lead lead, Invitation invitation, CallOutcome outcome) {
        String numbers = "from %s to %s".formatted(invitation.from(), invitation.to());
        try {
            book.complete(invitation.callId(), outcome);
            dailyCount.addTalk(outcome.talkTime());
            done(lead, Fate.of(outcome.result()), numbers + words(outcome));
        } catch (RuntimeException e) {
            done(lead, Fate.NOT_REPORTED, "%s, %s: %s".formatted(numbers, outcome.result(), e.getMessage()));
        } finally {
            pace.release();
        }
    }

    private static String words(CallOutcome outcome) {
        String status = outcome.sipStatus() == null ? "" : ", SIP " + outcome.sipStatus();
        String cause = outcome.q850Cause() == null ? "" : ", Q.850 " + outcome.q850Cause();
        String talk = outcome.result() == Result.ANSWERED ? ", %s s".formatted(Text.seconds(outcome.talkTime())) : "";
        return status + cause + talk;
    }

    private void done(Lead lead, Fate fate, String detail) {
        dailyCount.add(fate);
        progress.done(lead, fate, detail);
    }

    /** Returns the ids of the calls whose INVITE was sent in this run. */
    Set<String> placed() {
        return Set.copyOf(placed);
    }
}
