package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.journal.CallOutcome;
import dev.callgate.journal.CallOutcome.Result;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FarEndIT {
    private static final CallTimes TIMES =
            new CallTimes(Duration.ofMillis(1_280), Duration.ofMillis(700), Duration.ofMillis(300));

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
    void outcome(String to, String end, Result result, int status, int cause, @TempDir Path folder) throws Exception {
        try (Sipp sipp = FarEnds.start("far-end.xml", folder);
                SipPhone phone = SipPhone.open(sipp.trunk(), null, TIMES, Clock.systemUTC())) {
            CallOutcome outcome = new Calling(phone).of(to);

            assertEquals(result, outcome.result());
            assertEquals(status, outcome.sipStatus());
            assertEquals(cause == 0 ? null : (Integer) cause, outcome.q850Cause());
            FarEndLog log = sipp.stop();
            String from = Calling.FROM.toString();
            assertEquals(List.of(new FarCall("test list:" + to, from, from, to, end)), log.calls());
            assertEquals(1, log.counted());
            assertTrue(
                    end.equals("answered") == (outcome.talkTime().compareTo(TIMES.talk()) >= 0),
                    () -> end + " after " + outcome.talkTime());
        }
    }
}
