package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.dialer.sip.NotSentException;
import dev.callgate.examples.dialer.sip.SipPhone;
import dev.callgate.examples.dialer.sip.Trunk;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossingIT extends SippScenario {
    CrossingIT() {
        super("crossing.xml");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "+12025550121, answered, ANSWERED, 200", // as it is canceled
        "+12025550122, hung-up, FAILED, 408", // too late
        "+12025550123, answered, ANSWERED, 200", // and asks within the call
        "+12025550124, deaf, NO_ANSWER, 408", // no final answer after the CANCEL
        "+12025550125, hung-up, ANSWERED, 200", // as the dialer hangs up
        "+12025550126, unreachable, ANSWERED, 200" // names no address for an ACK or a BYE
    })
    @Timeout(60)
    @DisplayName("whatever crosses on the wire, a call has one outcome, and nobody is left waiting at the far end")
    void crossing(String to, String end, Result result, int status) throws Exception {
        CallOutcome outcome = new TestCalls(phone).of(to);
        assertEquals(result, outcome.result());
        assertEquals(status, outcome.sipStatus());
        assertEquals(end, TestSipp.ended(sipp, to).end());
        boolean unwanted = to.endsWith("1") || to.endsWith("6");
        assertTrue(!unwanted || outcome.talkTime().compareTo(TIMES.talk()) < 0, "it was hung up at once");
    }

    @Test
    @Timeout(60)
    @DisplayName("a call whose INVITE never left this machine is told so, and nothing else is said of it")
    void notSent() throws Exception {
        // From the loopback address, no packet can be sent to another machine.
        Trunk elsewhere = Trunk.parse("192.0.2.1:5060");
        try (SipPhone mute = SipPhone.open(elsewhere, InetAddress.getLoopbackAddress(), TIMES, Clock.systemUTC())) {
            assertThrows(NotSentException.class, () -> new TestCalls(mute).start("+12025550120"));
            assertTrue(mute.awaitQuiet(Duration.ZERO));
        }
    }
}
