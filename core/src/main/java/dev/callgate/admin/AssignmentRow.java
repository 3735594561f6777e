package dev.callgate.admin;

import dev.callgate.model.Countries;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * One assignment to import, as a reader split it into columns. Immutable. The values are as they were written. A value that cannot
 * be parsed is reported; no value is guessed.
 *
 * @param line the line of the row in its source, counted from 1
 * @param text the row as it was written, for the report
 * @param number the number, in international form or in the national form of the import's default country
 * @param agent the agent's ID
 * @param dailyLimit the number of calls per day; {@value Terms#DEFAULT_DAILY_LIMIT} if null or blank
 * @param countries the countries that may be called; none if null or blank. Either codes as in {@link Countries#of(String...)},
 *     separated by spaces, commas or semicolons; or codes of three letters or English names, separated by commas or semicolons
 * @param classes the classes of numbers that may be called and are refused otherwise, as
 *     {@link dev.callgate.model.NumberClass#code} spells them, separated by spaces, commas or semicolons; none if null or blank
 * @param problem a sentence that describes why the row could not be split; null if it could
 */
public record AssignmentRow(
        long line,
        String text,
        String number,
        String agent,
        @Nullable String dailyLimit,
        @Nullable String countries,
        @Nullable String classes,
        @Nullable String problem) {
    /** Checks that the text, the number and the agent are not null. They may be empty. */
    public AssignmentRow {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(agent, "agent");
    }
}
