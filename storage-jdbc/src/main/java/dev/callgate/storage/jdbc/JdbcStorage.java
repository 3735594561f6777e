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
import dev.callgate.model.LiveCall;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.report.AttributeUsage;
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
import dev.callgate.storage.jdbc.count.GroupCount;
import dev.callgate.storage.jdbc.count.QueuedCount;
import dev.callgate.storage.jdbc.count.RecentStates;
import dev.callgate.storage.jdbc.count.SingleCount;
import dev.callgate.storage.jdbc.sql.ConnectionSource;
import dev.callgate.storage.jdbc.sql.Connections;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.JoinedConnection;
import dev.callgate.storage.jdbc.sql.OwnConnections;
import dev.callgate.storage.jdbc.sql.ReplicaConnections;
import dev.callgate.storage.jdbc.table.Tables;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A store over JDBC. It keeps numbers and assignments in the tables {@code phone_numbers} and {@code
 * agent_phone_numbers}, and the audit trail in {@code phone_number_audit}.
 *
 * <p>One conditional UPDATE checks and counts a call. It is exact across all threads, processes and servers that share
 * the database. If the policy has {@linkplain dev.callgate.policy.Limit limits}, the call is also counted on the counter of
 * each, in {@code call_counters} and {@code call_holds}: on PostgreSQL in the same statement, elsewhere in one short
 * transaction. A call that has a call ID is written to {@code call_journal} and added to {@code daily_usage} and {@code
 * daily_attribute_usage} in the same step.
 *
 * <p>Every operation takes a connection of its own from the data source, and returns it with its settings unchanged. To
 * run operations in a transaction of the caller, use {@link #joining}. A transaction that was not joined is never
 * committed, rolled back or changed: if the data source returns the connection of the caller's transaction, as Spring's
 * {@code TransactionAwareDataSourceProxy} and JTA pools do, every operation within the transaction throws {@link
 * StoreException.Permanent} and does nothing.
 *
 * <p>Work that the database is certain to have rolled back because of concurrent writes is retried for up to five
 * seconds, or as set by {@link #retryTimeout}. How long a statement waits for a lock is a setting of the database:
 * {@code lock_timeout} for PostgreSQL (unlimited by default), {@code innodb_lock_wait_timeout} for MariaDB, {@code
 * LOCK_TIMEOUT} for H2, and {@code busy_timeout} for SQLite.
 *
 * <p>An agent's assignments are cached for five minutes after they were read, or as set by {@link #assignmentCacheTtl}.
 * The cache is used only to select the assignment to count on, so counting takes one round trip. A cached assignment
 * never allows a call by itself: the statement that counts checks every condition again.
 *
 * <p>If many threads count calls at the same time, {@link #groupCommit} counts those calls together that would wait for
 * each other.
 *
 * <p>All times are stored in UTC, with microsecond precision. {@code last_reset_date} is a date in the organization's
 * time zone.
 *
 * <p>Thread-safe, except for the stores that {@link #joining} returns. If the database fails, operations throw a {@link
 * StoreException}, which states whether the operation was applied.
 */
public final class JdbcStorage implements Storage {
    private static final Counting NOT_GROUPED = (connections, alone, together) -> alone;

    private final Connections connections;
    private final Counting counting;
    private final Duration cacheTtl;
    private final Duration refusalTime;
    private final Tables tables;
    private final CachedAssignments assignments;
    private final Schema schema;

    /** Selects how calls are counted. */
    private interface Counting {
        CountPath of(Connections connections, SingleCount alone, GroupCount together);
    }

    private JdbcStorage(Connections connections, Counting counting, Duration cacheTtl, Duration refusalTime) {
        this(connections, counting, cacheTtl, refusalTime, AssignmentCache.expiringAfter(cacheTtl));
    }

    private JdbcStorage(
            Connections connections,
            Counting counting,
            Duration cacheTtl,
            Duration refusalTime,
            AssignmentCache cache) {
        Jdbc jdbc = new Jdbc(connections);
        this.connections = connections;
        this.counting = counting;
        this.cacheTtl = cacheTtl;
        this.refusalTime = refusalTime;
        this.tables = Tables.of(jdbc);
        CountPath path = counting.of(connections, new SingleCount(jdbc, tables), new GroupCount(jdbc, tables));
        this.assignments = new CachedAssignments(tables, cache, RecentStates.rememberedFor(refusalTime), path);
        this.schema = new Schema(jdbc, tables);
    }

    /**
     * Opens a store, and detects the database from the metadata of a connection. Use a connection pool such as HikariCP
     * as the data source.
     *
     * <p>On PostgreSQL, looks for a pooler in transaction mode that shares the driver's named statements between
     * connections, as PgBouncer does unless the driver's URL has {@code prepareThreshold=0}. Limits would not hold. On a node of a Galera
     * cluster, requires {@code wsrep_sync_wait=7} of the connections. Otherwise, a change on one node would not hold for the next decision
     * on another.
     *
     * @throws StoreException.Permanent if the database is not one of {@link Database}, or if there is such a pooler or such a node
     * @throws StoreException.NotApplied if the database cannot be reached
     */
    public static JdbcStorage on(DataSource dataSource) {
        ConnectionSource source = ConnectionSource.of(Objects.requireNonNull(dataSource, "dataSource"));
        try {
            Database database = databaseOf(source);
            database.dialect().verify(source);
            return on(source, database);
        } catch (SQLException e) {
            throw new StoreException.NotApplied("opening the database: " + e.getMessage(), e);
        }
    }

    private static Database databaseOf(ConnectionSource source) throws SQLException {
        try (Connection connection = source.open()) {
            Database database = Database.of(connection);
            database.dialect().requireSettings(connection);
            source.inspect(connection);
            return database;
        }
    }

    /**
     * Opens a store without connecting to the database, and so without looking for a pooler that breaks limits. {@link #migrate} and
     * {@link #validate} check the connections of a Galera cluster.
     *
     * @param database the database whose SQL the data source's database understands
     */
    public static JdbcStorage on(DataSource dataSource, Database database) {
        Objects.requireNonNull(dataSource, "dataSource");
        Objects.requireNonNull(database, "database");
        return on(ConnectionSource.of(dataSource), database);
    }

    private static JdbcStorage on(ConnectionSource source, Database database) {
        ConnectionSource own = database == Database.POSTGRESQL_ROUTED ? source.ofRouter() : source;
        return new JdbcStorage(
                new OwnConnections(own, database.dialect(), OwnConnections.DEFAULT_RETRY_TIMEOUT),
                NOT_GROUPED,
                AssignmentCache.DEFAULT_TTL,
                RecentStates.DEFAULT_TIME);
    }

    /**
     * Returns a view of this store for a data source whose connections have auto-commit off by default, and that cannot
     * be told apart from a data source that returns the caller's transaction. HikariCP, Commons DBCP and Agroal can be
     * told apart, as most pools can, and do not need this setting. Tomcat's pool needs it, and so does a data source
     * that always returns the same connection.
     *
     * <p>With this setting, every connection is committed, whatever its auto-commit setting is. Never use it with a
     * data source that returns transactions of the caller.
     */
    public JdbcStorage autoCommitOffByDefault() {
        return new JdbcStorage(connections.autoCommitOffByDefault(), counting, cacheTtl, refusalTime);
    }

    /**
     * Returns a view of this store with another time limit for retries of work that the database rolled back because of
     * concurrent writes. The default is five seconds. A longer limit suits imports and busy SQLite files. A shorter
     * limit suits callers that prefer an early {@link StoreException.NotApplied}.
     *
     * @param timeout time from the beginning of an operation after which it is not retried; zero disables retries
     * @throws IllegalArgumentException if it is negative
     */
    public JdbcStorage retryTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("retryTimeout must not be negative, but is " + timeout);
        }
        return new JdbcStorage(connections.retryTimeout(timeout), counting, cacheTtl, refusalTime);
    }

    /**
     * Returns a view of this store with another time to live of cached assignments, and with an empty cache. The
     * default is five minutes. If an administrator removes a number or lowers a limit, the change takes effect at once
     * regardless of the cache. A number or a higher limit that was added on another node is used after this time at the
     * latest, or as {@link #refusalsRememberedFor} says if the agent's other numbers have no room.
     *
     * @param ttl time after which cached assignments expire; zero disables the cache, so that each decision reads the
     *     assignments before it counts
     * @throws IllegalArgumentException if it is negative
     */
    public JdbcStorage assignmentCacheTtl(Duration ttl) {
        if (ttl.isNegative()) {
            throw new IllegalArgumentException("assignmentCacheTtl must not be negative, but is " + ttl);
        }
        return new JdbcStorage(connections, counting, ttl, refusalTime);
    }

    /**
     * Returns a view of this store that remembers for another time that an agent's calls reached a limit, and that remembers nothing yet. The
     * default is one second. In this time, further calls of the agent that reach the same limit are refused without a round trip, so that a
     * flood of them does not reach the database. On this node, a higher limit, another number and a released call take effect at once; on
     * the other nodes, within this time. A change that allows less always takes effect at once, on all nodes.
     *
     * <p>Calls that have a call ID are always looked up. Limits of calls at once, of rolling windows and of minutes are always read,
     * because a call that ends makes room.
     *
     * @param time zero to remember nothing
     * @throws IllegalArgumentException if it is negative
     */
    public JdbcStorage refusalsRememberedFor(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("refusalsRememberedFor must not be negative, but is " + time);
        }
        return new JdbcStorage(connections, counting, cacheTtl, time);
    }

    /**
     * Returns a view of this store that counts calls together if they wait at the same moment. This is many times as
     * fast if many threads count at the same time, above all if their calls are counted on the same row, and no slower
     * for a single caller. Everything else behaves as it does without group commit.
     *
     * <p>Call this method once and share the result: only callers of the same object are grouped.
     *
     * <p>Use the pool itself as the data source. If the data source wraps the connections of a pool, each caller first
     * takes a connection for a moment, to verify that its thread has no transaction of its own, which the group would
     * not take part in.
     *
     * @param settings the sizes of groups, and how long a call waits
     */
    public JdbcStorage groupCommit(GroupCommit settings) {
        Objects.requireNonNull(settings, "settings");
        return with((own, alone, together) -> new QueuedCount(own, size(settings), alone, together::count));
    }

    /** Counts even a single call as a group, so that one thread can test the behavior of groups. */
    JdbcStorage groupCommitAlways(GroupCommit settings) {
        return with((own, alone, together) -> new QueuedCount(
                own,
                size(settings),
                each -> together.count(List.of(each)).get(0).get(),
                together::count));
    }

    private static CountQueue.Size size(GroupCommit settings) {
        return new CountQueue.Size(settings.largestGroup(), settings.groupsAtOnce(), settings.maxWait());
    }

    private JdbcStorage with(Counting other) {
        return new JdbcStorage(connections, other, cacheTtl, refusalTime);
    }

    /**
     * Returns a view of this store that works in a transaction of the caller. Its changes take effect when the caller
     * commits, and are undone when the caller rolls back. The view commits nothing, retries nothing, caches nothing,
     * and leaves the connection open with its settings unchanged. A count locks its row until the transaction ends, so
     * keep the transaction short. To use the view with a gate, pass it to {@link
     * dev.callgate.CallGate#withStore(dev.callgate.spi.AssignmentStore, java.util.concurrent.Executor)}.
     *
     * <p>An operation that consists of several statements is rolled back to a savepoint if it fails, so it is applied
     * completely or not at all. After a {@link StoreException}, roll back the transaction nevertheless: PostgreSQL
     * rejects all statements that follow an error, and MariaDB may have rolled back the caller's earlier work. The view
     * does not migrate tables: {@link #migrate} throws.
     *
     * <p>Not thread-safe, because the connection is not.
     *
     * @param connection a connection to the same database, with auto-commit off
     * @throws IllegalArgumentException if auto-commit is on
     * @throws StoreException.NotApplied if the connection is broken
     */
    public JdbcStorage joining(Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalArgumentException(
                        "the connection has no transaction to join, because auto-commit is on; call setAutoCommit(false) first");
            }
        } catch (SQLException e) {
            throw new StoreException.NotApplied("joining a transaction: " + e.getMessage(), e);
        }
        return new JdbcStorage(
                new JoinedConnection(connection, connections.dialect()),
                NOT_GROUPED,
                Duration.ZERO,
                Duration.ZERO,
                AssignmentCache.none());
    }

    /**
     * Returns a view of this store that reads from a replica of its database, such as a hot standby, and that changes nothing. Use it for
     * reports, lists and previews, which then cost the primary nothing.
     *
     * <p>What the view returns may be out of date by as much as the replica is behind: a number may already belong to another agent, and
     * calls of the last moments may be missing from reports. The view caches nothing. Two operations may see different states if the data
     * source connects to several replicas.
     *
     * <p>The view cannot decide calls. {@link dev.callgate.CallGate#decide} and every other operation that changes data throw {@link
     * StoreException.NotApplied} without asking the replica; only emergency calls, which need no store, are allowed.
     *
     * @param replica connections to the replica, whose database is of the same kind as that of this store
     */
    public JdbcStorage reading(DataSource replica) {
        Objects.requireNonNull(replica, "replica");
        return new JdbcStorage(
                new ReplicaConnections(new OwnConnections(
                        ConnectionSource.of(replica), connections.dialect(), OwnConnections.DEFAULT_RETRY_TIMEOUT)),
                NOT_GROUPED,
                Duration.ZERO,
                Duration.ZERO,
                AssignmentCache.none());
    }

    /**
     * Creates the tables or brings them up to date. Does nothing if they are up to date. Tables of the predecessor
     * system, {@code phone_numbers} and {@code agent_phone_numbers}, are adopted with their data, including the counts.
     * This method may be called at every start, by all nodes at the same time, and before or after the host's own
     * migrations.
     *
     * <p>Instead of calling this method, a host may run the files in {@code classpath:callgate/db-migration/postgresql}
     * (or {@code …/h2}, {@code …/mariadb}, {@code …/sqlite}) with Flyway, or {@code
     * callgate/db-migration/changelog.xml} with Liquibase.
     *
     * <p>Nothing is changed if a table, view, index, constraint or function has one of the library's names but does not
     * belong to the library. A table does not belong to the library if it lacks a column, has a column of another type,
     * or has a column that the library could not fill.
     *
     * @return the applied migrations, and the rows that need attention
     * @throws StoreException.Permanent if objects of the host have names of the library, which the message lists; if
     *     a later version changed the tables so that this one no longer works on them; if a table is missing although its migration was applied; if the
     *     privilege to change tables is missing; if this store {@linkplain #joining joins} a transaction, which most
     *     databases commit before they change a table; or if it is on {@link Database#POSTGRESQL_ROUTED}, whose servers
     *     are migrated directly
     * @throws StoreException.NotApplied if this store {@linkplain #reading reads} a replica
     */
    public MigrationReport migrate() {
        if (!connections.commitsWork()) {
            throw new StoreException.Permanent(
                    "the tables were not migrated, because this store takes part in a transaction of the caller, and most databases commit before they change a table. "
                            + "Call migrate() on the store that JdbcStorage.on returned, before the transaction begins",
                    null);
        }
        connections.requireChanges("migrating the tables");
        return schema.migrate();
    }

    /**
     * Verifies that all tables exist, with all columns, compatible types and the required keys, and that no
     * later version changed them so that this one no longer works on them. Use this method if the host migrates with a tool of its own. Changes nothing. On {@link
     * Database#POSTGRESQL_ROUTED}, only the columns are verified; call it on each server, too.
     *
     * @throws StoreException.Permanent if something is missing or different, which the message lists, or if the tables
     *     are of a later version, on which this one does not work
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
    public List<PhoneNumber> updateAll(
            OrganizationId organization, Set<UUID> ids, UnaryOperator<PhoneNumber> change, ChangeContext by) {
        List<PhoneNumber> updated = tables.numbers().updateAll(organization, ids, change, by);
        assignments.forgetRecent();
        return updated;
    }

    @Override
    public void deleteAll(OrganizationId organization, Set<UUID> ids, ChangeContext by) {
        tables.numbers().deleteAll(organization, ids, by);
    }

    @Override
    public List<Assignment> assignAll(
            OrganizationId organization, List<AssignmentAdminStore.NewAssignment> requested, ChangeContext by) {
        return assignments.assignAll(organization, requested, by);
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
    public List<AssignmentAdminStore.Moved> moveNumbers(
            OrganizationId organization, List<AssignmentAdminStore.NumberMove> moves, ChangeContext by) {
        return assignments.moveNumbers(organization, moves, by);
    }

    @Override
    public List<Assignment> unassignNumbers(OrganizationId organization, Set<UUID> numberIds, ChangeContext by) {
        return assignments.unassignNumbers(organization, numberIds, by);
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
        connections.requireChanges("deciding a call");
        return assignments.cachedAssignmentsOf(organization, agent);
    }

    @Override
    public CountResult countIfRoom(CountRequest request) {
        return assignments.countIfRoom(request);
    }

    @Override
    public State stateOf(
            OrganizationId organization, AgentId agent, Set<Counter> counters, Instant at, @Nullable CallId callId) {
        return assignments.stateOf(organization, agent, counters, at, callId);
    }

    @Override
    public Optional<State> recentStateOf(OrganizationId organization, AgentId agent, Set<Counter> counters) {
        return assignments.recentStateOf(organization, agent, counters);
    }

    @Override
    public Optional<AllowedCall> allowedCall(OrganizationId organization, CallId callId) {
        return assignments.allowedCall(organization, callId);
    }

    @Override
    public Optional<CallRecord> findCall(OrganizationId organization, CallId callId) {
        return tables.journal().find(organization, callId);
    }

    @Override
    public List<LatestOutcome> latestOutcomes(
            OrganizationId organization, CalleeKey callee, Map<String, String> attributes, Instant since) {
        return tables.journal().latestOutcomes(organization, callee, attributes, since);
    }

    @Override
    public List<CallRecord> list(CallQuery query) {
        return tables.journal().list(query);
    }

    @Override
    public List<LiveCall> liveCalls(
            OrganizationId organization, Instant now, @Nullable LiveCall.Cursor after, int limit) {
        return tables.journal().liveCalls(organization, now, after, limit);
    }

    @Override
    public Map<CallId, Instant> liveUntil(OrganizationId organization, Collection<AllowedCall> calls, Instant now) {
        return tables.holds().liveUntil(organization, calls, now);
    }

    @Override
    public Optional<JournalStore.Update> release(OrganizationId organization, CallId callId, Instant now) {
        Optional<JournalStore.Update> update = tables.journal().release(organization, callId, now);
        assignments.forgetRecent();
        return update;
    }

    @Override
    public boolean renew(OrganizationId organization, CallId callId, Instant now, Instant ends) {
        return tables.journal().renew(organization, callId, now, ends);
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
    public void requirePlausible(OrganizationId organization, CallDay today) {
        connections.requireChanges("deleting old data");
        tables.assignments().requirePlausible(organization, today);
    }

    @Override
    public int forgetCallsBefore(OrganizationId organization, LocalDate day) {
        return tables.journal().forgetCallsBefore(organization, day);
    }

    @Override
    public int forgetCountersBefore(OrganizationId organization, Instant time) {
        return tables.journal().forgetCountersBefore(organization, time);
    }

    @Override
    public int forgetUsageBefore(OrganizationId organization, LocalDate day) {
        return tables.usage().forgetBefore(organization, day);
    }

    @Override
    public int forgetEntriesBefore(OrganizationId organization, Instant time) {
        return tables.audit().forgetEntriesBefore(organization, time);
    }

    @Override
    public List<UsageRow> usage(UsageQuery query) {
        return tables.usage().usage(query);
    }

    @Override
    public List<AttributeUsage> usageByAttribute(
            OrganizationId organization, String attribute, LocalDate from, LocalDate to) {
        return tables.usage().usageByAttribute(organization, attribute, from, to);
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
    public List<UsedCounter> mostUsedCounters(
            OrganizationId organization, CountersOfLimit ofLimit, double leastShare, int most) {
        return assignments.mostUsedCounters(organization, ofLimit, leastShare, most);
    }

    @Override
    public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, Instant at) {
        return assignments.countersOf(organization, counters, at);
    }

    @Override
    public int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by) {
        return assignments.resetDailyCallCounts(organization, today, by);
    }
}
