package dev.callgate.storage.jdbc;

import dev.callgate.number.E164;
import dev.callgate.number.NumberQuery;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;

/**
 * E.164 texts from one, to below another; so that an index finds those that begin alike, whatever it thinks of LIKE.
 *
 * @param low the first text
 * @param high the first text that is not in the range any more
 */
record DigitRange(String low, String high) {
    /** What every number sorts before: after a plus sign come digits. */
    private static final String BEYOND = "+A";

    static final DigitRange ALL = new DigitRange("+", BEYOND);

    static DigitRange ofBeginning(String beginning) {
        String same = beginning;
        while (same.endsWith("9")) {
            same = same.substring(0, same.length() - 1);
        }
        char last = same.charAt(same.length() - 1);
        return new DigitRange(
                beginning, last == '+' ? BEYOND : same.substring(0, same.length() - 1) + (char) (last + 1));
    }

    /** Returns what is left of the range behind a number; it may be nothing. */
    DigitRange behind(@Nullable E164 number) {
        // No number comes between a text and the same text with a zero.
        String next = number == null ? low : number + "0";
        return next.compareTo(low) > 0 ? new DigitRange(next, high) : this;
    }

    boolean isEmpty() {
        return low.compareTo(high) >= 0;
    }

    /** Adds the filter of a query's digits, if it has one. */
    static Conditions restrict(Conditions where, NumberQuery query) {
        if (query.digits() == null) {
            return where;
        }
        List<String> ways = new ArrayList<>();
        List<Object> bound = new ArrayList<>();
        query.beginnings().stream().map(DigitRange::ofBeginning).forEach(range -> {
            ways.add("(n.phone_number >= ? AND n.phone_number < ?)");
            bound.addAll(List.of(range.low(), range.high()));
        });
        query.ending().ifPresent(last -> {
            ways.add("n.phone_number LIKE ?");
            bound.add("%" + last);
        });
        return where.and("(" + String.join(" OR ", ways) + ")", bound.toArray());
    }
}
