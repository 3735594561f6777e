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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What limits should allow, in plain lists: without concurrency, persistence or failures. */
final class LimitModel {
    static final Duration WINDOW = Duration.ofMinutes(30);

    private static final int SECONDS = 60;
    private static final int MINUTES_OF_ONE = 10;

    /** The n-th call; its number tells who calls whom. */
    record Call(int n) {
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

    /** Whose calls a rule counts. Each agent has one number. */
    enum Scope {
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

    /** In which time a rule counts, and what. */
    enum Span {
        HOUR(Limit.Scoped::anHour),
        DAY(Limit.Scoped::aDay),
        WEEK(Limit.Scoped::aWeek),
        MONTH(Limit.Scoped::aMonth),
        WINDOW(each -> each.within(LimitModel.WINDOW)),
        LIVE(Limit.Scoped::atOnce),
        MINUTES_A_DAY(Limit.Scoped::aDay),
        MINUTES_IN_A_WINDOW(each -> each.within(LimitModel.WINDOW));

        private final Function<Limit.Scoped, Limit> limit;

        Span(Function<Limit.Scoped, Limit> limit) {
            this.limit = limit;
        }

        private boolean isOfMinutes() {
            return this == MINUTES_A_DAY || this == MINUTES_IN_A_WINDOW;
        }

        private boolean isOfPeriods() {
            return this != WINDOW && this != LIVE && this != MINUTES_IN_A_WINDOW;
        }

        /** Returns the beginning of the period; otherwise the time itself. */
        private LocalDateTime timeOf(Instant at, ZoneId zone) {
            LocalDate date = LocalDate.ofInstant(at, zone);
            int offset = zone.getRules().getOffset(at).getTotalSeconds();
            return switch (this) {
                case HOUR ->
                    utc(at.plusSeconds(offset).truncatedTo(ChronoUnit.HOURS).minusSeconds(offset));
                case DAY, MINUTES_A_DAY -> date.atStartOfDay();
                case WEEK -> date.minusDays(date.getDayOfWeek().getValue() - 1L).atStartOfDay();
                case MONTH -> date.withDayOfMonth(1).atStartOfDay();
                default -> utc(at);
            };
        }

        private static LocalDateTime utc(Instant at) {
            return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        }
    }

    /** A limit of the policy. */
    record Rule(Scope scope, Span span, int most) {
        Limit limit() {
            Limit.Amount amount = span.isOfMinutes() ? Limit.minutes(MINUTES_OF_ONE * most) : Limit.calls(most);
            return span.limit.apply(scope.limit.apply(amount));
        }

        private long mostUnits() {
            return span.isOfMinutes() ? (long) MINUTES_OF_ONE * most * SECONDS : most;
        }
    }

    /** What one call counts, and since or until when. */
    private static final class Count {
        private final LocalDateTime since;
        private LocalDateTime until;
        private long amount;

        Count(LocalDateTime since, LocalDateTime until, long amount) {
            this.since = since;
            this.until = until;
            this.amount = amount;
        }
    }

    /** The counts of one number, agent, callee, campaign or organization. */
    private static final class Tally {
        private LocalDateTime latest = LocalDateTime.MIN;
        private final Map<Integer, Count> counts = new HashMap<>();
    }

    private final List<Rule> rules;
    private final ZoneId zone;
    private final Duration longestCall;
    private final Map<List<Object>, Tally> tallies = new HashMap<>();
    private final Map<Integer, String> states = new HashMap<>();

    LimitModel(List<Rule> rules, ZoneId zone, Duration longestCall) {
        this.rules = rules;
        this.zone = zone;
        this.longestCall = longestCall;
    }

    /** Returns "open", or the code by which the call is refused since it ended; empty if it was never allowed. */
    String state(int n) {
        return states.getOrDefault(n, "");
    }

    /** Returns the codes of the rules that have no room for a call at a time, in alphabetical order. */
    List<String> full(Call call, Instant at) {
        return rules.stream()
                .filter(rule -> used(rule, call, at) + amountOf(rule) > rule.mostUnits())
                .map(rule -> rule.scope().code)
                .distinct()
                .sorted()
                .toList();
    }

    List<String> used(Call call, Instant at) {
        return rules.stream()
                .map(rule -> rule.limit() + ": " + used(rule, call, at))
                .sorted()
                .toList();
    }

    private long used(Rule rule, Call call, Instant at) {
        Tally tally = tally(rule, call);
        LocalDateTime time = timeOn(tally, rule, at);
        return tally.counts.values().stream()
                .filter(each -> rule.span().isOfPeriods() ? each.since.equals(time) : each.until.isAfter(time))
                .mapToLong(each -> each.amount)
                .sum();
    }

    private Tally tally(Rule rule, Call call) {
        return tallies.computeIfAbsent(List.of(rule, rule.scope().key.apply(call)), any -> new Tally());
    }

    /** Time on a counter never goes back. */
    private LocalDateTime timeOn(Tally tally, Rule rule, Instant at) {
        LocalDateTime own = rule.span().timeOf(at, zone);
        return own.isAfter(tally.latest) ? own : tally.latest;
    }

    private long amountOf(Rule rule) {
        return rule.span().isOfMinutes() ? longestCall.toSeconds() : 1;
    }

    void count(Call call, Instant at) {
        states.put(call.n(), "open");
        for (Rule rule : rules) {
            Tally tally = tally(rule, call);
            tally.latest = timeOn(tally, rule, at);
            Duration held = rule.span() == Span.LIVE ? longestCall : WINDOW;
            tally.counts.put(call.n(), new Count(tally.latest, tally.latest.plus(held), amountOf(rule)));
        }
    }

    /** Ends a call, and returns whether it was ever allowed. */
    boolean end(int n, long talkedMillis, boolean released) {
        if (state(n).equals("open")) {
            states.put(n, released ? Reason.CALL_RELEASED : Reason.CALL_COMPLETED);
            for (Rule rule : rules) {
                Count count = tally(rule, new Call(n)).counts.get(n);
                if (released || rule.span() == Span.LIVE) {
                    count.amount = 0;
                } else if (rule.span().isOfMinutes()) {
                    count.amount = (talkedMillis + 999) / 1_000;
                }
            }
        }
        return states.containsKey(n);
    }

    /** Renews a call on all rules of calls at once, or on none. */
    boolean renew(int n, Instant now) {
        List<Count> live = new ArrayList<>();
        if (state(n).equals("open")) {
            for (Rule rule : rules) {
                if (rule.span() == Span.LIVE) {
                    Tally tally = tally(rule, new Call(n));
                    Count count = tally.counts.get(n);
                    if (!count.until.isAfter(timeOn(tally, rule, now))) {
                        return false;
                    }
                    live.add(count);
                }
            }
        }
        LocalDateTime end = Span.LIVE.timeOf(now, zone).plus(longestCall);
        live.forEach(each -> each.until = each.until.isAfter(end) ? each.until : end);
        return state(n).equals("open");
    }
}
