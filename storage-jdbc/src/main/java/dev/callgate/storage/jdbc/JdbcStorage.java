package dev.callgate.storage.jdbc;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.AssignmentAdministration;
import dev.callgate.assignment.Charge;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.assignment.Terms;
import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.number.E164;
import dev.callgate.number.NumberQuery;
import dev.callgate.number.NumberStatus;
import dev.callgate.number.NumberStore;
import dev.callgate.number.PhoneNumber;
import dev.callgate.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A store over JDBC, in the tables {@code phone_numbers} and {@code agent_phone_numbers}. A call is checked and counted
 * by one conditional UPDATE, which is exact among any number of threads, processes and servers that share the database.
 *
 * <p>Every operation takes a connection of its own from the data source, leaves its auto-commit setting as it was, and
 * gives it back. Safe for use by many threads; holds no state but the data source.
 *
 * <p>All times are stored in UTC, to the microsecond. {@code last_reset_date} is a date in the organization's zone.
 */
public final class JdbcStorage implements NumberStore, AssignmentAdministration {
    private final NumberTable numbers;
    private final AssignmentTable assignments;
    private final Migrations migrations;

    private JdbcStorage(Jdbc jdbc) {
        this.numbers = new NumberTable(jdbc);
        this.assignments = new AssignmentTable(jdbc, numbers);
        this.migrations = new Migrations(jdbc);
    }

    /**
     * Opens a store on a database, which is asked what it is; a pool such as HikariCP makes the data source quick.
     *
     * @throws StoreException.Permanent if the database is none of those that are supported: H2 and PostgreSQL
     * @throws StoreException.NotApplied if it cannot be reached
     */
    public static JdbcStorage on(DataSource dataSource) {
        Objects.requireNonNull(dataSource, "dataSource");
        try (Connection connection = dataSource.getConnection()) {
            return new JdbcStorage(new Jdbc(dataSource, Dialect.of(connection)));
        } catch (SQLException e) {
            throw Failure.of(e, false).toException("opening the database", e);
        }
    }

    /**
     * Creates the tables, or brings them up to date; does nothing where they are. May be called at each start, by every
     * node. A host that migrates with Flyway adds {@code classpath:callgate/db-migration/postgresql}, or {@code …/h2},
     * to Flyway's locations instead.
     *
     * @throws StoreException if it cannot be done, for instance for lack of the privilege to create tables
     */
    public void migrate() {
        migrations.run();
    }

    @Override
    public List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> all) {
        return numbers.addMissing(organization, all);
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, UUID id) {
        return numbers.find(organization, id);
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, E164 e164) {
        return numbers.find(organization, e164);
    }

    @Override
    public List<PhoneNumber> list(NumberQuery query) {
        return numbers.list(query);
    }

    @Override
    public PhoneNumber setStatus(OrganizationId organization, UUID id, NumberStatus status, Instant now) {
        return numbers.setStatus(organization, id, status, now);
    }

    @Override
    public void delete(OrganizationId organization, UUID id, Instant now) {
        numbers.delete(organization, id, now);
    }

    @Override
    public Assignment assign(
            OrganizationId organization, UUID numberId, AgentId agent, Terms terms, UUID newId, Instant now) {
        return assignments.assign(organization, numberId, agent, terms, newId, now);
    }

    @Override
    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, Instant now) {
        return assignments.changeTerms(organization, numberId, terms, now);
    }

    @Override
    public Assignment unassign(OrganizationId organization, UUID numberId, Instant now) {
        return assignments.unassign(organization, numberId, now);
    }

    @Override
    public List<Assignment> assignmentsOf(OrganizationId organization) {
        return assignments.assignmentsOf(organization);
    }

    @Override
    public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
        return assignments.assignmentsOf(organization, agent);
    }

    @Override
    public ChargeResult charge(Charge charge) {
        return assignments.charge(charge);
    }
}
