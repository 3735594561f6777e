package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.callgate.examples.dialer.sipp.ReceivedCall;
import dev.callgate.examples.dialer.sipp.Sipp;
import java.nio.file.Path;
import java.time.Duration;

/** SIPp as the far end of a test. */
final class TestSipp {
    private TestSipp() {}

    /** Starts SIPp. If it is not installed, the test fails on a build server and is skipped elsewhere. */
    static Sipp start(String scenario, Path folder) {
        requireInstalled();
        return Sipp.start(scenario, folder);
    }

    static void requireInstalled() {
        boolean installed = Sipp.isInstalled();
        if (System.getenv("CI") == null) {
            assumeTrue(installed, "SIPp is not installed (Debian: sip-tester)");
        }
        assertTrue(installed, "SIPp is not installed (Debian: sip-tester)");
    }

    /** Waits until a call has ended at the far end, too. */
    static ReceivedCall ended(Sipp sipp, String to) throws Exception {
        return Eventually.get(
                Duration.ofSeconds(30),
                () -> sipp.received().calls().stream()
                        .filter(call -> call.to().equals(to) && !call.end().isEmpty())
                        .findFirst(),
                () -> "the end of the call to %s in the log of %s".formatted(to, sipp.trunk()));
    }
}
