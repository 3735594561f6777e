package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.dialer.sip.NotSentException;
import dev.callgate.examples.dialer.sip.OutboundCall;
import dev.callgate.examples.dialer.sip.SipPhone;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.E164;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One call after the other through a phone. */
final class TestCalls {
    static final E164 FROM = E164.parse("+14165550123");

    private final SipPhone phone;
    private final BlockingQueue<CallOutcome> outcomes = new LinkedBlockingQueue<>();

    TestCalls(SipPhone phone) {
        this.phone = phone;
    }

    void start(String to) throws NotSentException {
        phone.call(new OutboundCall("test list:" + to, FROM, to), outcomes::add);
    }

    CallOutcome outcome() throws InterruptedException {
        CallOutcome outcome = outcomes.poll(30, TimeUnit.SECONDS);
        assertNotNull(outcome, "nobody said how the call went within 30 seconds");
        return outcome;
    }

    CallOutcome of(String to) throws NotSentException, InterruptedException {
        start(to);
        CallOutcome outcome = outcome();
        assertTrue(phone.awaitQuiet(Duration.ofSeconds(30)), "the call is not over on the wire");
        assertTrue(outcomes.isEmpty(), () -> "a call has one outcome, not also " + outcomes);
        return outcome;
    }
}
