package dev.callgate.examples.quickstart;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * From when to when.
 *
 * @param from the first moment
 * @param to the first moment after it; midnight is the end of the day
 */
record TimesOfDay(LocalTime from, LocalTime to) {
    /** Takes 24:00 for midnight. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");

    /**
     * Takes a text such as {@code 08:00-21:00}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static TimesOfDay parse(String text) {
        String[] times = text.split("-", -1);
        try {
            if (times.length == 2) {
                return new TimesOfDay(time(times[0]), time(times[1]));
            }
        } catch (DateTimeException e) {
            // The same answer as without a dash follows.
        }
        throw new IllegalArgumentException("it has to be two times of day, such as 08:00-21:00");
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.strip(), TIME);
    }

    @Override
    public String toString() {
        return from + " to " + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to);
    }
}
