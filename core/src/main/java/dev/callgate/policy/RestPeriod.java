package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.internal.Attributes;
import dev.callgate.model.CallOutcome.AnsweredBy;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.spi.JournalStore.LatestOutcome;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A time without calls to a callee after a call to it had a certain outcome. For example, {@code
 * RestPeriod.after(Result.NOT_INTERESTED).days(60)}. Immutable.
 *
 * <p>The outcomes are those that were reported with {@link dev.callgate.CallGate#complete}, and a period begins when the outcome is
 * reported. The journal is where they are found: a call that was deleted from it, or whose callee was erased, begins no period. So keep
 * calls for as long as the longest period ({@link dev.callgate.admin.CallJournal#forgetCallsBefore}), and put callees that opt out for
 * good on a do-not-call list. A period that is added to a policy applies to earlier calls, too.
 *
 * <p>A period is exact if the call before is complete: no decision that begins after {@code complete} has returned allows a call within
 * the period. It does not prevent two calls to a callee at once; for that, use {@code Limit.calls(1).perCallee().atOnce()}.
 */
public final class RestPeriod {
    /** The longest period in days. */
    public static final int MAX_DAYS = 3_660;

    private static final Duration LONGEST = Duration.ofDays(MAX_DAYS);

    /** Covers the day of the outcome, the following midnight, and a change of the clocks. */
    private static final int PARTIAL_DAYS = 2;

    private final Outcomes outcomes;

    /** Null if the period is in days. */
    @Nullable
    private final Duration time;

    private final int days;

    @Nullable
    private final String attribute;

    private final Predicate<? super CallFacts> condition;

    private RestPeriod(
            Outcomes outcomes,
            @Nullable Duration time,
            int days,
            @Nullable String attribute,
            Predicate<? super CallFacts> condition) {
        this.outcomes = outcomes;
        this.time = time;
        this.days = days;
        this.attribute = attribute;
        this.condition = condition;
    }

    /** Starts a period after calls with one of several results; {@link Result#ANSWERED} includes calls that a machine answered. */
    public static Outcomes after(Result first, Result... more) {
        Set<Result> results = EnumSet.of(first, more);
        return new Outcomes(
                results.stream()
                        .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(" or ")),
                (result, answeredBy) -> results.contains(result));
    }

    /**
     * Starts a period after conversations: calls that were answered and not abandoned. A call that was answered by a machine is no
     * conversation; if it is unknown who answered, it is one.
     */
    public static Outcomes afterConversation() {
        return new Outcomes(
                "a conversation",
                (result, answeredBy) ->
                        result.isAnswered() && result != Result.ABANDONED && answeredBy != AnsweredBy.MACHINE);
    }

    /** Starts a period after calls that are known to have been answered by a machine. */
    public static Outcomes afterMachine() {
        return new Outcomes("an answer by a machine", (result, answeredBy) -> answeredBy == AnsweredBy.MACHINE);
    }

    /**
     * Returns the period after a conversation about a debt: seven consecutive days, of which the day of the conversation is the first.
     * Above that, Regulation F of the US Consumer Financial Protection Bureau presumes harassment in debt collection (12 CFR
     * 1006.14(b)(2)(i)(B)). It applies to each debt, so add {@code per("debt")} if requests have an attribute for it. For the regulation's
     * limit of calls, see {@link Limit#regulationF}. This is a starting point: the host is responsible for which law applies and for its
     * current wording.
     */
    public static RestPeriod regulationF() {
        return afterConversation().days(6);
    }

    /**
     * Returns the period after a consumer in France has refused a telephone solicitation during the conversation: sixty calendar days
     * (décret n° 2022-1313). It applies to callees that may be in France. This is a starting point: the host is responsible for which
     * law applies and for its current wording.
     */
    public static RestPeriod france() {
        return after(Result.NOT_INTERESTED, Result.OPTED_OUT).days(60).where(call -> call.place()
                .mayBeIn("FR"));
    }

    /** A kind of outcome; says next how long the period is. Immutable. */
    public static final class Outcomes {
        private final String words;
        private final Kind kind;

        private Outcomes(String words, Kind kind) {
            this.words = words;
            this.kind = kind;
        }

        /** Returns whether an outcome is of the kind. */
        @FunctionalInterface
        private interface Kind {
            boolean includes(Result result, @Nullable AnsweredBy answeredBy);
        }

        /**
         * Ends the period when a time has passed.
         *
         * @param length 1 second to {@value RestPeriod#MAX_DAYS} days
         * @throws IllegalArgumentException if the time is out of range
         */
        public RestPeriod lasting(Duration length) {
            if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "a rest period must last 1 second to %d days, not %s".formatted(MAX_DAYS, length));
            }
            return new RestPeriod(this, length, 0, null, call -> true);
        }

        /**
         * Ends the period at a midnight of the organization's time zone, after the rest of the day of the outcome and this many days.
         *
         * @param wholeDays 0 to {@value RestPeriod#MAX_DAYS}
         * @throws IllegalArgumentException if the number is out of range
         */
        public RestPeriod days(int wholeDays) {
            if (wholeDays < 0 || wholeDays > MAX_DAYS) {
                throw new IllegalArgumentException(
                        "a rest period must have 0 to %d days, not %d".formatted(MAX_DAYS, wholeDays));
            }
            return new RestPeriod(this, null, wholeDays, null, call -> true);
        }
    }

    /**
     * Returns a copy that only takes calls into account that had the same value of an attribute as the new one, such as calls about the
     * same debt. A request without the attribute is refused.
     *
     * @throws IllegalArgumentException if the text is not the name of an attribute; see {@link dev.callgate.call.CallRequest#with}
     */
    public RestPeriod per(String attributeName) {
        return new RestPeriod(outcomes, time, days, Attributes.requireName(attributeName), condition);
    }

    /**
     * Returns a copy that applies to some of the calls only to which this one applies. Earlier calls are taken into account whether the
     * condition is true for them or not.
     *
     * @param which returns whether the period applies; decides by the facts alone, without side effects, and is thread-safe
     */
    public RestPeriod where(Predicate<? super CallFacts> which) {
        Predicate<? super CallFacts> former = condition;
        Objects.requireNonNull(which, "which");
        return new RestPeriod(outcomes, time, days, attribute, call -> former.test(call) && which.test(call));
    }

    /** Returns the name of the attribute that earlier calls must share; null if there is none. */
    @Nullable
    public String attribute() {
        return attribute;
    }

    /** Returns how many days after an outcome the period may last; a started day counts as a whole one. */
    public long mostDays() {
        return time == null ? days + 1L : time.plusDays(1).minusNanos(1).toDays();
    }

    /** Returns a time before which no outcome can have begun a period that has not ended at an instant. */
    public Instant earliestOutcome(Instant at) {
        return at.minus(time == null ? Duration.ofDays((long) days + PARTIAL_DAYS) : time);
    }

    /**
     * Returns the reason to refuse a call: it would be within this period.
     *
     * @param latest the latest outcomes of the calls to the callee that have the attribute's value
     */
    public Optional<Reason> objectionTo(CallFacts call, Collection<LatestOutcome> latest) {
        return latest.stream()
                .filter(each -> outcomes.kind.includes(each.result(), each.answeredBy()))
                .map(each -> endAfter(each.completedAt(), call.zone()))
                .max(Instant::compareTo)
                .filter(end -> end.isAfter(call.at()) && condition.test(call))
                .map(end -> new Reason(
                        Reason.CALLEE_REST_PERIOD,
                        "callee %s must not be called until %s: %s"
                                .formatted(call.to().masked(), end, this),
                        end));
    }

    private Instant endAfter(Instant outcome, ZoneId zone) {
        return time == null
                ? LocalDate.ofInstant(outcome, zone)
                        .plusDays(days + 1L)
                        .atStartOfDay(zone)
                        .toInstant()
                : outcome.plus(time);
    }

    /** Returns the period in words, such as {@code 60 days without a call after not interested}. */
    @Override
    public String toString() {
        String words = "%s without a call after %s".formatted(time == null ? inDays() : time, outcomes.words);
        return attribute == null ? words : words + ", per " + attribute;
    }

    private String inDays() {
        return days == 1 ? "1 day" : days + " days";
    }
}
