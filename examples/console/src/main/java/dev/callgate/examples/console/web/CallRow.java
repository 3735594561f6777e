package dev.callgate.examples.console.web;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeKey;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A call, for display. Times are in the organization's zone.
 *
 * @param at when it was allowed
 * @param agent the agent's name, or the ID of an agent that was removed
 * @param country that was called
 * @param liveUntil until when it counts on limits of calls at once; null if it counts on none
 */
record CallRow(
        CallRecord call,
        LocalDateTime at,
        String agent,
        Country country,
        @Nullable LocalDateTime liveUntil) {
    private static final int SHOWN_OF_HASH = 12;
    private static final int SECONDS_PER_MINUTE = 60;

    /** Returns rows for calls of one organization. */
    static List<CallRow> of(
            List<CallRecord> calls, Map<AgentId, String> names, Map<?, Instant> liveUntil, ZoneId zone) {
        return calls.stream()
                .map(each -> {
                    AllowedCall call = each.call();
                    AgentId agent = call.counted().agent();
                    return new CallRow(
                            each,
                            local(call.at(), zone),
                            names.getOrDefault(agent, agent.value()),
                            Country.of(call.country()),
                            liveUntil.containsKey(call.callId()) ? local(liveUntil.get(call.callId()), zone) : null);
                })
                .toList();
    }

    /** Returns an instant in a zone, to the second. */
    static LocalDateTime local(@Nullable Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns the call ID. */
    public String id() {
        return call.call().callId().value();
    }

    /** Returns the called number as it is kept: in full, or the beginning of its hash; null if none is kept. */
    @Nullable
    public String to() {
        CalleeKey callee = call.call().callee();
        if (callee == null) {
            return null;
        }
        return isHashed()
                ? callee.value()
                                .substring(
                                        0,
                                        Math.min(SHOWN_OF_HASH, callee.value().length())) + "…"
                : callee.value();
    }

    /** Returns whether only a hash of the called number is kept. */
    public boolean isHashed() {
        CalleeKey callee = call.call().callee();
        return callee != null && !callee.value().startsWith("+");
    }

    /** Returns the state of the call, or its result once it is completed. */
    public String state() {
        CallOutcome outcome = call.outcome();
        if (outcome != null) {
            return words(outcome.result());
        }
        return call.isOpen() ? "In progress" : "Released";
    }

    /** Returns a constant in words, such as {@code No answer}. */
    static String words(Enum<?> constant) {
        String name = constant.name().replace('_', ' ');
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Returns the color of the state. */
    public String color() {
        if (call.isOpen()) {
            return "text-bg-primary";
        }
        CallOutcome outcome = call.outcome();
        return outcome != null && outcome.result().isAnswered() ? "text-bg-success" : "text-bg-secondary";
    }

    /** Returns how long the call lasted, such as {@code 1:03}; null if nobody answered. */
    @Nullable
    public String talked() {
        CallOutcome outcome = call.outcome();
        if (outcome == null || !outcome.result().isAnswered()) {
            return null;
        }
        Duration talk = outcome.talkTime();
        return "%d:%02d".formatted(talk.toMinutes(), talk.toSeconds() % SECONDS_PER_MINUTE);
    }

    /** Returns whether the call counted on limits of calls at once when it was allowed. */
    public boolean wasLive() {
        return call.call().counts().stream()
                .anyMatch(each -> each.counter().kind().isLive());
    }
}
