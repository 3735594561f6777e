package dev.callgate.storage.jdbc;

import java.util.List;
import java.util.UUID;

/**
 * What {@link JdbcStorage#migrate} did, and what it found in tables that were there before. Immutable.
 *
 * @param applied the migrations that were applied now, by file name; empty where the tables were up to date, and then
 *     nothing was looked for either
 * @param assignmentsWithoutCountries the ids of rows of agent_phone_numbers whose list of countries is NULL or empty, at
 *     most {@value #NAMED}: their agents may call nowhere from these numbers, until a list is set
 * @param countWithoutCountries how many of these there are
 * @param numbersNotInE164 the ids of rows of phone_numbers whose number does not begin with +, at most {@value #NAMED}:
 *     they are passed over, until they are written in E.164 form
 * @param countNotInE164 how many of these there are
 */
public record MigrationReport(
        List<String> applied,
        List<UUID> assignmentsWithoutCountries,
        long countWithoutCountries,
        List<UUID> numbersNotInE164,
        long countNotInE164) {
    /** How many rows of a kind are named. */
    public static final int NAMED = 100;

    /** Copies the lists. */
    public MigrationReport {
        applied = List.copyOf(applied);
        assignmentsWithoutCountries = List.copyOf(assignmentsWithoutCountries);
        numbersNotInE164 = List.copyOf(numbersNotInE164);
    }
}
