package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.callgate.examples.dialer.sipp.ReceivedCall;
import dev.callgate.examples.dialer.sipp.Sipp;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Far ends of a test. */
final class TestSipp {
    private TestSipp() {}

    /** Starts one; where SIPp is not installed, the test fails on a build server, and is skipped elsewhere. */
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

    /** Waits until the far end, too, has a call behind it. */
    static ReceivedCall ended(Sipp sipp, String to) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            for (ReceivedCall call : sipp.received().calls()) {
                if (call.to().equals(to) && !call.end().isEmpty()) {
                    return call;
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new AssertionError("the call to %s has not ended at the far end: %s".formatted(to, sipp.received()));
    }
}
