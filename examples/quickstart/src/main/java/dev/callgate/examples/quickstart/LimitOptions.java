package dev.callgate.examples.quickstart;

import dev.callgate.CallPolicy;
import dev.callgate.host.OptionValue;
import dev.callgate.host.UserException;
import dev.callgate.policy.Limit;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options for the limits besides each number's daily limit. */
final class LimitOptions {
    private static final String PER_NUMBER = "--per-number";
    private static final String PER_AGENT = "--per-agent";
    private static final String PER_ORGANIZATION = "--per-organization";
    private static final String WARM_UP = "--warm-up";
    private static final String PER_CALLEE = "--per-callee";

    @Nullable
    @Option(
            names = PER_NUMBER,
            paramLabel = "N",
            description = "Daily limit of each number, across all agents. Default: no limit.")
    private Integer perNumber;

    @Nullable
    @Option(
            names = PER_AGENT,
            paramLabel = "N",
            description = "Daily limit of each agent, across all numbers. Default: no limit.")
    private Integer perAgent;

    @Nullable
    @Option(
            names = PER_ORGANIZATION,
            paramLabel = "N",
            description = "Daily limit of the organization. Default: no limit.")
    private Integer perOrganization;

    @Option(
            names = WARM_UP,
            paramLabel = "N",
            split = ",",
            description =
                    "Limits of a new number on its first days, such as 20,40,80, before --per-number applies; the day"
                            + " when it was added is the first. Default: no warm-up.")
    private List<Integer> warmUp = List.of();

    @Option(
            names = PER_CALLEE,
            paramLabel = "N/PERIOD",
            split = ",",
            description =
                    "Limit of the calls to each callee within a period in ISO 8601 form, such as 3/PT24H or 7/P7D; all"
                            + " of them apply. Default: no limit.")
    private List<String> perCallee = List.of();

    /**
     * Returns a policy with the limits that the options describe.
     *
     * @throws UserException if an option has an invalid value
     * @throws IllegalArgumentException if two limits count the same calls
     */
    CallPolicy addTo(CallPolicy policy) {
        return policy.limits(limits().toArray(Limit[]::new));
    }

    private List<Limit> limits() {
        List<Limit> limits = new ArrayList<>();
        if (perNumber != null) {
            limits.add(warmedUp(
                    limit(PER_NUMBER, perNumber, most -> Limit.calls(most).perNumber())));
        } else if (!warmUp.isEmpty()) {
            throw OptionValue.invalid(WARM_UP, joined(","), "add --per-number, the limit after the first days", null);
        }
        if (perAgent != null) {
            limits.add(limit(PER_AGENT, perAgent, most -> Limit.calls(most).perAgent()));
        }
        if (perOrganization != null) {
            limits.add(limit(
                    PER_ORGANIZATION, perOrganization, most -> Limit.calls(most).perOrganization()));
        }
        perCallee.forEach(each -> limits.add(OptionValue.convert(PER_CALLEE, each, CalleeLimit::parse)));
        return limits;
    }

    private static Limit limit(String option, Integer most, Function<Integer, Limit.Scoped> calls) {
        return OptionValue.convert(option, most, calls).aDay();
    }

    private Limit warmedUp(Limit limit) {
        int[] days = warmUp.stream().mapToInt(Integer::intValue).toArray();
        return days.length == 0 ? limit : OptionValue.convert(WARM_UP, joined(","), given -> limit.warmingUp(days));
    }

    private String joined(String separator) {
        return warmUp.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        limits().forEach(limit -> words.add("at most " + limit));
        if (!warmUp.isEmpty()) {
            words.add("at most %s calls from a number on its first days".formatted(joined(", ")));
        }
        return words;
    }
}
