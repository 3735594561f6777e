package dev.callgate;

import dev.callgate.PolicyDocument.Resources;
import dev.callgate.internal.Attributes;
import dev.callgate.model.NumberClass;
import dev.callgate.model.Regions;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.CallerIdRule;
import dev.callgate.policy.CallingHours;
import dev.callgate.policy.DoNotCallList;
import dev.callgate.policy.Limit;
import dev.callgate.policy.RestPeriod;
import dev.callgate.policy.Rotation;
import dev.callgate.policy.TollRestriction;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads a {@link PolicyDocument}. */
final class PolicyReader {
    private static final Pattern LIST_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final int MAX_LISTS = 16;
    private static final int MAX_COUNTRIES = 300;
    private static final int MAX_CALLER_ID_RULES = 100;
    private static final int MAX_LIST_AGE = 3_660;
    private static final int MAX_RETENTION = 36_600;
    private static final int LONGEST_CALL = 86_400;

    private static final Map<String, Function<Resources, CalleePrivacy>> PRIVACY = Codes.map(
            Map.entry("none", resources -> CalleePrivacy.none()),
            Map.entry("in_full", resources -> CalleePrivacy.inFull()),
            Map.entry("hashed", resources -> CalleePrivacy.hashed(resources.calleeKey())));

    private static final Map<String, Supplier<Rotation>> ROTATIONS = Codes.map(
            Map.entry("local_presence", Rotation::localPresence),
            Map.entry("least_used", Rotation::leastUsed),
            Map.entry("round_robin", Rotation::roundRobin),
            Map.entry("sticky", Rotation::sticky));

    private PolicyReader() {}

    /**
     * The parts of a policy.
     *
     * @param fixed what needs no resources and has no state
     * @param rotations the orders of numbers, each after the next one; empty for the default
     */
    record Parts(
            CallPolicy fixed,
            Function<Resources, CalleePrivacy> callees,
            List<Listed> lists,
            List<Supplier<Rotation>> rotations,
            Retention retention) {
        CallPolicy policy(Resources resources) {
            CallRule[] doNotCall =
                    lists.stream().map(each -> each.rule(resources)).toArray(CallRule[]::new);
            CallPolicy policy = fixed.callees(callees.apply(resources)).rules(doNotCall);
            return rotations.stream()
                    .map(Supplier::get)
                    .reduce(Rotation::then)
                    .map(policy::rotation)
                    .orElse(policy);
        }
    }

    /** A do-not-call list that the policy uses. */
    record Listed(String name, @Nullable Integer maxAgeDays, List<String> countries) {
        private CallRule rule(Resources resources) {
            DoNotCallList list = resources.doNotCallList(name);
            return maxAgeDays == null
                    ? CallRule.doNotCall(list::contains)
                    : CallRule.doNotCall(name, list, maxAgeDays, Set.copyOf(countries));
        }
    }

    /** After how many days the host deletes what; null for never. */
    record Retention(@Nullable Integer callDays, @Nullable Integer auditDays) {
        static final Retention FOREVER = new Retention(null, null);
    }

    /** Reads all parts. If there are problems, the result is of no use. */
    static Parts read(Fields fields) {
        CallPolicy policy = rules(fields, limits(fields, general(fields)));
        Function<Resources, CalleePrivacy> callees = callees(fields, policy);
        List<Listed> lists = fields.objects("doNotCall", MAX_LISTS, PolicyReader::listed);
        List<Supplier<Rotation>> rotations = rotations(fields);
        Retention retention = fields.object("retention", each -> retention(each, policy));
        fields.rejectOthers();
        return new Parts(policy, callees, lists, rotations, retention == null ? Retention.FOREVER : retention);
    }

    private static CallPolicy general(Fields fields) {
        String zone = fields.requiredText("zone", Codes::zone);
        CallPolicy policy = zone == null ? CallPolicy.inUtc() : CallPolicy.in(ZoneId.of(zone));
        String region =
                fields.text("region", text -> CallPolicy.inUtc().region(text).region());
        policy = region == null ? policy : policy.region(region);
        policy = fields.flag("automaticDialing") ? policy.automaticDialing() : policy;
        policy = fields.flag("journalEveryCall") ? policy.journalEveryCall() : policy;
        Integer longest = fields.number("longestCallSeconds", 1, LONGEST_CALL);
        policy = longest == null ? policy : policy.longestCall(Duration.ofSeconds(longest));
        List<String> reported = fields.texts("reportBy", Attributes.MAX_ATTRIBUTES, Attributes::requireName);
        return policy.reportBy(reported.toArray(String[]::new));
    }

    private static CallPolicy limits(Fields fields, CallPolicy without) {
        List<Limit> limits = fields.objects("limits", CallPolicy.MAX_LIMITS, LimitReader::read);
        CallPolicy policy = without;
        for (int i = 0; i < limits.size(); i++) {
            Limit limit = limits.get(i);
            CallPolicy before = policy;
            CallPolicy with = fields.valid("limits[%d]".formatted(i), () -> before.limits(limit));
            policy = with == null ? policy : with;
        }
        String contradiction = policy.longestCallContradiction();
        if (contradiction != null) {
            fields.reject("longestCallSeconds", contradiction);
        }
        return policy;
    }

    private static CallPolicy rules(Fields fields, CallPolicy without) {
        CallPolicy policy =
                without.restPeriods(fields.objects("restPeriods", CallPolicy.MAX_REST_PERIODS, RestPeriodReader::read)
                        .toArray(RestPeriod[]::new));
        CallingHours hours = fields.object("callingHours", CallingHoursReader::read);
        policy = hours == null ? policy : policy.rules(hours);
        policy = policy.callerIds(fields.objects("callerIds", MAX_CALLER_ID_RULES, CallerIdReader::read)
                .toArray(CallerIdRule[]::new));
        TollRestriction restriction = fields.object("tollRestriction", PolicyReader::tollRestriction);
        return restriction == null ? policy : policy.tollRestriction(restriction);
    }

    private static TollRestriction tollRestriction(Fields fields) {
        NumberClass[] classes = fields.choices("allowedClasses", Codes.CLASSES).toArray(NumberClass[]::new);
        String[] allowed = prefixes(fields, "allowedPrefixes");
        String[] blocked = prefixes(fields, "blockedPrefixes");
        fields.rejectOthers();
        return TollRestriction.standard()
                .allowing(classes)
                .allowingPrefixes(allowed)
                .blockingPrefixes(blocked);
    }

    private static String[] prefixes(Fields fields, String name) {
        return fields.texts(name, Codes.MAX_PREFIXES, Codes::prefix).toArray(String[]::new);
    }

    private static Function<Resources, CalleePrivacy> callees(Fields fields, CallPolicy policy) {
        String name = "callees";
        Function<Resources, CalleePrivacy> privacy =
                Objects.requireNonNullElse(fields.choice(name, PRIVACY), PRIVACY.get("none"));
        if (policy.needsCallees() && privacy == PRIVACY.get("none")) {
            fields.reject(name, "must be in_full or hashed: limits per callee and rest periods need it");
        }
        return privacy;
    }

    @Nullable
    private static Listed listed(Fields fields) {
        String name = fields.requiredText("list", PolicyReader::listName);
        Integer maxAge = fields.number("maxAgeDays", 0, MAX_LIST_AGE);
        List<String> countries = fields.texts("countries", MAX_COUNTRIES, Regions::require);
        fields.rejectOthers();
        return name == null ? null : new Listed(name, maxAge, countries);
    }

    private static String listName(String text) {
        if (!LIST_NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 64 lowercase letters, digits, hyphens and underscores, beginning with a letter or a digit, not \"%s\""
                            .formatted(text));
        }
        return text;
    }

    /** Local presence considers numbers equal, and so can be followed by another order; the others consider none equal. */
    private static List<Supplier<Rotation>> rotations(Fields fields) {
        String name = "rotation";
        List<Supplier<Rotation>> orders = fields.choices(name, ROTATIONS);
        Supplier<Rotation> byPlace = ROTATIONS.get("local_presence");
        boolean valid =
                orders.size() < 2 || (orders.get(0) == byPlace && orders.get(1) != byPlace && orders.size() == 2);
        if (!valid) {
            fields.reject(name, "must be one order, or local_presence and then one other");
        }
        return orders;
    }

    private static Retention retention(Fields fields, CallPolicy policy) {
        long least = policy.restPeriods().stream()
                .mapToLong(RestPeriod::mostDays)
                .max()
                .orElse(1);
        Integer calls = fields.number("callDays", 1, MAX_RETENTION);
        if (calls != null && calls < least) {
            fields.reject(
                    "callDays",
                    "must be at least %d, because of the longest rest period, not %d".formatted(least, calls));
        }
        Integer audit = fields.number("auditDays", 1, MAX_RETENTION);
        fields.rejectOthers();
        return new Retention(calls, audit);
    }
}
