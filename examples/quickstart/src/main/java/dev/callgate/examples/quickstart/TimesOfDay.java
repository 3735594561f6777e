package dev.callgate.examples.quickstart;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * A period of the day.
 *
 * @param from start, inclusive
 * @param to end, exclusive; midnight is the end of the day
 */
record TimesOfDay(LocalTime from, LocalTime to) {
    /** Parses 24:00 as midnight. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");

    /**
     * Parses a text such as {@code 08:00-21:00}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static TimesOfDay parse(String text) {
        String[] times = text.split("-", -1);
        try {
            if (times.length == 2) {
                return new TimesOfDay(time(times[0]), time(times[1]));
            }
        } catch (DateTimeException e) {
            // Reported below.
        }
        throw new IllegalArgumentException("expected two times of day, such as 08:00-21:00");
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.strip(), TIME);
    }

    @Override
    public String toString() {
        return from + " to " + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to);
    }
}
