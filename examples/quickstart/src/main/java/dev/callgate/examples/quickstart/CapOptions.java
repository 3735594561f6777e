package dev.callgate.examples.quickstart;

import dev.callgate.host.OptionValue;
import dev.callgate.host.Text;
import dev.callgate.model.AttemptLimit;
import dev.callgate.policy.Caps;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options for the caps besides each number's daily limit. */
final class CapOptions {
    private static final String PER_NUMBER = "--per-number";
    private static final String PER_AGENT = "--per-agent";
    private static final String PER_ORGANIZATION = "--per-organization";
    private static final String WARM_UP = "--warm-up";
    private static final String ATTEMPTS = "--attempts";

    @Nullable
    @Option(
            names = PER_NUMBER,
            paramLabel = "N",
            description = "Daily cap of each number, across all agents. Default: no cap.")
    private Integer perNumber;

    @Nullable
    @Option(
            names = PER_AGENT,
            paramLabel = "N",
            description = "Daily cap of each agent, across all numbers. Default: no cap.")
    private Integer perAgent;

    @Nullable
    @Option(names = PER_ORGANIZATION, paramLabel = "N", description = "Daily cap of the organization. Default: no cap.")
    private Integer perOrganization;

    @Option(
            names = WARM_UP,
            paramLabel = "N",
            split = ",",
            description =
                    "Caps of a new number on its first days, such as 20,40,80; the day when it was added is the first."
                            + " Default: no warm-up.")
    private List<Integer> warmUp = List.of();

    @Option(
            names = ATTEMPTS,
            paramLabel = "N/PERIOD",
            split = ",",
            description =
                    "Maximum attempts per callee within a period in ISO 8601 form, such as 3/PT24H or 7/P7D; all of"
                            + " them apply. Default: no limit.")
    private List<String> attempts = List.of();

    Caps caps() {
        Caps caps = Caps.none();
        if (perNumber != null) {
            caps = OptionValue.convert(PER_NUMBER, perNumber, caps::perNumber);
        }
        if (perAgent != null) {
            caps = OptionValue.convert(PER_AGENT, perAgent, caps::perAgent);
        }
        if (perOrganization != null) {
            caps = OptionValue.convert(PER_ORGANIZATION, perOrganization, caps::perOrganization);
        }
        return warmedUp(caps).attemptsPerCallee(limits().toArray(AttemptLimit[]::new));
    }

    private Caps warmedUp(Caps caps) {
        int[] days = warmUp.stream().mapToInt(Integer::intValue).toArray();
        return OptionValue.convert(WARM_UP, joined(","), given -> caps.warmUp(days));
    }

    private String joined(String separator) {
        return warmUp.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }

    private List<AttemptLimit> limits() {
        return attempts.stream()
                .map(each -> OptionValue.convert(ATTEMPTS, each, Attempts::parse))
                .toList();
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        add(words, perNumber, "number");
        add(words, perAgent, "agent");
        add(words, perOrganization, "organization");
        if (!warmUp.isEmpty()) {
            words.add("at most %s calls from a number on its first days".formatted(joined(", ")));
        }
        limits().forEach(limit -> words.add("at most %s to a callee".formatted(limit)));
        return words;
    }

    private static void add(List<String> words, @Nullable Integer cap, String capped) {
        if (cap != null) {
            words.add("at most %s a day per %s".formatted(Text.count(cap, "call"), capped));
        }
    }
}
