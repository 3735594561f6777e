package dev.callgate.examples.dialer.sip;

import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sip.message.Response;

/**
 * One call from its INVITE to its end. Confined to the {@link PhoneThread}, so it needs no locks.
 *
 * <p>It ends once, with one outcome, even if messages cross on the wire: an answer and a CANCEL, or the BYEs of both sides.
 */
final class PlacedCall {
    private final SipLeg leg;
    private final CallTimes times;
    private final Clock clock;
    private final PhoneThread thread;
    private final Consumer<CallOutcome> ended;

    private State state = State.INVITED;
    private boolean unwanted;

    @Nullable
    private Instant answeredAt;

    /** The state of a call. */
    private enum State {
        /** No response to the INVITE yet, so it cannot be canceled (RFC 3261, section 9.1). */
        INVITED,
        /** The far end has sent a provisional response; it may be ringing. */
        PROCEEDING,
        /** A CANCEL was sent; the far end has not yet responded to the INVITE. */
        CANCELED,
        /** The call is answered. */
        ANSWERED,
        /** This side has sent a BYE. */
        HUNG_UP,
        /** Over. */
        ENDED
    }

    PlacedCall(SipLeg leg, CallTimes times, Clock clock, PhoneThread thread, Consumer<CallOutcome> ended) {
        this.leg = leg;
        this.times = times;
        this.clock = clock;
        this.thread = thread;
        this.ended = ended;
    }

    /**
     * Sends the INVITE.
     *
     * @throws NotSentException if it could not be sent
     */
    void invite() throws NotSentException {
        leg.invite();
        thread.after(times.invite(), this::onInviteTimeout);
        thread.after(times.ring(), this::endSoon);
    }

    private void onInviteTimeout() {
        if (state == State.INVITED) {
            leg.abandon();
            timedOut();
        }
    }

    /** Ends the call as soon as possible: before the answer with a CANCEL, after it with a BYE. */
    void endSoon() {
        unwanted = true;
        if (state == State.PROCEEDING) {
            cancel();
        } else if (state == State.ANSWERED) {
            hangUp();
        }
    }

    private void cancel() {
        state = State.CANCELED;
        leg.cancel();
        // The far end has to send a final response; without one in this time, the call counts as canceled (section
        // 9.1).
        thread.after(times.invite(), this::giveUp);
    }

    private void giveUp() {
        if (state == State.CANCELED) {
            leg.abandon();
            end(CallOutcome.ofSipStatus(Response.REQUEST_TIMEOUT));
        }
    }

    private void hangUp() {
        state = State.HUNG_UP;
        Duration talked = talked();
        boolean sent = leg.bye();
        ended.accept(CallOutcome.answered(talked).sipStatus(Response.OK));
        if (!sent) {
            over();
        }
    }

    private Duration talked() {
        Duration talked = Duration.between(Objects.requireNonNull(answeredAt), clock.instant());
        return talked.isNegative() ? Duration.ZERO : talked;
    }

    void proceeds() {
        if (state == State.INVITED) {
            state = State.PROCEEDING;
            if (unwanted) {
                cancel();
            }
        }
    }

    /** The answer may arrive after a CANCEL was sent: then the call is answered, and the dialer hangs up at once. */
    void answered() {
        if (state == State.INVITED || state == State.PROCEEDING || state == State.CANCELED) {
            state = State.ANSWERED;
            answeredAt = clock.instant();
            if (unwanted) {
                hangUp();
            } else {
                thread.after(times.talk(), this::endSoon);
            }
        }
    }

    void failed(CallOutcome outcome) {
        if (state == State.INVITED || state == State.PROCEEDING || state == State.CANCELED) {
            end(outcome);
        }
    }

    /**
     * Handles an INVITE without any response, which RFC 3261 (section 8.1.3.1) treats as a 408. The far end was not reached, so the
     * outcome is a failure of the network, not a callee who did not answer.
     */
    void timedOut() {
        failed(CallOutcome.of(Result.FAILED).sipStatus(Response.REQUEST_TIMEOUT));
    }

    /** Handles a BYE of the other side. */
    void hungUpByPeer(@Nullable Integer cause) {
        if (state == State.ANSWERED) {
            CallOutcome outcome = CallOutcome.answered(talked()).sipStatus(Response.OK);
            end(cause == null ? outcome : outcome.q850Cause(cause));
        } else if (state == State.HUNG_UP) {
            over();
        }
    }

    /** Handles the confirmation of the BYE, or its timeout. */
    void byeDone() {
        if (state == State.HUNG_UP) {
            over();
        }
    }

    /** Ends the call without waiting for the far end. */
    void abandon() {
        leg.abandon();
        switch (state) {
            case INVITED -> timedOut();
            case PROCEEDING, CANCELED -> end(CallOutcome.of(Result.NO_ANSWER));
            case ANSWERED -> hangUp();
            case HUNG_UP, ENDED -> over();
        }
    }

    private void end(CallOutcome outcome) {
        over();
        ended.accept(outcome);
    }

    private void over() {
        state = State.ENDED;
        leg.forget();
    }
}
