package dev.callgate.examples.dialer;

import dev.callgate.examples.dialer.sip.CallTimes;
import dev.callgate.examples.dialer.sip.SipPhone;
import dev.callgate.examples.dialer.sipp.Sipp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests with one phone and one SIPp, which plays a scenario. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SippScenario {
    static final CallTimes TIMES =
            new CallTimes(Duration.ofMillis(1_280), Duration.ofMillis(700), Duration.ofMillis(300));

    @TempDir
    static Path folder;

    private final String scenario;
    Sipp sipp;
    SipPhone phone;

    SippScenario(String scenario) {
        this.scenario = scenario;
    }

    @BeforeAll
    void start() {
        sipp = TestSipp.start(scenario, folder);
        phone = SipPhone.open(sipp.trunk(), null, TIMES, Clock.systemUTC());
    }

    @AfterAll
    void stop() {
        if (sipp != null) {
            phone.close();
            end(sipp);
        }
    }

    void end(Sipp started) {
        started.close();
    }
}
