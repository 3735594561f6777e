package dev.callgate.examples.quickstart;

import dev.callgate.host.OptionValue;
import dev.callgate.model.NumberClass;
import dev.callgate.policy.TollRestriction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options for the numbers that may be called, by prefix and class. */
final class TollOptions {
    private static final String BLOCK = "--block";
    private static final String ALLOW = "--allow";
    private static final String ALLOW_CLASSES = "--allow-classes";

    @Option(
            names = BLOCK,
            paramLabel = "PREFIX",
            split = ",",
            description =
                    "Prefix of numbers that must not be called, such as +1876. Of several prefixes, the longest decides.")
    private List<String> blocked = List.of();

    @Option(
            names = ALLOW,
            paramLabel = "PREFIX",
            split = ",",
            description =
                    "Prefix of numbers that may be called, regardless of their class: +44870, or +187655 if +1876 is"
                            + " blocked.")
    private List<String> allowed = List.of();

    @Option(
            names = ALLOW_CLASSES,
            paramLabel = "CLASS",
            split = ",",
            description =
                    "Additional classes that may be called: premium_rate, shared_cost, satellite, personal_number, pager,"
                            + " uan. Default: none of these.")
    private List<String> classes = List.of();

    TollRestriction restriction() {
        TollRestriction restriction = TollRestriction.standard();
        for (String prefix : blocked) {
            restriction = OptionValue.convert(BLOCK, prefix, restriction::blockingPrefixes);
        }
        for (String prefix : allowed) {
            requireNotBlocked(prefix);
            restriction = OptionValue.convert(ALLOW, prefix, restriction::allowingPrefixes);
        }
        return restriction.allowing(distinctClasses().toArray(NumberClass[]::new));
    }

    private void requireNotBlocked(String prefix) {
        if (blocked.contains(prefix)) {
            throw OptionValue.invalid(ALLOW, prefix, "%s names the same prefix".formatted(BLOCK), null);
        }
    }

    private List<NumberClass> distinctClasses() {
        return classes.stream()
                .map(code -> OptionValue.convert(ALLOW_CLASSES, code, NumberClass::ofCode))
                .distinct()
                .toList();
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        if (!blocked.isEmpty()) {
            words.add("no calls to " + String.join(", ", blocked));
        }
        if (!allowed.isEmpty()) {
            words.add("calls of any class to " + String.join(", ", allowed));
        }
        if (!classes.isEmpty()) {
            words.add("calls to %s too"
                    .formatted(distinctClasses().stream().map(NumberClass::code).collect(Collectors.joining(", "))));
        }
        return words;
    }
}
