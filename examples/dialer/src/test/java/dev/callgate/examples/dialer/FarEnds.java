package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** Far ends of a test. */
final class FarEnds {
    private FarEnds() {}

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
}
