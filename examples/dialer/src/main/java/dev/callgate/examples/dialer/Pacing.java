package dev.callgate.examples.dialer;

import dev.callgate.host.UserException;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** How many calls, and how long. */
final class Pacing {
    @Option(names = "--calls", paramLabel = "N", description = "Calls at a time at most. Default: 20.")
    private int calls = 20;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            description = "Calls that begin in a second at most. Default: 20.")
    private int perSecond = 20;

    @Nullable
    @Option(
            names = "--ring-time",
            paramLabel = "SECONDS",
            description = "How long it rings before the dialer gives up. Default: 30; 2 with SIPp as the far end.")
    private Double ring;

    @Nullable
    @Option(
            names = "--talk-time",
            paramLabel = "SECONDS",
            description = "How long an answered call lasts before the dialer hangs up. Default: 10; 1 with SIPp.")
    private Double talk;

    @Nullable
    @Option(
            names = "--invite-time",
            paramLabel = "SECONDS",
            description =
                    "How long the dialer waits for any answer at all to an INVITE, 32 at most. Default: 32; 3 with"
                            + " SIPp.")
    private Double invite;

    Pace pace() {
        if (calls < 1 || perSecond < 1) {
            throw new UserException("--calls and --per-second have to be 1 or more");
        }
        return new Pace(calls, perSecond);
    }

    /** Nobody at a far end on this machine is in need of patience. */
    CallTimes times(boolean here) {
        return new CallTimes(
                seconds("--invite-time", invite, here ? 3 : 32),
                seconds("--ring-time", ring, here ? 2 : 30),
                seconds("--talk-time", talk, here ? 1 : 10));
    }

    private static Duration seconds(String option, @Nullable Double given, double usual) {
        double seconds = given == null ? usual : given;
        if (!(seconds >= 0 && seconds <= TimeUnit.HOURS.toSeconds(1))) {
            throw new UserException("%s %s: a time is 0 seconds to an hour".formatted(option, seconds));
        }
        return Duration.ofMillis(Math.round(seconds * TimeUnit.SECONDS.toMillis(1)));
    }
}
