package dev.callgate.examples.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A value of a report, in the spelling that all formats share, whatever the locale. Immutable.
 *
 * @param kind what it is
 * @param text how it is spelled; empty where it is unknown
 */
record Cell(Kind kind, String text) {
    /** What formats tell apart. */
    enum Kind {
        /** A text that somebody chose: it may hold anything. */
        NAME,
        /** A text of the library's. */
        WORD,
        /** A number with a dot and no thousands separators, as JSON has it. */
        NUMBER,
        /** Nobody knows. */
        UNKNOWN
    }

    static final Cell NONE = new Cell(Kind.UNKNOWN, "");

    private static final int DECIMALS_OF_RATES = 4;
    private static final int DECIMALS_OF_SECONDS = 1;
    private static final int DECIMALS_OF_MILLIS = 3;

    /** A text that somebody chose; halves of characters, which no format can hold, become question marks. */
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
