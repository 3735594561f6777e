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
 * Checks and counts one call on its assignment, by one conditional UPDATE: what {@link CountRequest#on} says, in SQL. The database
 * locks the row and judges the condition on its newest version, so no two callers are allowed the same call. A call that changes
 * no row is not counted.
 */
public final class AssignmentCount {
    private final Jdbc jdbc;
    private final Dialect dialect;
    private final NamedSql update;
    private final NamedSql updateWithRequiredClass;

    public AssignmentCount(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.dialect = jdbc.dialect();
        this.update = NamedSql.of(dialect.tellingCounted(condition(false)));
        this.updateWithRequiredClass = NamedSql.of(dialect.tellingCounted(condition(true)));
    }

    /** The UPDATE up to its condition, to which more may be added. */
    public String condition(boolean withRequiredClass) {
        return AssignmentSql.count(dialect, withRequiredClass);
    }

    /** Returns the assignment with this call counted, or nothing where it was not. */
    public Optional<Assignment> count(Connection connection, CountRequest request) throws SQLException {
        return count(
                connection,
                request,
                request.requiredClass() == null ? update : updateWithRequiredClass,
                new NamedSql.Values());
    }

    /**
     * The same by another statement that is made of this one's {@link #condition}.
     *
     * @param more the values of the parameters that the other statement has besides this one's
     */
    public Optional<Assignment> count(Connection connection, CountRequest request, NamedSql sql, NamedSql.Values more)
            throws SQLException {
        try (PreparedStatement statement = dialect.prepareCount(connection, sql.sql())) {
            jdbc.bind(statement, sql.arguments(with(request, more)));
            Optional<Counted> counted = dialect.runCount(statement);
            Failure.requireNoDoubt(statement.getWarnings());
            return counted.map(each -> after(request.seen(), each));
        }
    }

    private NamedSql.Values with(CountRequest request, NamedSql.Values more) {
        Assignment seen = request.seen();
        more.with("organization", seen.organization())
                .with("id", seen.id())
                .with("agent", seen.agent())
                .with("day", request.day().date())
                .with("countryToFind", dialect.codeToFind(request.to().region()))
                .with("anyCountryToFind", dialect.codeToFind(anyCountry(request)))
                .with("plausibleFrom", dialect.clockValue(request.day().plausibleFrom()));
        return request.requiredClass() == null
                ? more
                : more.with(
                        "classToFind",
                        dialect.codeToFind(request.requiredClass().code()));
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
