package dev.callgate.policy;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.internal.Attributes;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.Counter.Scope;
import dev.callgate.model.Counter.Unit;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.CounterLimit;
import dev.callgate.spi.CounterValue;
import jakarta.annotation.Nullable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A limit beyond the daily limits of assignments: so many calls, or minutes, of whom, in what time. For example, {@code
 * Limit.calls(15).perNumber().anHour()}. Immutable.
 *
 * <p>A call is counted on all limits of its policy or on none, in the step that counts it on its assignment. A limit counts from the
 * moment at which it is part of the policy: it does not include earlier calls.
 */
public final class Limit {
    /** The highest limit of calls, and of minutes, in a period. */
    public static final int MAX_AMOUNT = 1_000_000_000;

    /** The highest limit of calls in progress and of a rolling window, for which stores keep each call. */
    public static final int MAX_HELD = 10_000;

    private static final int SECONDS_A_MINUTE = 60;
    private static final Pattern CONDITION_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    private final long most;
    private final Scope scope;

    @Nullable
    private final String attribute;

    private final Span span;
    private final Counter.Kind kind;
    private final List<Integer> warmUp;
    private final Predicate<? super CallFacts> condition;
    private final String words;

    private Limit(
            long most,
            Scope scope,
            @Nullable String attribute,
            Span span,
            Counter.Kind kind,
            List<Integer> warmUp,
            Predicate<? super CallFacts> condition) {
        this.most = most;
        this.scope = scope;
        this.attribute = attribute;
        this.span = span;
        this.kind = kind;
        this.warmUp = warmUp;
        this.condition = condition;
        this.words = words(most, scope, attribute, span, kind);
    }

    private static String words(long most, Scope scope, @Nullable String attribute, Span span, Counter.Kind kind) {
        String words = "%s per %s %s"
                .formatted(
                        kind.unit() == Unit.CALLS ? count(most, "call") : count(most / SECONDS_A_MINUTE, "minute"),
                        attribute == null ? scope.name().toLowerCase(Locale.ROOT) : attribute,
                        span.words());
        return kind.condition().isEmpty() ? words : words + " where " + kind.condition();
    }

    /**
     * Starts a limit of a number of calls.
     *
     * @param most the most calls, 1 to {@value #MAX_AMOUNT}; at most {@value #MAX_HELD} at once or in a rolling window
     * @throws IllegalArgumentException if the number is out of range
     */
    public static Amount calls(int most) {
        return new Amount(Unit.CALLS, valid(most, "calls"));
    }

    /**
     * Starts a limit of talk time. A call reserves the longest call of its policy when it is allowed, and counts its talk time, rounded
     * up to a whole second, when it is completed. A call that is never completed counts as the longest call.
     *
     * @param most the most minutes, 1 to {@value #MAX_AMOUNT}
     * @throws IllegalArgumentException if the number is out of range
     */
    public static Amount minutes(int most) {
        return new Amount(Unit.SECONDS, (long) valid(most, "minutes") * SECONDS_A_MINUTE);
    }

    private static int valid(int most, String what) {
        if (most < 1 || most > MAX_AMOUNT) {
            throw new IllegalArgumentException(
                    "a limit must be 1 to %d %s, not %d: to allow none, use a rule".formatted(MAX_AMOUNT, what, most));
        }
        return most;
    }

    /**
     * Returns three calls to the same number in 24 hours, Florida's limit for telephone solicitation on one subject (Florida Statutes,
     * section 501.616(6)(b)). This is a starting point: the host is responsible for which law applies and for its current wording.
     */
    public static Limit florida() {
        return calls(3).perCallee().within(Duration.ofHours(24));
    }

    /**
     * Returns seven calls to the same number within seven consecutive days. Above this limit, Regulation F of the US Consumer Financial
     * Protection Bureau presumes harassment in debt collection (12 CFR 1006.14(b)(2)). For the regulation's rule
     * about the week after a conversation, see {@link RestPeriod#regulationF}.
     */
    public static Limit regulationF() {
        return calls(7).perCallee().within(Duration.ofDays(7));
    }

    /** How much a limit allows; says next of whom. Immutable. */
    public static final class Amount {
        private final Unit unit;
        private final long most;

        private Amount(Unit unit, long most) {
            this.unit = unit;
            this.most = most;
        }

        /** Counts the calls from each number, regardless of which agent uses it. */
        public Scoped perNumber() {
            return new Scoped(this, Scope.NUMBER, null);
        }

        /** Counts the calls of each agent from all numbers. */
        public Scoped perAgent() {
            return new Scoped(this, Scope.AGENT, null);
        }

        /** Counts all calls of the organization. They are then counted one after the other, on one counter. */
        public Scoped perOrganization() {
            return new Scoped(this, Scope.ORGANIZATION, null);
        }

        /**
         * Counts the calls to each number by any agent. The policy must keep callees in full or hashed, because it has to tell them
         * apart.
         */
        public Scoped perCallee() {
            return new Scoped(this, Scope.CALLEE, null);
        }

        /**
         * Counts the calls with each value of an attribute, such as the calls of each campaign. A request without the attribute is
         * refused.
         *
         * @throws IllegalArgumentException if the text is not the name of an attribute; see
         *     {@link dev.callgate.call.CallRequest#with}
         */
        public Scoped per(String attributeName) {
            return new Scoped(this, Scope.ATTRIBUTE, Attributes.requireName(attributeName));
        }
    }

    /** How much a limit allows, of whom; says next in what time. Immutable. */
    public static final class Scoped {
        private final Amount amount;
        private final Scope scope;

        @Nullable
        private final String attribute;

        private Scoped(Amount amount, Scope scope, @Nullable String attribute) {
            this.amount = amount;
            this.scope = scope;
            this.attribute = attribute;
        }

        /** Counts by the clock hours of the organization's time zone. */
        public Limit anHour() {
            return in(new Span.Hour());
        }

        /** Counts by the days of the organization's time zone. */
        public Limit aDay() {
            return in(new Span.Day());
        }

        /** Counts by the weeks of the organization's time zone, from Monday to Sunday (ISO 8601). */
        public Limit aWeek() {
            return aWeekFrom(DayOfWeek.MONDAY);
        }

        /** Counts by the weeks of the organization's time zone that begin on a day. */
        public Limit aWeekFrom(DayOfWeek first) {
            return in(new Span.Week(Objects.requireNonNull(first, "first")));
        }

        /** Counts by the calendar months of the organization's time zone. */
        public Limit aMonth() {
            return in(new Span.Month());
        }

        /**
         * Counts within a rolling window. A call no longer counts as soon as exactly this much time has passed.
         *
         * @param window 1 second to 366 days, in whole seconds
         * @throws IllegalArgumentException if the window is out of range, or calls are limited to more than {@value Limit#MAX_HELD}
         */
        public Limit within(Duration window) {
            return in(new Span.Window(window));
        }

        /**
         * Counts the calls that are in progress. A call ends when it is released or completed, or by itself after the longest call of
         * the policy unless it is renewed ({@link dev.callgate.CallGate#renew}). So what is lost heals.
         *
         * @throws IllegalArgumentException if minutes are limited, or calls to more than {@value Limit#MAX_HELD}
         */
        public Limit atOnce() {
            if (amount.unit == Unit.SECONDS) {
                throw new IllegalArgumentException(
                        "minutes cannot be limited at once: limit them in a period or a window, or limit calls at once");
            }
            return in(new Span.Live());
        }

        private Limit in(Span span) {
            Counter.Kind kind = new Counter.Kind(amount.unit, span.key(), "");
            if (kind.isHeld() && amount.unit == Unit.CALLS && amount.most > MAX_HELD) {
                throw new IllegalArgumentException(
                        "a limit of calls %s must be 1 to %d calls, not %d: use a limit of a period for more"
                                .formatted(span.words(), MAX_HELD, amount.most));
            }
            return new Limit(amount.most, scope, attribute, span, kind, List.of(), call -> true);
        }
    }

    /**
     * Returns a copy that starts with lower limits on the first days of a number's service, so that carriers do not classify new numbers
     * as spam. The first limit applies on the first day of service, the second on the next day, and so on, unless this limit is lower.
     * The first day of service is {@link PhoneNumber#inServiceSince} if known; otherwise, it is the day of the number's addition.
     *
     * @param callsADay for example 20, 40, 80
     * @throws IllegalArgumentException if this is not a limit of the calls of a number a day, or a limit is less than 1
     */
    public Limit warmingUp(int... callsADay) {
        if (scope != Scope.NUMBER || !(span instanceof Span.Day) || kind.unit() != Unit.CALLS) {
            throw new IllegalArgumentException(
                    "only a limit of calls per number a day can warm up, not \"%s\"".formatted(this));
        }
        List<Integer> days =
                Arrays.stream(callsADay).mapToObj(each -> valid(each, "calls")).toList();
        return new Limit(most, scope, attribute, span, kind, days, condition);
    }

    /**
     * Returns a copy that applies to some calls only: other calls are neither limited nor counted by it. Calls that the limits of a
     * policy count under different names are counted apart.
     *
     * @param name identifies the condition in the store, such as {@code florida}: 1 to 32 lowercase letters, digits, hyphens and
     *     underscores, beginning with a letter or a digit
     * @param which returns whether the limit applies; decides by the facts alone, without side effects, and is thread-safe
     * @throws IllegalArgumentException if the name is not valid, or the limit has a condition already
     */
    public Limit where(String name, Predicate<? super CallFacts> which) {
        if (!CONDITION_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a condition must be 1 to 32 lowercase letters, digits, hyphens and underscores, not \"%s\""
                            .formatted(name));
        }
        if (!kind.condition().isEmpty()) {
            throw new IllegalArgumentException(
                    "the limit \"%s\" has a condition already: combine both in one".formatted(this));
        }
        Counter.Kind conditional = new Counter.Kind(kind.unit(), kind.span(), name);
        return new Limit(most, scope, attribute, span, conditional, warmUp, Objects.requireNonNull(which, "which"));
    }

    /** Returns whose calls are counted. */
    public Scope scope() {
        return scope;
    }

    /** Returns the name of the attribute by which calls are counted; null for another scope. */
    @Nullable
    public String attribute() {
        return attribute;
    }

    /** Returns what is counted, and in which time. */
    public Counter.Kind kind() {
        return kind;
    }

    /** Returns the most calls or seconds that the limit allows. A number may have less while it warms up. */
    public long most() {
        return most;
    }

    /** Returns the beginning of the period at an instant, as {@link dev.callgate.model.CallCount#period} specifies. */
    public LocalDateTime periodAt(Instant at, ZoneId zone) {
        return span.periodAt(at, zone);
    }

    /** Returns whether the limit applies to a call. */
    public boolean appliesTo(CallFacts call) {
        return condition.test(call);
    }

    /** Returns whether a limit of the same policy would count on the counters of this one. */
    public boolean sharesCountersWith(Limit other) {
        return scope == other.scope && Objects.equals(attribute, other.attribute) && kind.equals(other.kind);
    }

    /** Returns whether the end of a call changes what it counts, so that calls need an ID. */
    public boolean needsCallId() {
        return kind.isLive() || kind.unit() == Unit.SECONDS;
    }

    /**
     * Returns this limit for one call.
     *
     * @param number the number that the call would be placed from; may be null unless the limit is per number
     * @param callee the key of the callee; null if callees are not kept, which only a limit per callee needs
     * @param longestCall the longest call of the policy
     * @throws IllegalArgumentException if the limit is per attribute and the call has no such attribute
     */
    public CounterLimit on(
            CallFacts call, @Nullable PhoneNumber number, @Nullable CalleeKey callee, Duration longestCall) {
        return new CounterLimit(
                counterOf(call, number, callee),
                mostOf(number, call),
                kind.unit() == Unit.CALLS ? 1 : longestCall.toSeconds(),
                span.periodAt(call.at(), call.zone()),
                span.heldFor(longestCall));
    }

    private Counter counterOf(CallFacts call, @Nullable PhoneNumber number, @Nullable CalleeKey callee) {
        return switch (scope) {
            case CALLEE -> Counter.ofCallee(Objects.requireNonNull(callee, "callee"), kind);
            case NUMBER ->
                Counter.ofNumber(Objects.requireNonNull(number, "number").id(), kind);
            case AGENT -> Counter.ofAgent(call.agent(), kind);
            case ATTRIBUTE -> {
                String name = Objects.requireNonNull(attribute);
                String value = call.attributes().get(name);
                if (value == null) {
                    throw new IllegalArgumentException("the call has no attribute " + name);
                }
                yield Counter.ofAttribute(name, value, kind);
            }
            case ORGANIZATION -> Counter.ofOrganization(kind);
        };
    }

    private long mostOf(@Nullable PhoneNumber number, CallFacts call) {
        if (number == null || warmUp.isEmpty()) {
            return most;
        }
        LocalDate date = LocalDate.ofInstant(call.at(), call.zone());
        long age = Math.max(0, ChronoUnit.DAYS.between(number.firstDay(call.zone()), date));
        return age < warmUp.size() ? Math.min(most, warmUp.get((int) age)) : most;
    }

    /**
     * Returns when a call that has no room could next be allowed by this limit, by what is known; null if that is unknown.
     *
     * @param limit this limit for that call
     * @param value the value of its counter
     * @param zone the organization's time zone
     */
    @Nullable
    public Instant nextRoom(CounterLimit limit, CounterValue value, ZoneId zone) {
        if (kind.isHeld()) {
            return limit.roomAt(value);
        }
        LocalDateTime stored = value.period();
        return span.endOf(stored != null && stored.isAfter(limit.period()) ? stored : limit.period(), zone);
    }

    /** Returns the code of the reason to refuse a call by this limit. */
    public String reason() {
        return switch (scope) {
            case CALLEE -> Reason.CALLEE_LIMIT_REACHED;
            case NUMBER -> Reason.NUMBER_LIMIT_REACHED;
            case AGENT -> Reason.AGENT_LIMIT_REACHED;
            case ATTRIBUTE -> Reason.ATTRIBUTE_LIMIT_REACHED;
            case ORGANIZATION -> Reason.ORGANIZATION_LIMIT_REACHED;
        };
    }

    /** Returns the limit in words, such as {@code 60 calls per number a day}. */
    @Override
    public String toString() {
        return words;
    }

    private static String count(long many, String what) {
        return many == 1 ? "1 " + what : many + " " + what + "s";
    }
}
