package dev.callgate.storage.jdbc.table;

import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.storage.jdbc.sql.Conditions;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A half-open range of E.164 texts. An index can find all numbers with a prefix by such a range, regardless of how the
 * database treats LIKE.
 *
 * @param low the first text
 * @param high the first text after the range
 */
public record DigitRange(String low, String high) {
    /** Sorts after every number, since digits follow the plus sign. */
    private static final String AFTER_ALL = "+A";

    /** The length of the longest country code, by ITU-T E.164, section 6.2.1. */
    private static final int LONGEST_COUNTRY_CODE = 3;

    /**
     * The largest number of conditions that are evaluated without a pre-filter. Up to here, evaluating them for each
     * number costs about as much as the pre-filter.
     */
    private static final int MAX_WITHOUT_PREFILTER = 8;

    public static final DigitRange ALL = new DigitRange("+", AFTER_ALL);

    public static DigitRange ofBeginning(String beginning) {
        String same = beginning;
        while (same.endsWith("9")) {
            same = same.substring(0, same.length() - 1);
        }
        char last = same.charAt(same.length() - 1);
        return new DigitRange(
                beginning, last == '+' ? AFTER_ALL : same.substring(0, same.length() - 1) + (char) (last + 1));
    }

    /** Returns the part of this range after a number, which may be empty. */
    public DigitRange after(@Nullable E164 number) {
        // No number sorts between a number and the same number with a zero appended.
        String next = number == null ? low : number + "0";
        return next.compareTo(low) > 0 ? new DigitRange(next, high) : this;
    }

    public boolean isEmpty() {
        return low.compareTo(high) >= 0;
    }

    /** Adds the filter for the digits of a query, if it has one. */
    public static Conditions restrict(Conditions where, NumberQuery query) {
        if (query.digits() == null) {
            return where;
        }
        List<Conditions> matches = Stream.concat(
                        query.beginnings().stream().map(DigitRange::beginsWith),
                        query.ending().stream().map(DigitRange::endsWith))
                .toList();
        if (matches.size() > MAX_WITHOUT_PREFILTER) {
            prefilter(where, query.digits());
        }
        return where.andAny(matches);
    }

    private static Conditions beginsWith(String beginning) {
        DigitRange range = ofBeginning(beginning);
        return new Conditions().and("n.phone_number >= ?", range.low()).and("n.phone_number < ?", range.high());
    }

    private static Conditions endsWith(String digits) {
        return new Conditions().and("n.phone_number LIKE ?", "%" + digits);
    }

    /**
     * Requires that the digits follow a country code of some length, or end the number. This does not imply a match,
     * but is fast to evaluate: comparing each number with all country codes takes seconds in a large inventory.
     */
    private static void prefilter(Conditions where, String digits) {
        Stream<Conditions> follows = IntStream.rangeClosed(0, LONGEST_COUNTRY_CODE)
                .mapToObj(code -> "SUBSTRING(n.phone_number, %s, %s) = ?".formatted(2 + code, digits.length()))
                .map(condition -> new Conditions().and(condition, digits));
        where.andAny(Stream.concat(follows, Stream.of(endsWith(digits))).toList());
    }
}
