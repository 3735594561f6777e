package dev.callgate.storage.jdbc;

import dev.callgate.model.Assignment;
import dev.callgate.model.Countries;
import dev.callgate.model.Regions;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.CountForm.Counted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Checks and counts one call on its assignment, by one conditional UPDATE: what {@link CountRequest#on} says, in SQL. The database
 * locks the row and judges the condition on its newest version, so no two callers are granted the same call. No row changed
 * means no grant.
 */
final class CountStatement {
    private static final String CALLS = "CASE WHEN last_reset_date >= ? THEN COALESCE(calls_made_today, 0) ELSE 0 END";

    /** MariaDB assigns from left to right, so the count comes before the day that it depends on. */
    private static final String UPDATE = """
            UPDATE agent_phone_numbers AS a
            SET %1$s
            WHERE a.organization_id = ? AND a.id = ? AND %2$s
              AND a.daily_limit > %3$s
              AND %4$s%5$s
              AND 1 = (
                SELECT 1 FROM phone_numbers n
                WHERE n.organization_id = ? AND n.id = a.phone_number_id
                  AND %6$s AND n.status = 'active'
                  AND (n.quarantined_until IS NULL OR n.quarantined_until <= ?))
              AND %7$s""";

    private final Jdbc jdbc;
    private final CountForm form;
    private final String set;
    private final int daysToSet;
    private final String update;
    private final String updateWithRequiredClass;

    CountStatement(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.form = jdbc.database().countForm();
        String countedDay = jdbc.database().laterDay("last_reset_date");
        this.set = "%s calls_made_today = %s + 1, last_reset_date = %s"
                .formatted(form.firstAssignment(countedDay, CALLS + " + 1"), CALLS, countedDay);
        this.daysToSet = (int) set.chars().filter(each -> each == '?').count();
        this.update = form.complete(condition(false));
        this.updateWithRequiredClass = form.complete(condition(true));
    }

    /** The UPDATE up to its condition, to which more may be added. */
    String condition(boolean withRequiredClass) {
        Database database = jdbc.database();
        return UPDATE.formatted(
                set,
                database.same("a.agent_id", "?"),
                CALLS,
                database.namesOneOf("a.allowed_countries", 2),
                withRequiredClass ? " AND " + database.namesOneOf("a.allowed_classes", 1) : "",
                database.same("n.assigned_to", "a.agent_id"),
                database.clockIsPast());
    }

    /** Returns the assignment with this call counted, or nothing where it was not. */
    Optional<Assignment> count(Connection connection, CountRequest request) throws SQLException {
        return count(
                connection, request, request.requiredClass() == null ? update : updateWithRequiredClass, List.of());
    }

    /** The same by another statement that is made of this one's {@link #condition}. */
    Optional<Assignment> count(Connection connection, CountRequest request, String sql, List<Object> furtherArguments)
            throws SQLException {
        try (PreparedStatement statement = form.prepare(connection, sql)) {
            List<Object> arguments = arguments(request);
            arguments.addAll(furtherArguments);
            jdbc.bind(statement, arguments.toArray());
            Optional<Counted> counted = form.run(statement);
            Failure.requireNoDoubt(statement.getWarnings());
            return counted.map(each -> after(request.seen(), each));
        }
    }

    private List<Object> arguments(CountRequest request) {
        Database database = jdbc.database();
        Assignment seen = request.seen();
        List<Object> arguments = new ArrayList<>();
        arguments.addAll(Collections.nCopies(daysToSet, request.day().date()));
        arguments.addAll(List.of(
                seen.organization(), seen.id(), seen.agent(), request.day().date()));
        arguments.addAll(database.codesToFind(request.to().region(), anyCountry(request)));
        if (request.requiredClass() != null) {
            arguments.addAll(database.codesToFind(request.requiredClass().code()));
        }
        arguments.addAll(List.of(seen.organization(), request.day().date()));
        arguments.add(database.clockValue(request.day().plausibleFrom()));
        return arguments;
    }

    /** What allows a call besides its country; where a number is of no country, no country is any. */
    static String anyCountry(CountRequest request) {
        String region = request.to().region();
        return Regions.NON_GEOGRAPHIC.equals(region) ? region : Countries.ANY;
    }

    /** The assignment as it was seen, with what was counted. */
    static Assignment after(Assignment seen, Counted counted) {
        int limit = Rows.limit(counted.limit());
        Terms terms = seen.terms();
        return new Assignment(
                seen.id(),
                seen.agent(),
                seen.number(),
                limit == terms.dailyLimit() ? terms : new Terms(limit, terms.countries(), terms.classes()),
                counted.calls(),
                counted.day(),
                seen.createdAt(),
                seen.updatedAt());
    }
}
