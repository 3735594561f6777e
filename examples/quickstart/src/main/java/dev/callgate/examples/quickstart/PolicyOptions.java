package dev.callgate.examples.quickstart;

import dev.callgate.CallPolicy;
import dev.callgate.host.HostOptions;
import dev.callgate.host.OptionValue;
import dev.callgate.host.Text;
import dev.callgate.host.UserException;
import dev.callgate.model.E164;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.CallingHours;
import jakarta.annotation.Nullable;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rules of the policy. Without any of these options, the assignments alone decide. */
final class PolicyOptions {
    private static final String CALLING_HOURS = "--calling-hours";
    private static final String ROTATION = "--rotation";

    @Nullable
    @Option(
            names = CALLING_HOURS,
            paramLabel = "FROM-TO",
            description =
                    "Calling hours in the callee's local time, such as 08:00-21:00. For mobile numbers, and for others"
                            + " whose time zone is unknown, --zone applies. Default: at any time.")
    private String callingHours;

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Nullable
    @Option(
            names = ROTATION,
            paramLabel = "NAME",
            description =
                    "Which of an agent's numbers is tried first: least-used, round-robin, sticky (the same one for each"
                            + " call to a callee), or local-presence (one near the callee). Default: least-used.")
    private String rotation;

    @Mixin
    private TollOptions toll = new TollOptions();

    @Nullable
    @Option(
            names = DoNotCallFile.OPTION,
            paramLabel = "FILE",
            description = "Text file of numbers that must not be called, one per line, as they are dialed.")
    private Path doNotCall;

    /**
     * Returns the policy that the options describe.
     *
     * @throws UserException if an option has an invalid value
     */
    ChosenPolicy in(ZoneId zone, @Nullable String region) {
        List<String> words = new ArrayList<>();
        DialPlan dialPlan = dialPlan(region, words);
        CallPolicy policy = OptionValue.check(() -> limits.addTo(CallPolicy.in(zone)))
                .callees(CalleePrivacy.inFull())
                .tollRestriction(toll.restriction())
                .rules(rules(zone, dialPlan, words));
        words.addAll(limits.words());
        words.addAll(toll.words());
        if (rotation != null) {
            NumberOrder order = OptionValue.convert(ROTATION, rotation, NumberOrder::named);
            policy = policy.rotation(order.rotation());
            words.add("rotation " + order);
        }
        String there = dialPlan.region();
        return new ChosenPolicy(there == null ? policy : policy.region(there), dialPlan, List.copyOf(words));
    }

    private static DialPlan dialPlan(@Nullable String region, List<String> words) {
        if (region == null) {
            return DialPlan.INTERNATIONAL;
        }
        DialPlan dialPlan = OptionValue.convert(HostOptions.REGION, region, DialPlan::in);
        words.add("numbers as dialed in " + dialPlan.region());
        return dialPlan;
    }

    private CallRule[] rules(ZoneId zone, DialPlan dialPlan, List<String> words) {
        List<CallRule> rules = new ArrayList<>();
        if (doNotCall != null) {
            Set<E164> numbers = new DoNotCallFile(doNotCall, dialPlan).read();
            rules.add(CallRule.doNotCall(numbers::contains));
            words.add("%s not to be called".formatted(Text.count(numbers.size(), "number")));
        }
        if (callingHours != null) {
            TimesOfDay times = OptionValue.convert(CALLING_HOURS, callingHours, TimesOfDay::parse);
            rules.add(OptionValue.convert(CALLING_HOURS, callingHours, given -> hours(times))
                    .fallbackZone(zone));
            words.add("calls from %s where the callee is".formatted(times));
        }
        return rules.toArray(CallRule[]::new);
    }

    private static CallingHours hours(TimesOfDay times) {
        return CallingHours.between(times.from(), times.to());
    }
}
