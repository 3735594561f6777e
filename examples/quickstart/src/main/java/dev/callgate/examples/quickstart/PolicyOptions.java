package dev.callgate.examples.quickstart;

import dev.callgate.CallPolicy;
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

/** What the gate decides by besides the assignments; without any of these, by the assignments only. */
final class PolicyOptions {
    private static final String REGION = "--region";
    private static final String CALLING_HOURS = "--calling-hours";
    private static final String ROTATION = "--rotation";

    @Nullable
    @Option(
            names = REGION,
            paramLabel = "CODE",
            description = "Destinations are understood as people there dial: in national form too. ISO 3166-1 code."
                    + " Default: international form only.")
    private String region;

    @Nullable
    @Option(
            names = CALLING_HOURS,
            paramLabel = "FROM-TO",
            description =
                    "When calls may be placed, by the callee's local time: 08:00-21:00. Mobile numbers, and others"
                            + " whose time zone nobody knows, are judged by --zone. Default: at any time.")
    private String callingHours;

    @Mixin
    private CapOptions caps = new CapOptions();

    @Nullable
    @Option(
            names = ROTATION,
            paramLabel = "NAME",
            description =
                    "Which of an agent's numbers is tried first: least-used, round-robin, sticky (a callee sees the"
                            + " same one), or local-presence (one near the callee). Default: least-used.")
    private String rotation;

    @Mixin
    private TollOptions toll = new TollOptions();

    @Nullable
    @Option(
            names = DoNotCallFile.OPTION,
            paramLabel = "FILE",
            description = "Text file of numbers that must not be called, one a line, as they are dialed.")
    private Path doNotCall;

    /**
     * Returns what was asked for.
     *
     * @throws UserException if a value is wrong
     */
    ChosenPolicy in(ZoneId zone) {
        List<String> words = new ArrayList<>();
        Dialling dialling = dialling(words);
        CallPolicy policy = CallPolicy.in(zone)
                .caps(caps.caps())
                .callees(CalleePrivacy.inFull())
                .tollRestriction(toll.restriction())
                .rules(rules(zone, dialling, words));
        words.addAll(caps.words());
        words.addAll(toll.words());
        if (rotation != null) {
            NumberOrder order = OptionValue.taken(ROTATION, rotation, NumberOrder::named);
            policy = policy.rotation(order.rotation());
            words.add("rotation " + order);
        }
        String there = dialling.region();
        return new ChosenPolicy(there == null ? policy : policy.region(there), dialling, List.copyOf(words));
    }

    private Dialling dialling(List<String> words) {
        if (region == null) {
            return Dialling.INTERNATIONAL;
        }
        Dialling dialling = OptionValue.taken(REGION, region, Dialling::in);
        words.add("numbers as dialed in " + dialling.region());
        return dialling;
    }

    private CallRule[] rules(ZoneId zone, Dialling dialling, List<String> words) {
        List<CallRule> rules = new ArrayList<>();
        if (doNotCall != null) {
            Set<E164> numbers = new DoNotCallFile(doNotCall, dialling).read();
            rules.add(CallRule.doNotCall(numbers::contains));
            words.add("%s not to be called".formatted(Text.count(numbers.size(), "number")));
        }
        if (callingHours != null) {
            TimesOfDay times = OptionValue.taken(CALLING_HOURS, callingHours, TimesOfDay::parse);
            rules.add(OptionValue.taken(CALLING_HOURS, callingHours, given -> hours(times))
                    .fallbackZone(zone));
            words.add("calls from %s where the callee is".formatted(times));
        }
        return rules.toArray(CallRule[]::new);
    }

    private static CallingHours hours(TimesOfDay times) {
        return CallingHours.between(times.from(), times.to());
    }
}
