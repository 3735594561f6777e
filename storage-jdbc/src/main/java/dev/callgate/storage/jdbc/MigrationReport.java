package dev.callgate.storage.jdbc;

import java.util.List;
import java.util.UUID;

/**
 * The result of {@link JdbcStorage#migrate}: which migrations it applied, and which existing rows need attention.
 * Immutable and thread-safe.
 *
 * @param applied file names of the migrations that this run applied, in order; empty if the tables were up to date. If
 *     it is empty, no rows were checked, and the other components are empty or 0
 * @param assignmentsWithoutCountries IDs of rows of {@code agent_phone_numbers} whose list of countries is NULL or
 *     empty, at most {@value #NAMED}. No call is allowed on these assignments until a list is set
 * @param countWithoutCountries total number of such rows, which may exceed {@value #NAMED}
 * @param numbersNotInE164 IDs of rows of {@code phone_numbers} whose number does not begin with {@code +}, at most
 *     {@value #NAMED}. These rows are skipped until the numbers are in E.164 form
 * @param countNotInE164 total number of such rows, which may exceed {@value #NAMED}
 */
public record MigrationReport(
        List<String> applied,
        List<UUID> assignmentsWithoutCountries,
        long countWithoutCountries,
        List<UUID> numbersNotInE164,
        long countNotInE164) {
    /** The maximum number of IDs in each list. */
    public static final int NAMED = 100;

    /** Copies the lists, so that later changes to the arguments have no effect. */
    public MigrationReport {
        applied = List.copyOf(applied);
        assignmentsWithoutCountries = List.copyOf(assignmentsWithoutCountries);
        numbersNotInE164 = List.copyOf(numbersNotInE164);
    }
}
