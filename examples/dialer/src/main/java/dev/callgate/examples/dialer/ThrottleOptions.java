package dev.callgate.examples.dialer;

import dev.callgate.examples.dialer.sip.CallTimes;
import dev.callgate.host.UserException;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** The command-line options for the rate and the timeouts of calls. */
final class ThrottleOptions {
    @Option(names = "--calls", paramLabel = "N", description = "Maximum number of concurrent calls. Default: 20.")
    private int calls = 20;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            description = "Maximum number of calls started per second. Default: 20.")
    private int perSecond = 20;

    @Nullable
    @Option(
            names = "--ring-time",
            paramLabel = "SECONDS",
            description =
                    "Maximum time that a call rings before the dialer cancels it. Default: 30; 2 with SIPp as the far end.")
    private Double ring;

    @Nullable
    @Option(
            names = "--talk-time",
            paramLabel = "SECONDS",
            description = "Duration of an answered call before the dialer hangs up. Default: 10; 1 with SIPp.")
    private Double talk;

    @Nullable
    @Option(
            names = "--invite-time",
            paramLabel = "SECONDS",
            description = "Maximum time for any response to an INVITE; at most 32. Default: 32; 3 with SIPp.")
    private Double invite;

    CallThrottle throttle() {
        if (calls < 1 || perSecond < 1) {
            throw new UserException("--calls %d, --per-second %d: both must be 1 or more".formatted(calls, perSecond));
        }
        return new CallThrottle(calls, perSecond);
    }

    /**
     * Returns the timeouts.
     *
     * @param here whether the far end is on this machine, where short timeouts are enough
     */
    CallTimes times(boolean here) {
        return new CallTimes(
                seconds("--invite-time", invite, here ? 3 : 32),
                seconds("--ring-time", ring, here ? 2 : 30),
                seconds("--talk-time", talk, here ? 1 : 10));
    }

    private static Duration seconds(String option, @Nullable Double given, double usual) {
        double seconds = given == null ? usual : given;
        if (!(seconds >= 0 && seconds <= TimeUnit.HOURS.toSeconds(1))) {
            throw new UserException("%s %s: expected 0 to 3600 seconds".formatted(option, seconds));
        }
        return Duration.ofMillis(Math.round(seconds * TimeUnit.SECONDS.toMillis(1)));
    }
}
