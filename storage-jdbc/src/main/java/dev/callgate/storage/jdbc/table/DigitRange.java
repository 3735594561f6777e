package dev.callgate.storage.jdbc.table;

import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.storage.jdbc.sql.Conditions;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * E.164 texts from one, to below another; so that an index finds those that begin alike, whatever it thinks of LIKE.
 *
 * @param low the first text
 * @param high the first text that is not in the range any more
 */
public record DigitRange(String low, String high) {
    /** What every number sorts before: after a plus sign come digits. */
    private static final String BEYOND = "+A";

    /** By ITU-T E.164, section 6.2.1. */
    private static final int LONGEST_COUNTRY_CODE = 3;

    /** So many conditions on each number cost about as much as telling whether they are worth it. */
    private static final int FEW_WAYS = 8;

    public static final DigitRange ALL = new DigitRange("+", BEYOND);

    public static DigitRange ofBeginning(String beginning) {
        String same = beginning;
        while (same.endsWith("9")) {
            same = same.substring(0, same.length() - 1);
        }
        char last = same.charAt(same.length() - 1);
        return new DigitRange(
                beginning, last == '+' ? BEYOND : same.substring(0, same.length() - 1) + (char) (last + 1));
    }

    /** Returns what is left of the range behind a number; it may be nothing. */
    public DigitRange behind(@Nullable E164 number) {
        // No number comes between a text and the same text with a zero.
        String next = number == null ? low : number + "0";
        return next.compareTo(low) > 0 ? new DigitRange(next, high) : this;
    }

    public boolean isEmpty() {
        return low.compareTo(high) >= 0;
    }

    /** Adds the filter of a query's digits, if it has one. */
    public static Conditions restrict(Conditions where, NumberQuery query) {
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
        if (ways.size() > FEW_WAYS) {
            atOnePlace(where, query.digits());
        }
        return where.and("(" + String.join(" OR ", ways) + ")", bound.toArray());
    }

    /**
     * The digits stand behind a country code of some length, or at the end. That is not enough, but quickly seen: to compare each
     * number with all country codes takes seconds where there are many numbers.
     */
    private static void atOnePlace(Conditions where, String digits) {
        List<String> places = IntStream.rangeClosed(0, LONGEST_COUNTRY_CODE)
                .mapToObj(code -> "SUBSTRING(n.phone_number, %s, %s) = ?".formatted(2 + code, digits.length()))
                .collect(Collectors.toList());
        places.add("n.phone_number LIKE ?");
        List<Object> bound = new ArrayList<>(Collections.nCopies(places.size() - 1, digits));
        bound.add("%" + digits);
        where.and("(" + String.join(" OR ", places) + ")", bound.toArray());
    }
}
