package dev.callgate.contract;

import dev.callgate.contract.LimitRule.Scope;
import dev.callgate.contract.LimitRule.Span;
import dev.callgate.contract.WorldModel.Pair;
import dev.callgate.model.CallOutcome;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * A call that was allowed.
 *
 * @param n its ID; null if the host gave none
 * @param journaled whether it was written to the journal
 * @param state "open", or the code by which a request under its ID is refused since it ended
 * @param undone whether it was released on the day on which it counts
 * @param kept whether it is in the journal
 */
record WorldCall(
        @Nullable Integer n,
        boolean journaled,
        Pair pair,
        int callee,
        String campaign,
        Instant at,
        LocalDate day,
        String state,
        @Nullable Instant ended,
        @Nullable CallOutcome outcome,
        boolean undone,
        boolean kept,
        boolean erased,
        Map<Tally, Count> counts) {
    static final String OPEN = "open";

    /** A counter of a limit. */
    record Tally(Scope scope, Span span, Object key) {}

    /** What a call counts on a counter: in the period that began then, or since and until those times. */
    record Count(LocalDateTime since, LocalDateTime until, long amount) {
        /** The count on a counter that was deleted later. */
        static final Count FORGOTTEN = new Count(LocalDateTime.MIN, LocalDateTime.MIN, 0);

        boolean isForgotten() {
            return since.equals(LocalDateTime.MIN);
        }
    }

    boolean isOpen() {
        return state.equals(OPEN);
    }

    Map<Tally, Count> countsBut(Scope scope) {
        Map<Tally, Count> others = new HashMap<>(counts);
        others.keySet().removeIf(each -> each.scope == scope);
        return others;
    }

    WorldCall end(String how, Instant now, @Nullable CallOutcome with, boolean undo, Map<Tally, Count> left) {
        return new WorldCall(n, journaled, pair, callee, campaign, at, day, how, now, with, undo, kept, erased, left);
    }

    WorldCall with(boolean nowKept, boolean nowErased, Map<Tally, Count> left) {
        return new WorldCall(
                n, journaled, pair, callee, campaign, at, day, state, ended, outcome, undone, nowKept, nowErased, left);
    }
}
