package dev.callgate.examples.ownstore;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A store over two tables of a host's, by plain JDBC: its numbers (DIDs) with the user who has each, and the calls of each
 * number and user. The host is one organization, and has neither status nor quarantine.
 */
final class DidStore implements AssignmentStore {
    /** The one organization that the host is. */
    static final OrganizationId HOST = new OrganizationId("host");

    /** The calls stay when a number goes to another user, so that the same pair goes on where it was. */
    static final List<String> TABLES = List.of("""
            CREATE TABLE did (
                number VARCHAR(16) PRIMARY KEY,
                user_name VARCHAR(64) NOT NULL,
                calls_a_day INT NOT NULL,
                countries VARCHAR(1000) NOT NULL)
            """, """
            CREATE TABLE did_calls (
                number VARCHAR(16) NOT NULL,
                user_name VARCHAR(64) NOT NULL,
                calls INT NOT NULL,
                call_day DATE NOT NULL,
                PRIMARY KEY (number, user_name))
            """);

    private static final String SELECT = """
            SELECT d.number, d.calls_a_day, d.countries, c.calls, c.call_day
            FROM did d LEFT JOIN did_calls c ON c.number = d.number AND c.user_name = d.user_name
            WHERE d.user_name = ?
            """;

    private final DataSource dataSource;

    DidStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
        try (Connection connection = dataSource.getConnection()) {
            return organization.equals(HOST) ? read(connection, SELECT, agent) : List.of();
        } catch (SQLException e) {
            throw new StoreException.NotApplied("the numbers of " + agent + " cannot be read", e);
        }
    }

    @Override
    public CountResult count(CountRequest request) {
        CountResult committed = null;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            CountResult result;
            try {
                result = count(request, connection);
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
            commit(connection);
            committed = result;
        } catch (SQLException e) {
            if (committed == null) {
                throw new StoreException.NotApplied("the call was not counted", e);
            }
        }
        return committed;
    }

    /** Locks the number's row, so that all that count on it wait for each other. */
    private static CountResult count(CountRequest request, Connection connection) throws SQLException {
        String user = request.seen().agent().value();
        String number = request.seen().number().e164().toString();
        execute(connection, "SELECT number FROM did WHERE number = ? FOR UPDATE", number);
        Assignment now = !request.seen().organization().equals(HOST)
                ? null
                : read(connection, SELECT + " AND d.number = ?", request.seen().agent(), number).stream()
                        .findFirst()
                        .orElse(null);
        CountResult result = request.on(now, Instant.now());
        if (result instanceof CountResult.Counted counted) {
            Assignment after = counted.after();
            execute(
                    connection,
                    "MERGE INTO did_calls (number, user_name, calls, call_day) VALUES (?, ?, ?, ?)",
                    number,
                    user,
                    after.callsMadeToday(),
                    Objects.requireNonNull(after.lastResetDate()));
        }
        return result;
    }

    /** A commit whose answer is lost may have happened. */
    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new StoreException.OutcomeUnknown("the call may or may not be counted", e);
        }
    }

    private static List<Assignment> read(Connection connection, String sql, AgentId agent, String... numbers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, agent.value());
            for (int i = 0; i < numbers.length; i++) {
                statement.setString(2 + i, numbers[i]);
            }
            List<Assignment> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(assignment(agent, row));
                }
            }
            return found;
        }
    }

    private static Assignment assignment(AgentId agent, ResultSet row) throws SQLException {
        String codes = row.getString("countries");
        Countries countries = codes.isEmpty() ? Countries.none() : Countries.of(codes.split(" "));
        return Assignment.of(
                        HOST, agent, E164.of(row.getString("number")), new Terms(row.getInt("calls_a_day"), countries))
                .withCount(row.getInt("calls"), row.getObject("call_day", LocalDate.class));
    }

    /** Executes a statement of the host's; its result, if any, is not read. */
    static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
