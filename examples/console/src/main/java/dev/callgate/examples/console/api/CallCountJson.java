package dev.callgate.examples.console.api;

import dev.callgate.model.CallCount;
import java.time.LocalDateTime;
import java.util.Locale;

/**
 * What a call counted when it was allowed, on one counter.
 *
 * @param scope whose calls are counted: agent, attribute, callee, number or organization
 * @param id of whom; empty for the organization
 * @param kind what is counted, and in which time, such as {@code calls/day} and {@code calls/live}
 * @param period the beginning of its period: the local time of the organization for days, weeks and months, otherwise UTC
 * @param amount calls or seconds
 */
record CallCountJson(String scope, String id, String kind, LocalDateTime period, long amount) {
    static CallCountJson of(CallCount count) {
        return new CallCountJson(
                count.counter().scope().name().toLowerCase(Locale.ROOT),
                count.counter().id(),
                count.counter().kind().toString(),
                count.period(),
                count.amount());
    }
}
