package dev.callgate.storage.jdbc;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallDay;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Counter;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.JournalStore;
import dev.callgate.spi.Storage;
import dev.callgate.storage.jdbc.count.AssignmentCache;
import dev.callgate.storage.jdbc.count.CachedAssignments;
import dev.callgate.storage.jdbc.count.CountPath;
import dev.callgate.storage.jdbc.count.CountQueue;
import dev.callgate.storage.jdbc.count.Counters;
import dev.callgate.storage.jdbc.count.GroupCount;
import dev.callgate.storage.jdbc.count.QueuedCount;
import dev.callgate.storage.jdbc.count.SingleCount;
import dev.callgate.storage.jdbc.sql.ConnectionSource;
import dev.callgate.storage.jdbc.sql.Connections;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.JoinedConnection;
import dev.callgate.storage.jdbc.sql.OwnConnections;
import dev.callgate.storage.jdbc.table.Tables;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A store over JDBC, in the tables {@code phone_numbers} and {@code agent_phone_numbers}, with the audit trail in
 * {@code phone_number_audit}. A call is checked and counted by one conditional UPDATE, which is exact among any number of
 * threads, processes and servers that share the database. Where there are {@link dev.callgate.policy.Caps}, the call is counted
 * on all that is capped in one short transaction, in {@code call_counts} and {@code call_attempts}; a call with an id is written
 * to {@code call_journal}, and added to {@code daily_usage}, in the same transaction.
 *
 * <p>Every operation takes a connection of its own from the data source, and gives it back as it was; {@link #joining} is
 * for those that are to be part of a transaction of the caller's. A transaction that was not joined is never committed, rolled
 * back or changed: if the data source hands out the connection of the caller's transaction, as Spring's {@code
 * TransactionAwareDataSourceProxy} and JTA's pools do, every operation within the transaction throws {@link
 * StoreException.Permanent} and does nothing. Thread-safe.
 *
 * <p>What a database rolled back for certain, because of others that wrote at the same time, is tried again for up to
 * five seconds, or as {@link #retryTimeout} says. How long a statement waits for a lock is the database's setting: {@code lock_timeout} of PostgreSQL
 * (unlimited unless set), {@code innodb_lock_wait_timeout} of MariaDB, {@code LOCK_TIMEOUT} of H2,
 * {@code busy_timeout} of SQLite.
 *
 * <p>Of an agent's assignments, what was last read is cached for five minutes, or as {@link #assignmentCacheTtl} says, to
 * choose what to count on; to count is then one round trip. What is cached allows nothing: the statement that counts proves it.
 *
 * <p>Where many threads call at once, {@link #groupCommit} counts those together that would wait for each other.
 *
 * <p>All times are stored in UTC, to the microsecond. {@code last_reset_date} is a date in the organization's zone.
 */
public final class JdbcStorage implements Storage {
    private static final Counting ALONE = (connections, alone, together) -> alone;

    private final Connections connections;
    private final Counting counting;
    private final Duration keepFor;
    private final Tables tables;
    private final CachedAssignments assignments;
    private final Schema schema;

    /** Chooses how a call is counted. */
    private interface Counting {
        CountPath of(Connections connections, SingleCount alone, GroupCount together);
    }

    private JdbcStorage(Connections connections, Counting counting, Duration keepFor) {
        this(connections, counting, keepFor, AssignmentCache.keptFor(keepFor));
    }

    private JdbcStorage(Connections connections, Counting counting, Duration keepFor, AssignmentCache cache) {
        Jdbc jdbc = new Jdbc(connections);
        this.connections = connections;
        this.counting = counting;
        this.keepFor = keepFor;
        this.tables = Tables.of(jdbc);
        Counters counters = new Counters(jdbc, tables.attempts(), tables.counters());
        CountPath path = counting.of(
                connections,
                new SingleCount(jdbc, tables.assignments(), counters, tables.journal(), tables.usage()),
                new GroupCount(jdbc, tables.assignments(), tables.attempts(), tables.counters(), tables.journal()));
        this.assignments = new CachedAssignments(tables.assignments(), cache, path, counters);
        this.schema = new Schema(jdbc, tables);
    }

    /**
     * Opens a store on a database, which is asked what it is; a pool such as HikariCP makes the data source quick.
     *
     * @throws StoreException.Permanent if the database is none of {@link Database}
     * @throws StoreException.NotApplied if it cannot be reached
     */
    public static JdbcStorage on(DataSource dataSource) {
        ConnectionSource source = ConnectionSource.of(Objects.requireNonNull(dataSource, "dataSource"));
        try (Connection connection = source.open()) {
            Database database = Database.of(connection);
            source.lookAt(connection);
            return on(source, database);
        } catch (SQLException e) {
            throw new StoreException.NotApplied("opening the database: " + e.getMessage(), e);
        }
    }

    /** Opens a store on a database that speaks the SQL of the one that is named, without asking it anything. */
    public static JdbcStorage on(DataSource dataSource, Database database) {
        Objects.requireNonNull(dataSource, "dataSource");
        Objects.requireNonNull(database, "database");
        return on(ConnectionSource.of(dataSource), database);
    }

    private static JdbcStorage on(ConnectionSource source, Database database) {
        return new JdbcStorage(
                new OwnConnections(source, database.dialect(), OwnConnections.DEFAULT_RETRIES),
                ALONE,
                AssignmentCache.KEPT_FOR);
    }

    /**
     * Returns the same store for a pool whose connections come with auto-commit off, and that cannot be told from a data source
     * that hands out the caller's transaction. Most pools can: HikariCP, Commons DBCP and Agroal need no such statement.
     * Tomcat's pool needs it, as does a data source that hands out one connection again and again.
     *
     * <p>With this, a connection is committed whatever its auto-commit is: never say it of a data source that hands out
     * transactions of the caller's.
     */
    public JdbcStorage autoCommitOffByDefault() {
        return new JdbcStorage(connections.autoCommitOffByDefault(), counting, keepFor);
    }

    /**
     * Returns the same store with another deadline for retries of what the database rolled back because of others that
     * wrote at the same time; five seconds unless changed. Longer suits imports and busy SQLite files, shorter a caller who
     * would rather hear {@link StoreException.NotApplied} at once.
     *
     * @param deadline from the beginning of an operation; zero for no retries
     * @throws IllegalArgumentException if it is negative
     */
    public JdbcStorage retryTimeout(Duration deadline) {
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("a deadline for retries is not negative, but this one is " + deadline);
        }
        return new JdbcStorage(connections.retryTimeout(deadline), counting, keepFor);
    }

    /**
     * Returns the same store with another time for which an agent's assignments are cached; five minutes unless changed.
     * Whatever an administrator takes away holds at once all the same. What is new elsewhere, a number or a higher limit, is used
     * at the latest after this time, and at once where the agent's other numbers have no room.
     *
     * @param howLong zero for not at all: then each decision reads before it counts
     * @throws IllegalArgumentException if it is negative
     */
    public JdbcStorage assignmentCacheTtl(Duration howLong) {
        if (howLong.isNegative()) {
            throw new IllegalArgumentException("assignments are not cached for a negative time, such as " + howLong);
        }
        return new JdbcStorage(connections, counting, howLong);
    }

    /**
     * Returns the same store with calls that wait at the same moment counted together: many times as fast where many threads
     * call at once, above all where they are counted on the same row, and no slower for one that is alone. All else is as it is
     * without. Make it once: only callers of the same object are grouped.
     *
     * <p>Give it the pool itself. Where the data source wraps the connections of a pool, each caller takes one for a moment first, to
     * see that it has no transaction which would be left out.
     */
    public JdbcStorage groupCommit(GroupCommit how) {
        Objects.requireNonNull(how, "how");
        return with((own, alone, together) -> new QueuedCount(own, size(how), alone, together));
    }

    /** The same with a single call as a group of its own: what is said of groups can then be tested by one thread. */
    JdbcStorage groupCommitAlways(GroupCommit how) {
        return with((own, alone, together) -> new QueuedCount(
                own, size(how), each -> together.count(List.of(each)).get(0).get(), together));
    }

    private static CountQueue.Size size(GroupCommit how) {
        return new CountQueue.Size(how.largestGroup(), how.groupsAtOnce(), how.patience());
    }

    private JdbcStorage with(Counting other) {
        return new JdbcStorage(connections, other, keepFor);
    }

    /**
     * Returns the same store inside a transaction of the caller's: what is done through it is applied when the caller
     * commits, and undone when the caller rolls back. Nothing is committed, retried or cached here, and the connection is
     * left as it is. A count locks its row until the transaction ends, so end it soon. For a gate, pass it to {@link
     * dev.callgate.CallGate#withStore(dev.callgate.spi.AssignmentStore, java.util.concurrent.Executor)}.
     *
     * <p>An operation of several statements is undone to a savepoint where it fails, so that it is applied whole or not at all.
     * After a {@link StoreException}, roll back all the same: PostgreSQL refuses whatever follows an error, and MariaDB may have
     * rolled back what you did before. Tables are not migrated in a transaction of the caller's; {@link #migrate} says so.
     *
     * <p>Not thread-safe, as the connection is not.
     *
     * @param connection with auto-commit off, to the same database
     * @throws IllegalArgumentException if auto-commit is on
     * @throws StoreException.NotApplied if the connection is broken
     */
    public JdbcStorage joining(Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalArgumentException(
                        "there is no transaction to join: the connection commits each statement by itself; call setAutoCommit(false) first");
            }
        } catch (SQLException e) {
            throw new StoreException.NotApplied("joining a transaction: " + e.getMessage(), e);
        }
        return new JdbcStorage(
                new JoinedConnection(connection, connections.dialect()), ALONE, Duration.ZERO, AssignmentCache.none());
    }

    /**
     * Creates the tables, or brings them up to date; does nothing where they are. Tables of the system that this library
     * succeeds, {@code phone_numbers} and {@code agent_phone_numbers}, are taken over as they are, counts included. May be
     * called at each start, by every node at once, before or after a host's own migrations. A host may have Flyway run the
     * files in {@code classpath:callgate/db-migration/postgresql} (or {@code …/h2}, {@code …/mariadb}, {@code …/sqlite})
     * instead, or Liquibase {@code callgate/db-migration/changelog.xml}.
     *
     * <p>Nothing is changed if a table, view, index, constraint or function has one of the library's names, but is not the
     * library's: if a table lacks a column, has it with another type, or has one that the library could not fill.
     *
     * @return what was done, and which rows want attention
     * @throws StoreException.Permanent if something of the host's own has one of the library's names, which the message lists; if
     *     the tables are newer than this library, a table is missing although its migration was applied, or the privilege to change
     *     them is missing; or if this store {@linkplain #joining joins} a transaction, which most databases commit before they change
     *     a table
     */
    public MigrationReport migrate() {
        if (!connections.commitByThemselves()) {
            throw new StoreException.Permanent(
                    "migrating the tables: nothing was done, because this store takes part in a transaction of the caller's, which most databases commit before they change a table. "
                            + "Call migrate() on the store that JdbcStorage.on returned, before the transaction",
                    null);
        }
        return schema.migrate();
    }

    /**
     * Checks that the tables are there, with every column, of a type that does and with the keys that the library needs, and
     * no newer than this library; for hosts that migrate with a tool of their own. Changes nothing.
     *
     * @throws StoreException.Permanent if something is missing or different, which the message lists, or the tables are
     *     newer
     */
    public void validate() {
        schema.validate();
    }

    @Override
    public List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> all, ChangeContext by) {
        return tables.numbers().addMissing(organization, all, by);
    }

    @Override
    public List<PhoneNumber> findAll(OrganizationId organization, Collection<E164> all) {
        return tables.numbers().findAll(organization, all);
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, UUID id) {
        return tables.numbers().find(organization, id);
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, E164 e164) {
        return tables.numbers().find(organization, e164);
    }

    @Override
    public List<PhoneNumber> list(NumberQuery query) {
        return tables.numbers().list(query);
    }

    @Override
    public long count(NumberQuery query, long most) {
        return tables.numbers().count(query, most);
    }

    @Override
    public PhoneNumber update(
            OrganizationId organization, UUID id, UnaryOperator<PhoneNumber> change, ChangeContext by) {
        return tables.numbers().update(organization, id, change, by);
    }

    @Override
    public void delete(OrganizationId organization, UUID id, ChangeContext by) {
        tables.numbers().delete(organization, id, by);
    }

    @Override
    public List<Assignment> assignAll(
            OrganizationId organization, List<AssignmentAdminStore.NewAssignment> asked, ChangeContext by) {
        return assignments.assignAll(organization, asked, by);
    }

    @Override
    public List<Assignment> moveAll(
            OrganizationId organization, AgentId from, @Nullable AgentId to, Supplier<UUID> newIds, ChangeContext by) {
        return assignments.moveAll(organization, from, to, newIds, by);
    }

    @Override
    public Optional<Assignment> findAssignment(OrganizationId organization, UUID numberId) {
        return assignments.findAssignment(organization, numberId);
    }

    @Override
    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by) {
        return assignments.changeTerms(organization, numberId, terms, by);
    }

    @Override
    public Assignment unassign(OrganizationId organization, UUID numberId, ChangeContext by) {
        return assignments.unassign(organization, numberId, by);
    }

    @Override
    public List<Assignment> list(AssignmentQuery query) {
        return assignments.list(query);
    }

    @Override
    public List<Assignment> assignmentsOfAgents(OrganizationId organization, @Nullable AgentId after, int agents) {
        return assignments.assignmentsOfAgents(organization, after, agents);
    }

    @Override
    public List<AuditEntry> list(AuditQuery query) {
        return tables.audit().list(query);
    }

    @Override
    public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
        return assignments.assignmentsOf(organization, agent);
    }

    @Override
    public CountResult count(CountRequest request) {
        return assignments.count(request);
    }

    @Override
    public Optional<List<Assignment>> cachedAssignmentsOf(OrganizationId organization, AgentId agent) {
        return assignments.cachedAssignmentsOf(organization, agent);
    }

    @Override
    public Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId) {
        return tables.journal().find(organization, callId).map(CallRecord::call);
    }

    @Override
    public Optional<CallRecord> findCall(OrganizationId organization, CallId callId) {
        return tables.journal().find(organization, callId);
    }

    @Override
    public List<CallRecord> list(CallQuery query) {
        return tables.journal().list(query);
    }

    @Override
    public Optional<JournalStore.Update> release(OrganizationId organization, CallId callId, Instant now) {
        return tables.journal().release(organization, callId, now);
    }

    @Override
    public Optional<JournalStore.Update> complete(
            OrganizationId organization, CallId callId, CallOutcome outcome, Instant now) {
        return tables.journal().complete(organization, callId, outcome, now);
    }

    @Override
    public void countRefusal(OrganizationId organization, @Nullable AgentId agent, LocalDate day, String reason) {
        tables.usage().countRefusal(organization, agent, day, reason);
    }

    @Override
    public int eraseCallee(CalleeErasure erasure) {
        return tables.journal().erase(erasure);
    }

    @Override
    public int forgetCallsBefore(OrganizationId organization, LocalDate day) {
        return tables.journal().forgetCallsBefore(organization, day);
    }

    @Override
    public List<UsageRow> usage(UsageQuery query) {
        return tables.usage().usage(query);
    }

    @Override
    public List<RefusalRow> refusals(UsageQuery query) {
        return tables.usage().refusals(query);
    }

    @Override
    public List<Utilization> utilization(OrganizationId organization, LocalDate today, double leastShare, int most) {
        return tables.assignments().utilization(organization, today, leastShare, most);
    }

    @Override
    public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, @Nullable CalleeKey callee) {
        return assignments.countersOf(organization, counters, callee);
    }

    @Override
    public int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by) {
        return assignments.resetDailyCallCounts(organization, today, by);
    }
}
