package dev.callgate.examples.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A value of a report, formatted the same for every format and locale. Immutable.
 *
 * @param kind kind of the value
 * @param text formatted value; empty if it is unknown
 */
record Cell(Kind kind, String text) {
    /** Kinds of values that formats treat differently. */
    enum Kind {
        /** Free text of a user. */
        NAME,
        /** Text of the library. */
        WORD,
        /** A number as in JSON: with a dot and without thousands separators. */
        NUMBER,
        /** An unknown value. */
        UNKNOWN
    }

    static final Cell NONE = new Cell(Kind.UNKNOWN, "");

    private static final int DECIMALS_OF_RATES = 4;
    private static final int DECIMALS_OF_SECONDS = 1;
    private static final int DECIMALS_OF_MILLIS = 3;

    /** Free text of a user; unpaired surrogates, which UTF-8 cannot encode, become question marks. */
    static Cell name(Object value) {
        byte[] encoded = value.toString().getBytes(StandardCharsets.UTF_8);
        return new Cell(Kind.NAME, new String(encoded, StandardCharsets.UTF_8));
    }

    static Cell word(Object value) {
        return new Cell(Kind.WORD, value.toString());
    }

    static Cell count(long value) {
        return new Cell(Kind.NUMBER, Long.toString(value));
    }

    static Cell rate(OptionalDouble value) {
        return value.isPresent() ? rate(value.getAsDouble()) : NONE;
    }

    static Cell rate(double value) {
        return number(BigDecimal.valueOf(value), DECIMALS_OF_RATES);
    }

    static Cell seconds(Duration value) {
        return number(BigDecimal.valueOf(value.toMillis(), DECIMALS_OF_MILLIS), DECIMALS_OF_SECONDS);
    }

    private static Cell number(BigDecimal value, int decimals) {
        return new Cell(
                Kind.NUMBER, value.setScale(decimals, RoundingMode.HALF_UP).toPlainString());
    }
}
