package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.NumberClass;
import dev.callgate.model.PhoneNumber;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A rule that may refuse a number as the caller ID of a call. It is asked for each of the agent's numbers. A number that it
 * refuses is not tried, and the call may still be placed from another one:
 *
 * <pre>{@code
 * policy.callerIds(CallerIdRule.spain(), CallerIdRule.never(NumberClass.TOLL_FREE).where(call -> call.place().mayBeIn("IT")))
 * }</pre>
 *
 * <p>A rule is evaluated for each decision and each preview, also with future times to find out when the call could be
 * allowed. So it must decide by its arguments alone, be fast, have no side effects, and be thread-safe. Its exceptions
 * propagate to the caller of the gate: no call is allowed if a rule fails.
 *
 * <p>The rules of laws reflect their wording on the date that their description names. Laws change and depend on the kind of
 * call: have them confirmed by counsel.
 */
@FunctionalInterface
public interface CallerIdRule {
    /**
     * Returns the reason not to place a call from a number, including when the reason ends if that is known; empty if the rule
     * does not object. A refusal has one reason for each code, with the number of numbers that it concerns; so {@link
     * Reason#numbers} of the result is ignored.
     *
     * @param from the number that would be the caller ID, as it is in the inventory
     */
    Optional<Reason> objectionTo(PhoneNumber from, CallFacts call);

    /**
     * Returns a rule that refuses all numbers of some classes, with {@link Reason#CALLER_ID_CLASS_NOT_ALLOWED}: for example,
     * toll-free numbers. In numbering plans that do not distinguish landlines from mobile phones, as in North America, both are
     * of class {@link NumberClass#FIXED_LINE_OR_MOBILE}.
     *
     * @throws IllegalArgumentException if no class is given
     */
    static CallerIdRule never(NumberClass... classes) {
        if (classes.length == 0) {
            throw new IllegalArgumentException("a rule needs the classes that it refuses: name at least one");
        }
        Map<NumberClass, Reason> reasons = new EnumMap<>(NumberClass.class);
        for (NumberClass each : classes) {
            reasons.put(
                    each,
                    new Reason(
                            Reason.CALLER_ID_CLASS_NOT_ALLOWED,
                            "numbers of class %s must not be the caller ID".formatted(each.code())));
        }
        return (from, call) -> Optional.ofNullable(reasons.get(from.e164().numberClass()));
    }

    /**
     * Returns a rule that refuses all numbers except those that begin with one of some prefixes, with {@link
     * Reason#CALLER_ID_PREFIX_NOT_ALLOWED}. If a policy has several such rules, a number has to satisfy all of them.
     *
     * @param prefixes such as {@code +33162}: a plus sign and 1 to 15 digits, the first not 0
     * @throws IllegalArgumentException if a prefix does not have that form, or none is given
     */
    static CallerIdRule onlyWithin(String... prefixes) {
        Set<String> allowed = required(prefixes);
        Optional<Reason> objection = Optional.of(new Reason(
                Reason.CALLER_ID_PREFIX_NOT_ALLOWED,
                "only numbers that begin with %s may be the caller ID".formatted(String.join(", ", allowed))));
        return (from, call) -> Prefixes.longestOf(from.e164(), allowed) == null ? objection : Optional.empty();
    }

    /**
     * Returns a rule that refuses numbers that begin with one of some prefixes, with {@link Reason#CALLER_ID_PREFIX_BLOCKED}.
     *
     * @param prefixes as in {@link #onlyWithin}
     * @throws IllegalArgumentException if a prefix does not have that form, or none is given
     */
    static CallerIdRule notWithin(String... prefixes) {
        Set<String> blocked = required(prefixes);
        return (from, call) -> Optional.ofNullable(Prefixes.longestOf(from.e164(), blocked))
                .map(prefix -> new Reason(
                        Reason.CALLER_ID_PREFIX_BLOCKED,
                        "numbers that begin with %s must not be the caller ID".formatted(prefix)));
    }

    private static Set<String> required(String... prefixes) {
        if (prefixes.length == 0) {
            throw new IllegalArgumentException(
                    "a rule needs the prefixes of numbers: name at least one, such as +33162");
        }
        Set<String> all = new LinkedHashSet<>();
        Arrays.asList(prefixes).forEach(each -> all.add(Prefixes.require(each)));
        return all;
    }

    /**
     * Returns a rule that judges only some calls as this one does, and objects to no other.
     *
     * @param calls returns whether the rule applies; must decide by the facts alone, without side effects, and be thread-safe
     */
    default CallerIdRule where(Predicate<? super CallFacts> calls) {
        Objects.requireNonNull(calls, "calls");
        return (from, call) -> calls.test(call) ? objectionTo(from, call) : Optional.empty();
    }

    /**
     * Refuses mobile numbers as the caller ID of calls to Spain, according to Spain's rules for customer service and unsolicited
     * commercial calls since June 7, 2025: Orden TDF/149/2025 of February 12, article 9 (BOE-A-2025-2870), as law firms quote it,
     * read in November 2026.
     *
     * <p>The order forbids the ranges of numbers that are allocated to mobile services. Here, that includes those of other
     * countries: a number of class {@link NumberClass#MOBILE} is refused, whatever its country. A number of class {@link
     * NumberClass#FIXED_LINE_OR_MOBILE} is not, because no range of such a numbering plan is allocated to mobile services.
     * All calls to Spain are taken for calls that the order is about: limit others with {@link #where}.
     *
     * <p>A call is to Spain if the called number is Spanish, or if the called party may be there according to the request.
     */
    static CallerIdRule spain() {
        return callsTo("ES", "Spain", never(NumberClass.MOBILE));
    }

    /**
     * Refuses all numbers as the caller ID of calls to France except the verified multipurpose numbers (numéros polyvalents
     * vérifiés) of metropolitan France, which call centers that dial automatically may show: 01 62, 01 63, 02 70, 02 71, 03 77,
     * 03 78, 04 24, 04 25, 05 68, 05 69, 09 48 and 09 49. These are the rules of Arcep's national numbering plan since January 1,
     * 2023 (décision 2018-0881, as amended by décision 2022-1583), as Arcep's page for businesses and the press report them,
     * read in November 2026. Later amendments, such as décision 2025-2215, were not read.
     *
     * <p>Mobile numbers (06 and 07) are refused, as call centers may not show them in any case. The rest is refused in doubt:
     *
     * <ul>
     *   <li>Foreign numbers. The plan binds whoever shows a French number, and the gate cannot know where a platform is.
     *   <li>The verified numbers of the overseas departments, 09 475 to 09 479.
     *   <li>The other landline numbers (01 to 05, 09), and special numbers such as 08, which some calls may show.
     * </ul>
     *
     * <p>A host to which the plan grants more uses {@link #onlyWithin} with prefixes of its own. The overseas departments are
     * countries of their own in ISO 3166-1, and calls to them are not judged. A call is to France if the called number is
     * French, or if the called party may be there according to the request.
     */
    static CallerIdRule france() {
        return callsTo(
                "FR",
                "France",
                onlyWithin(
                        "+33162", "+33163", "+33270", "+33271", "+33377", "+33378", "+33424", "+33425", "+33568",
                        "+33569", "+33948", "+33949"));
    }

    /** Returns a rule for calls to one country, which its reasons name. */
    private static CallerIdRule callsTo(String country, String name, CallerIdRule rule) {
        CallerIdRule naming = (from, call) -> rule.objectionTo(from, call)
                .map(each -> new Reason(each.code(), "%s of calls to %s".formatted(each.message(), name)));
        return naming.where(call -> call.to().region().equals(country)
                || (call.knownPlace() != null && call.knownPlace().mayBeIn(country)));
    }
}
