package dev.callgate.examples.console.web;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallCount;
import dev.callgate.model.Counter;
import dev.callgate.model.Counter.Unit;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a call was counted on, in words.
 *
 * @param scope whose calls are counted
 * @param kind what is counted, and in which time
 * @param period from when
 * @param amount what the call counted when it was allowed
 */
record CountRow(String scope, String kind, String period, String amount) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final String WEEK = "week-";

    /** Returns a count; times are in the organization's zone. */
    static CountRow of(CallCount count, CallRow call, ZoneId zone) {
        Counter counter = count.counter();
        return new CountRow(
                scope(counter, call),
                kind(counter.kind()),
                period(count, zone),
                count.amount()
                        + (counter.kind().unit() == Unit.SECONDS
                                ? " seconds"
                                : count.amount() == 1 ? " call" : " calls"));
    }

    /** Returns the count on the daily limit of the assignment. */
    static CountRow ofAssignment(CallRow call) {
        AllowedCall allowed = call.call().call();
        return new CountRow(
                "Agent %s from %s"
                        .formatted(call.agent(), allowed.counted().number().e164()),
                "Calls a day",
                allowed.day().toString(),
                "1 call");
    }

    private static String scope(Counter counter, CallRow call) {
        return switch (counter.scope()) {
            case AGENT -> "Agent " + call.agent();
            case ATTRIBUTE -> counter.id();
            case CALLEE -> "The destination";
            case NUMBER -> "Number " + call.call().call().counted().number().e164();
            case ORGANIZATION -> "The organization";
        };
    }

    private static String kind(Counter.Kind kind) {
        String what = kind.unit() == Unit.CALLS ? "Calls " : "Talk time ";
        String only = kind.condition().isEmpty() ? "" : " (%s)".formatted(kind.condition());
        return what + span(kind) + only;
    }

    private static String span(Counter.Kind kind) {
        if (kind.isLive()) {
            return "at once";
        }
        if (kind.isHeld()) {
            return "within " + words(Duration.parse(kind.span()));
        }
        return kind.span().startsWith(WEEK)
                ? "a week from " + kind.span().substring(WEEK.length())
                : (kind.span().equals("hour") ? "an " : "a ") + kind.span();
    }

    private static String words(Duration window) {
        if (window.equals(Duration.ofDays(window.toDays()))) {
            return counted(window.toDays(), "day");
        }
        if (window.equals(Duration.ofHours(window.toHours()))) {
            return counted(window.toHours(), "hour");
        }
        return window.equals(Duration.ofMinutes(window.toMinutes()))
                ? counted(window.toMinutes(), "minute")
                : counted(window.toSeconds(), "second");
    }

    private static String counted(long many, String what) {
        return "%d %s%s".formatted(many, what, many == 1 ? "" : "s");
    }

    private static String period(CallCount count, ZoneId zone) {
        Counter.Kind kind = count.counter().kind();
        boolean isUtc = kind.isHeld() || kind.span().equals("hour");
        LocalDateTime from =
                isUtc ? LocalDateTime.ofInstant(count.period().toInstant(ZoneOffset.UTC), zone) : count.period();
        return isUtc ? from.format(TIME) : from.toLocalDate().toString();
    }
}
