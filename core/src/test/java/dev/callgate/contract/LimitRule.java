package dev.callgate.contract;

import dev.callgate.call.Refused.Reason;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.function.Function;

/** A limit of a random policy, as {@link LimitModel} takes it. */
public record LimitRule(Scope scope, Span span, int most) {
    static final Duration WINDOW = Duration.ofMinutes(30);

    /** The largest difference between local time and UTC, rounded up. */
    private static final Duration LARGEST_OFFSET = Duration.ofDays(1);

    private static final int SECONDS = 60;
    private static final int MINUTES_OF_ONE = 10;

    /** The n-th call; its number tells who calls whom. */
    public record Call(int n) {
        int agent() {
            return n % 2;
        }

        int callee() {
            return n / 2 % 2;
        }

        String campaign() {
            return n / 4 % 2 == 0 ? "spring" : "autumn";
        }
    }

    /** Whose calls a limit counts. Each agent has one number. */
    public enum Scope {
        NUMBER(Limit.Amount::perNumber, Call::agent, Reason.NUMBER_LIMIT_REACHED),
        AGENT(Limit.Amount::perAgent, Call::agent, Reason.AGENT_LIMIT_REACHED),
        CALLEE(Limit.Amount::perCallee, Call::callee, Reason.CALLEE_LIMIT_REACHED),
        CAMPAIGN(each -> each.per("campaign"), Call::campaign, Reason.ATTRIBUTE_LIMIT_REACHED),
        ORGANIZATION(Limit.Amount::perOrganization, call -> "", Reason.ORGANIZATION_LIMIT_REACHED);

        private final Function<Limit.Amount, Limit.Scoped> limit;
        private final Function<Call, Object> key;
        private final String code;

        Scope(Function<Limit.Amount, Limit.Scoped> limit, Function<Call, Object> key, String code) {
            this.limit = limit;
            this.key = key;
            this.code = code;
        }
    }

    /** In which time a limit counts, and what. */
    public enum Span {
        HOUR(Limit.Scoped::anHour),
        DAY(Limit.Scoped::aDay),
        WEEK(Limit.Scoped::aWeek),
        MONTH(Limit.Scoped::aMonth),
        WINDOW(each -> each.within(LimitRule.WINDOW)),
        LIVE(Limit.Scoped::atOnce),
        MINUTES_A_DAY(Limit.Scoped::aDay),
        MINUTES_IN_A_WINDOW(each -> each.within(LimitRule.WINDOW));

        private final Function<Limit.Scoped, Limit> limit;

        Span(Function<Limit.Scoped, Limit> limit) {
            this.limit = limit;
        }

        boolean isOfMinutes() {
            return this == MINUTES_A_DAY || this == MINUTES_IN_A_WINDOW;
        }

        boolean isOfPeriods() {
            return this != WINDOW && this != LIVE && this != MINUTES_IN_A_WINDOW;
        }

        /** Returns how long before a time, in UTC, a period has to begin in order to be over by then in every time zone. */
        Duration longest() {
            Duration period =
                    switch (this) {
                        case HOUR -> Duration.ofHours(1);
                        case DAY, MINUTES_A_DAY -> Duration.ofDays(1);
                        case WEEK -> Duration.ofDays(7);
                        case MONTH -> Duration.ofDays(31);
                        default -> Duration.ZERO;
                    };
            return isOfPeriods() ? period.plus(LARGEST_OFFSET) : period;
        }

        /** Returns the beginning of the period; otherwise the time itself. */
        LocalDateTime timeOf(Instant at, ZoneId zone) {
            LocalDate date = LocalDate.ofInstant(at, zone);
            return switch (this) {
                case HOUR -> utc(hourOf(at, zone.getRules()));
                case DAY, MINUTES_A_DAY -> date.atStartOfDay();
                case WEEK -> date.minusDays(date.getDayOfWeek().getValue() - 1L).atStartOfDay();
                case MONTH -> date.withDayOfMonth(1).atStartOfDay();
                default -> utc(at);
            };
        }

        private static Instant hourOf(Instant at, ZoneRules rules) {
            ZoneOffset offset = rules.getOffset(at);
            Instant start = hourOf(at, offset);
            ZoneOffset earlier = rules.getOffset(start);
            if (earlier.equals(offset)) {
                return start;
            }
            // Clocks changed by half an hour: within this clock hour, which they made longer, or over its beginning.
            boolean isSameHour =
                    at.atOffset(offset).getHour() == start.atOffset(earlier).getHour();
            return isSameHour
                    ? hourOf(start, earlier)
                    : rules.nextTransition(start).getInstant();
        }

        private static Instant hourOf(Instant at, ZoneOffset offset) {
            int seconds = offset.getTotalSeconds();
            return at.plusSeconds(seconds).truncatedTo(ChronoUnit.HOURS).minusSeconds(seconds);
        }

        private static LocalDateTime utc(Instant at) {
            return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        }
    }

    Limit limit() {
        Limit.Amount amount = span.isOfMinutes() ? Limit.minutes(MINUTES_OF_ONE * most) : Limit.calls(most);
        return span.limit.apply(scope.limit.apply(amount));
    }

    /** Returns the most calls or seconds. */
    long mostUnits() {
        return span.isOfMinutes() ? (long) MINUTES_OF_ONE * most * SECONDS : most;
    }

    /** Returns what a call counts until it ends. */
    long amount(Duration longestCall) {
        return span.isOfMinutes() ? longestCall.toSeconds() : 1;
    }

    /** Returns how long a call is held; of no effect for a span of periods. */
    Duration held(Duration longestCall) {
        return span == Span.LIVE ? longestCall : WINDOW;
    }

    /** Returns whose counter a call counts on. */
    Object key(Call call) {
        return scope.key.apply(call);
    }

    /** Returns the code of a refusal by this limit. */
    String code() {
        return scope.code;
    }
}
