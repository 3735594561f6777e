package dev.callgate.examples.dialer;

import dev.callgate.CallPolicy;
import dev.callgate.host.OptionValue;
import dev.callgate.policy.Limit;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The command-line options for the calls at once of all dialers that share the database. */
final class LineOptions {
    private static final String LINES = "--lines";
    private static final String CALLS_PER_AGENT = "--calls-per-agent";

    @Nullable
    @Option(
            names = LINES,
            paramLabel = "N",
            description =
                    "Maximum number of concurrent calls of the organization, by all dialers that use the database."
                            + " Default: no limit.")
    private Integer lines;

    @Nullable
    @Option(
            names = CALLS_PER_AGENT,
            paramLabel = "N",
            description =
                    "Maximum number of concurrent calls of each agent, by all dialers that use the database. Default:"
                            + " no limit.")
    private Integer perAgent;

    /**
     * Returns a policy with these limits.
     *
     * @param longestCall after which a call whose end was not reported no longer holds a line
     */
    CallPolicy addTo(CallPolicy policy, Duration longestCall) {
        List<Limit> limits = new ArrayList<>();
        if (lines != null) {
            limits.add(atOnce(LINES, lines, Limit.Amount::perOrganization));
        }
        if (perAgent != null) {
            limits.add(atOnce(CALLS_PER_AGENT, perAgent, Limit.Amount::perAgent));
        }
        return policy.longestCall(longestCall).limits(limits.toArray(Limit[]::new));
    }

    private static Limit atOnce(String option, int most, Function<Limit.Amount, Limit.Scoped> whose) {
        return OptionValue.convert(
                option, most, calls -> whose.apply(Limit.calls(calls)).atOnce());
    }
}
