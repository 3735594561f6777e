package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Assignment;
import dev.callgate.model.Countries;
import dev.callgate.model.Regions;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.sql.Counted;
import dev.callgate.storage.jdbc.sql.Dialect;
import dev.callgate.storage.jdbc.sql.Failure;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Checks and counts one call on its assignment, with one conditional UPDATE that does in SQL what
 * {@link CountRequest#on} does. The database locks the row and evaluates the condition on its newest version, so two
 * callers never take the same remaining call. If the UPDATE changes no row, the call is not counted.
 */
public final class AssignmentCount {
    private final Jdbc jdbc;
    private final Dialect dialect;
    private final NamedSql update;
    private final NamedSql updateWithRequiredClass;
    private final NamedSql updateBySeveral;
    private final NamedSql updateBySeveralWithRequiredClass;

    public AssignmentCount(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.dialect = jdbc.dialect();
        this.update = NamedSql.of(dialect.returningCounts(AssignmentSql.count(dialect, false)));
        this.updateWithRequiredClass = NamedSql.of(dialect.returningCounts(AssignmentSql.count(dialect, true)));
        this.updateBySeveral = NamedSql.of(dialect.returningCounts(AssignmentSql.countSeveral(dialect, false)));
        this.updateBySeveralWithRequiredClass =
                NamedSql.of(dialect.returningCounts(AssignmentSql.countSeveral(dialect, true)));
    }

    /** Returns the UPDATE of {@link #count} with more conditions, which returns what was counted. {@link #values} has its parameters. */
    String countIfAllowed(boolean withRequiredClass, String moreConditions) {
        return AssignmentSql.count(dialect, withRequiredClass) + moreConditions
                + " RETURNING a.calls_made_today, a.last_reset_date, a.daily_limit";
    }

    /** Returns a query that locks the row under the conditions of {@link #count} and more. {@link #values} has its parameters. */
    String lockIfAllowed(boolean withRequiredClass, String moreConditions) {
        return AssignmentSql.lockIfAllowed(dialect, withRequiredClass, moreConditions);
    }

    /** Returns the UPDATE of {@link #count} without its conditions, if another part of the statement has a row. */
    String countIf(String part) {
        return AssignmentSql.countIf(dialect, part);
    }

    /** Returns the assignment with this call counted, or empty if the call was not counted. */
    public Optional<Assignment> count(Connection connection, CountRequest request) throws SQLException {
        NamedSql sql = request.requiredClass() == null ? update : updateWithRequiredClass;
        return count(connection, sql, values(request)).map(each -> after(request.seen(), each));
    }

    /**
     * Counts several calls of one assignment that are equal in everything that the statement reads, all or none. Returns the values after
     * the last of them, or empty if none was counted.
     */
    Optional<Counted> countSeveral(Connection connection, CountRequest request, int calls) throws SQLException {
        NamedSql sql = request.requiredClass() == null ? updateBySeveral : updateBySeveralWithRequiredClass;
        return count(connection, sql, values(request).with("calls", calls));
    }

    private Optional<Counted> count(Connection connection, NamedSql sql, NamedSql.Values values) throws SQLException {
        try (PreparedStatement statement = dialect.prepareCount(connection, sql.sql())) {
            jdbc.bind(statement, sql.arguments(values));
            Optional<Counted> counted = dialect.runCount(statement);
            Failure.requireKnownOutcome(statement.getWarnings());
            return counted;
        }
    }

    /** Returns the values of the parameters. */
    public NamedSql.Values values(CountRequest request) {
        Assignment seen = request.seen();
        NamedSql.Values values = new NamedSql.Values()
                .with("organization", seen.organization())
                .with("id", seen.id())
                .with("agent", seen.agent())
                .with("day", request.day().date())
                .with("countryToFind", dialect.codeToFind(request.to().region()))
                .with("anyCountryToFind", dialect.codeToFind(anyCountry(request)))
                .with("plausibleFrom", dialect.clockValue(request.plausibleFrom()));
        return request.requiredClass() == null
                ? values
                : values.with(
                        "classToFind",
                        dialect.codeToFind(request.requiredClass().code()));
    }

    /**
     * Returns the country entry that allows a call, besides the entry of the called country itself.
     * {@link Countries#ANY} does not include numbers that belong to no country.
     */
    static String anyCountry(CountRequest request) {
        String region = request.to().region();
        return Regions.NON_GEOGRAPHIC.equals(region) ? region : Countries.ANY;
    }

    /** Returns the assignment as the request saw it, with the counted values. */
    public static Assignment after(Assignment seen, Counted counted) {
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
