package dev.callgate.examples.dialer;

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
 * One call from its INVITE to its end. All that happens to it happens on the phone's one thread, so nothing here is locked.
 *
 * <p>It ends once, with one outcome, whatever crosses on the wire: an answer and a CANCEL, or the BYEs of both sides.
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

    /** Where a call is. */
    private enum State {
        /** Nothing was heard of the INVITE yet, so it cannot be canceled (RFC 3261, section 9.1). */
        INVITED,
        /** The far end is at it; it may be ringing. */
        PROCEEDING,
        /** It is to be called off; the far end has not said yet whether it was in time. */
        CANCELED,
        /** Both sides talk. */
        ANSWERED,
        /** This side hung up. */
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
     * @throws NotSentException if it did not leave this machine
     */
    void invite() throws NotSentException {
        leg.invite();
        thread.after(times.invite(), this::doubt);
        thread.after(times.ring(), this::callOff);
    }

    private void doubt() {
        if (state == State.INVITED) {
            leg.abandon();
            timedOut();
        }
    }

    /** Ends it as soon as that can be: before the answer by a CANCEL, after it by a BYE. */
    void callOff() {
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
        // The far end owes a final answer; without one in this time, the call counts as canceled (section 9.1).
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
        leg.bye();
        ended.accept(CallOutcome.answered(talked).sipStatus(Response.OK));
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

    /** The answer may come although the call was called off: then it is one, and ends at once. */
    void answered() {
        if (state == State.INVITED || state == State.PROCEEDING || state == State.CANCELED) {
            state = State.ANSWERED;
            answeredAt = clock.instant();
            if (unwanted) {
                hangUp();
            } else {
                thread.after(times.talk(), this::callOff);
            }
        }
    }

    void failed(CallOutcome outcome) {
        if (state == State.INVITED || state == State.PROCEEDING || state == State.CANCELED) {
            end(outcome);
        }
    }

    /**
     * Nobody ever said anything. RFC 3261 (section 8.1.3.1) takes that for a 408; nobody was reached, so it is the
     * network that failed, and not a called party that did not answer.
     */
    void timedOut() {
        failed(CallOutcome.of(Result.FAILED).sipStatus(Response.REQUEST_TIMEOUT));
    }

    /** The other side hung up. */
    void hungUpThere(@Nullable Integer cause) {
        if (state == State.ANSWERED) {
            CallOutcome outcome = CallOutcome.answered(talked()).sipStatus(Response.OK);
            end(cause == null ? outcome : outcome.q850Cause(cause));
        } else if (state == State.HUNG_UP) {
            over();
        }
    }

    /** The other side confirmed the BYE, or will never. */
    void byeDone() {
        if (state == State.HUNG_UP) {
            over();
        }
    }

    /** Waits no longer for the far end. */
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
