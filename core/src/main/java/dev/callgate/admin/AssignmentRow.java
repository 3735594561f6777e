package dev.callgate.admin;

import dev.callgate.model.Countries;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.util.Objects;

/**
 * One assignment to import, taken apart by whatever reads the file. The values are taken as they were written; what cannot
 * be understood is reported, and never guessed. Immutable.
 *
 * @param line where it stands in its source, from 1
 * @param text the row as it was written, for the report
 * @param number which number, in international form, or in the national form of the import's default country
 * @param agent to which agent
 * @param dailyLimit how many calls a day; {@value Terms#DEFAULT_DAILY_LIMIT} where it is null or blank
 * @param countries where to: codes as by {@link Countries#of(String...)}, between spaces, commas or semicolons, or countries'
 *     codes of three letters or names in English, between commas or semicolons; none where it is null or blank
 * @param classes classes of numbers that are refused otherwise, as {@link dev.callgate.model.NumberClass#code} spells them, between
 *     spaces, commas or semicolons; none where it is null or blank
 * @param problem why it could not be taken apart, in a sentence; null where it could
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
    /** Requires a text, a number and an agent, which may be empty. */
    public AssignmentRow {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(agent, "agent");
    }
}
