package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.dialer.sipp.ReceivedCall;
import dev.callgate.examples.dialer.sipp.Sipp;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemotePartyIT extends SippScenario {
    private int calls;

    RemotePartyIT() {
        super("far-end.xml");
    }

    @Override
    void end(Sipp started) {
        assertEquals(calls, started.stop().counted());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "+12025550120, answered, ANSWERED, 200, 0",
        "+12025550125, hung-up, ANSWERED, 200, 16",
        "+12025550126, busy, BUSY, 486, 17",
        "+12025550127, canceled, NO_ANSWER, 487, 0",
        "+12025550128, declined, REJECTED, 603, 0",
        "+12025550119, silent, FAILED, 408, 0",
        "+12025550129, garbled, FAILED, 408, 0"
    })
    @Timeout(60)
    @DisplayName("each way in which a call can go becomes its outcome, and shows the decision's number")
    void outcome(String to, String end, Result result, int status, int cause) throws Exception {
        calls++;
        CallOutcome outcome = new TestCalls(phone).of(to);
        assertEquals(result, outcome.result());
        assertEquals(status, outcome.sipStatus());
        assertEquals(cause == 0 ? null : (Integer) cause, outcome.q850Cause());
        String from = TestCalls.FROM.toString();
        assertEquals(new ReceivedCall("test list:" + to, from, from, to, end), TestSipp.ended(sipp, to));
        assertTrue(
                end.equals("answered") == (outcome.talkTime().compareTo(TIMES.talk()) >= 0),
                () -> end + " after " + outcome.talkTime());
    }
}
