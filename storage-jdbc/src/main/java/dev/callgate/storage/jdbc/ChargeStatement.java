package dev.callgate.storage.jdbc;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.Charge;
import dev.callgate.assignment.Countries;
import dev.callgate.assignment.Terms;
import dev.callgate.number.Regions;
import dev.callgate.storage.jdbc.ChargeForm.Counted;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Checks and counts one call on its assignment, by one conditional UPDATE: what {@link Charge#on} says, in SQL. The database
 * locks the row and judges the condition on its newest version, so no two callers are granted the same call. No row changed
 * means no grant.
 */
final class ChargeStatement {
    private static final String CHARGED_DAY = "CASE WHEN last_reset_date >= ? THEN last_reset_date ELSE ? END";
    private static final String CALLS = "CASE WHEN last_reset_date >= ? THEN COALESCE(calls_made_today, 0) ELSE 0 END";

    /**
     * MariaDB assigns from left to right, so the count comes before the day that it depends on. The number is looked up by its key:
     * with EXISTS, PostgreSQL may read all numbers of the agent instead.
     */
    private static final String UPDATE = """
            UPDATE agent_phone_numbers AS a
            SET %1$s calls_made_today = %2$s + 1, last_reset_date = %3$s
            WHERE a.organization_id = ? AND a.id = ? AND a.agent_id = ?
              AND a.daily_limit > %2$s
              AND (%4$s LIKE ? OR %4$s LIKE ?)%6$s
              AND 1 = (
                SELECT 1 FROM phone_numbers n
                WHERE n.organization_id = ? AND n.id = a.phone_number_id
                  AND n.assigned_to = a.agent_id AND n.status = 'active'
                  AND (n.quarantined_until IS NULL OR n.quarantined_until <= ?))
              AND %5$s >= ?""";

    private final Jdbc jdbc;
    private final ChargeForm form;
    private final String update;
    private final String updateWithPermit;

    ChargeStatement(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.form = jdbc.database().chargeForm();
        this.update = form.complete(condition(false));
        this.updateWithPermit = form.complete(condition(true));
    }

    /** The UPDATE up to its condition, to which more may be added. */
    String condition(boolean withPermit) {
        Database database = jdbc.database();
        String furtherCondition = withPermit ? " AND %s LIKE ?".formatted(database.asText("a.allowed_classes")) : "";
        return UPDATE.formatted(
                form.firstAssignment(CHARGED_DAY, CALLS + " + 1"),
                CALLS,
                CHARGED_DAY,
                database.asText("a.allowed_countries"),
                database.clock(),
                furtherCondition);
    }

    /** Returns the assignment with this call counted, or nothing where it was not. */
    Optional<Assignment> count(Connection connection, Charge charge) throws SQLException {
        return count(connection, charge, charge.permit() == null ? update : updateWithPermit, List.of());
    }

    /** The same by another statement that is made of this one's {@link #condition}. */
    Optional<Assignment> count(Connection connection, Charge charge, String sql, List<Object> furtherArguments)
            throws SQLException {
        try (PreparedStatement statement = form.prepare(connection, sql)) {
            List<Object> arguments = arguments(charge);
            arguments.addAll(furtherArguments);
            jdbc.bind(statement, arguments.toArray());
            Optional<Counted> counted = form.run(statement);
            Failure.requireNoDoubt(statement.getWarnings());
            return counted.map(each -> after(charge.seen(), each));
        }
    }

    private List<Object> arguments(Charge charge) {
        Assignment seen = charge.seen();
        List<Object> arguments = new ArrayList<>();
        arguments.addAll(Collections.nCopies(form.daysToSet(), charge.day().date()));
        arguments.addAll(List.of(
                seen.organization(),
                seen.id(),
                seen.agent(),
                charge.day().date(),
                country(charge),
                anyCountry(charge)));
        String permitted = permitted(charge);
        if (permitted != null) {
            arguments.add(permitted);
        }
        arguments.addAll(List.of(seen.organization(), charge.day().date()));
        arguments.add(jdbc.database().clockValue(charge.day().plausibleFrom()));
        return arguments;
    }

    /** What an assignment's countries have to match, or else {@link #anyCountry}. */
    static String country(Charge charge) {
        return listing(charge.to().region());
    }

    /** Where a number is of no country, no country is any. */
    static String anyCountry(Charge charge) {
        String region = charge.to().region();
        return listing(Regions.NON_GEOGRAPHIC.equals(region) ? region : Countries.ANY);
    }

    /** What an assignment's classes have to match; null where they need not. */
    @Nullable
    static String permitted(Charge charge) {
        return charge.permit() == null ? null : listing(charge.permit().code());
    }

    /** A pattern that a list of codes matches if it names this one: the quotes keep codes apart. */
    private static String listing(String code) {
        return "%" + Json.quoted(code) + "%";
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
