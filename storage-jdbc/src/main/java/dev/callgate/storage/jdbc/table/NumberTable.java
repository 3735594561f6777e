package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AgentId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.spi.NumberStore;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Failure;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.RowUpdate;
import dev.callgate.storage.jdbc.sql.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The inventory, in phone_numbers. A deleted number's row stays, with {@code deleted_at} set. */
public final class NumberTable implements NumberStore {
    private static final String SELECT = Rows.SELECT_NUMBERS;

    private static final NamedSql BY_ID =
            NamedSql.of(SELECT + "WHERE n.organization_id = :organization AND n.id = :id AND n.deleted_at IS NULL");

    private static final NamedSql BY_DIGITS = NamedSql.of(
            SELECT + "WHERE n.organization_id = :organization AND n.phone_number = :number AND n.deleted_at IS NULL");

    private static final String OF_AGENT = SELECT + """
            WHERE n.organization_id = :organization AND n.assigned_to = :agent AND n.deleted_at IS NULL
            ORDER BY n.id""";

    private static final NamedSql REVIVE = NamedSql.of("""
            UPDATE phone_numbers
            SET provider = :provider, country_code = :country, capabilities = :capabilities, status = :status,
                quarantined_until = :quarantinedUntil, in_service_since = :inServiceSince,
                created_at = :createdAt, updated_at = :updatedAt, deleted_at = NULL
            WHERE organization_id = :organization AND id = :id AND deleted_at IS NOT NULL""");

    private static final String OF_ORGANIZATION = "organization_id = :organization";
    private static final String HAS_ID = "id = :id";

    private static final RowUpdate UPDATE = new RowUpdate(
            "phone_numbers",
            OF_ORGANIZATION,
            HAS_ID,
            List.of("provider", "capabilities", "status", "quarantined_until", "in_service_since", "updated_at"));

    private static final RowUpdate SET_ASSIGNEE =
            new RowUpdate("phone_numbers", OF_ORGANIZATION, HAS_ID, List.of("assigned_to", "updated_at"));

    private static final RowUpdate DELETE =
            new RowUpdate("phone_numbers", OF_ORGANIZATION, HAS_ID, List.of("deleted_at", "updated_at"));

    /**
     * The most numbers that one statement reads. A statement can have many more parameters, but its time grows with
     * them.
     */
    private static final int MAX_AT_ONCE = 1_000;

    private final Jdbc jdbc;
    private final AuditTable audit;
    private final NumberInsert inserts;
    private final NumberListing listing;
    private final NamedSql lockOfAgent;

    public NumberTable(Jdbc jdbc, AuditTable audit) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.inserts = new NumberInsert(jdbc, audit);
        this.listing = jdbc.dialect().listsNumbersByGroup() ? new GroupedListing(jdbc) : new PlainListing(jdbc);
        this.lockOfAgent = NamedSql.of(OF_AGENT + jdbc.dialect().forUpdate());
    }

    /** The row of a number that is to be added. */
    private record ExistingRow(UUID id, String digits, boolean deleted) {}

    @Override
    public List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        // One order for all transactions, so that two that add the same numbers wait for each other and do not
        // deadlock.
        List<PhoneNumber> inOrder =
                numbers.stream().sorted(Comparator.comparing(PhoneNumber::e164)).toList();
        return jdbc.transaction(
                "adding numbers",
                connection -> jdbc.dialect().insertsIfAbsent()
                        ? insertThenRead(connection, organization, inOrder, by)
                        : readThenInsert(connection, organization, inOrder, by));
    }

    private List<PhoneNumber> insertThenRead(
            Connection connection, OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by)
            throws SQLException {
        List<PhoneNumber> added = new ArrayList<>(inserts.insertMissing(connection, organization, numbers, by));
        if (added.size() < numbers.size()) {
            Set<UUID> fresh = added.stream().map(PhoneNumber::id).collect(Collectors.toSet());
            List<PhoneNumber> others = numbers.stream()
                    .filter(number -> !fresh.contains(number.id()))
                    .toList();
            added.addAll(revive(connection, others, existing(connection, organization, others, ""), by));
        }
        return added;
    }

    private List<PhoneNumber> readThenInsert(
            Connection connection, OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by)
            throws SQLException {
        List<PhoneNumber> added = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += Jdbc.INSERTED_AT_ONCE) {
            List<PhoneNumber> some = numbers.subList(from, Math.min(numbers.size(), from + Jdbc.INSERTED_AT_ONCE));
            Map<String, ExistingRow> others = insertOrRead(connection, organization, some);
            List<PhoneNumber> fresh = without(some, others);
            inserts.audit(connection, fresh, by);
            added.addAll(fresh);
            added.addAll(revive(connection, some, others, by));
        }
        return added;
    }

    /**
     * Inserts the numbers that have no row, and returns the rows of the others. If another transaction inserted a number after the rows
     * were read, the whole transaction has to be run again: a Galera node would still replicate what a large statement did before it failed.
     */
    private Map<String, ExistingRow> insertOrRead(
            Connection connection, OrganizationId organization, List<PhoneNumber> numbers) throws SQLException {
        Map<String, ExistingRow> existing = existing(connection, organization, numbers, "");
        try {
            inserts.insert(connection, without(numbers, existing));
            return existing;
        } catch (SQLException e) {
            String newest = jdbc.dialect().readingNewest();
            boolean taken = jdbc.dialect().errors().isKeyTaken(e)
                    && existing(connection, organization, numbers, newest).size() > existing.size();
            throw taken ? Failure.toRunAgain(e) : e;
        }
    }

    private static List<PhoneNumber> without(List<PhoneNumber> numbers, Map<String, ExistingRow> existing) {
        return numbers.stream()
                .filter(number -> !existing.containsKey(number.e164().toString()))
                .toList();
    }

    private List<PhoneNumber> revive(
            Connection connection, List<PhoneNumber> numbers, Map<String, ExistingRow> existing, ChangeContext by)
            throws SQLException {
        List<PhoneNumber> revived = new ArrayList<>();
        for (PhoneNumber number : numbers) {
            ExistingRow row = existing.get(number.e164().toString());
            if (row != null && row.deleted() && revive(connection, number, row.id())) {
                revived.add(number.withId(row.id()));
            }
        }
        inserts.audit(connection, revived, by);
        return revived;
    }

    /** Reads rows, also of deleted numbers. The suffix is the clause that determines which version of a row is read. */
    private Map<String, ExistingRow> existing(
            Connection connection, OrganizationId organization, List<PhoneNumber> numbers, String suffix)
            throws SQLException {
        Map<String, ExistingRow> existing = new HashMap<>();
        Conditions where = areNumbers(
                organization,
                numbers.stream().map(number -> number.e164().toString()).toList());
        jdbc.query(
                        connection,
                        row -> new ExistingRow(
                                UUID.fromString(row.getString("id")),
                                row.getString("phone_number"),
                                row.getObject("deleted_at") != null),
                        "SELECT n.id, n.phone_number, n.deleted_at FROM phone_numbers n " + where.sql() + suffix,
                        where.arguments())
                .forEach(row -> existing.put(row.digits(), row));
        return existing;
    }

    private Conditions areNumbers(OrganizationId organization, List<String> digits) {
        return new Conditions()
                .andKeyOneOf(jdbc.dialect(), "n.organization_id", organization, "n.phone_number", "text", digits);
    }

    private boolean revive(Connection connection, PhoneNumber number, UUID id) throws SQLException {
        return jdbc.update(connection, REVIVE, NumberInsert.values(number).with("id", id)) == 1;
    }

    private static NamedSql.Values key(OrganizationId organization, UUID id) {
        return new NamedSql.Values().with("organization", organization).with("id", id);
    }

    @Override
    public List<PhoneNumber> findAll(OrganizationId organization, Collection<E164> numbers) {
        List<String> digits = numbers.stream().map(E164::toString).distinct().toList();
        return jdbc.read("finding numbers", connection -> {
            List<PhoneNumber> found = new ArrayList<>();
            for (int from = 0; from < digits.size(); from += MAX_AT_ONCE) {
                List<String> some = digits.subList(from, Math.min(digits.size(), from + MAX_AT_ONCE));
                Conditions where = areNumbers(organization, some).and("n.deleted_at IS NULL");
                found.addAll(jdbc.query(connection, Rows::number, SELECT + where.sql(), where.arguments()));
            }
            return found;
        });
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, UUID id) {
        return jdbc.read(
                "finding a number",
                connection -> jdbc.queryOne(connection, Rows::number, BY_ID, key(organization, id)));
    }

    /**
     * Locks a number against other administrators until the transaction ends.
     *
     * @throws InventoryException.NoSuchNumber if the number does not exist
     */
    public PhoneNumber lock(Connection connection, OrganizationId organization, UUID id) throws SQLException {
        return lockAll(connection, organization, Set.of(id)).get(0);
    }

    /**
     * Locks numbers against other administrators until the transaction ends. All transactions lock in the order of the IDs, so that two
     * that lock the same numbers wait for each other and do not deadlock.
     *
     * @return the numbers, in the order of the IDs in the set
     * @throws InventoryException.NoSuchNumber if one of the numbers does not exist
     */
    public List<PhoneNumber> lockAll(Connection connection, OrganizationId organization, Set<UUID> ids)
            throws SQLException {
        List<UUID> inOrder =
                ids.stream().sorted(Comparator.comparing(UUID::toString)).toList();
        Map<UUID, PhoneNumber> locked = new HashMap<>();
        for (int from = 0; from < inOrder.size(); from += MAX_AT_ONCE) {
            List<UUID> some = inOrder.subList(from, Math.min(inOrder.size(), from + MAX_AT_ONCE));
            Conditions where = haveIds(organization, some).and("n.deleted_at IS NULL");
            String sql =
                    SELECT + where.sql() + " ORDER BY n.id" + jdbc.dialect().forUpdate();
            jdbc.query(connection, Rows::number, sql, where.arguments())
                    .forEach(number -> locked.put(number.id(), number));
        }
        List<PhoneNumber> numbers = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            PhoneNumber number = locked.get(id);
            if (number == null) {
                throw new InventoryException.NoSuchNumber(organization, id);
            }
            numbers.add(number);
        }
        return numbers;
    }

    private Conditions haveIds(OrganizationId organization, List<UUID> ids) {
        return new Conditions().andKeyOneOf(jdbc.dialect(), "n.organization_id", organization, "n.id", "uuid", ids);
    }

    /** Locks all numbers of an agent against other administrators until the transaction ends. */
    public List<PhoneNumber> lockAllOf(Connection connection, OrganizationId organization, AgentId agent)
            throws SQLException {
        return jdbc.query(
                connection,
                Rows::number,
                lockOfAgent,
                new NamedSql.Values().with("organization", organization).with("agent", agent));
    }

    /**
     * Assigns locked numbers.
     *
     * @param agents the agent of each number, by the number's ID; no agent if there is none
     */
    public void setAssignees(
            Connection connection, Collection<PhoneNumber> locked, Map<UUID, AgentId> agents, Instant now)
            throws SQLException {
        jdbc.updateAll(connection, SET_ASSIGNEE, locked, number -> key(number)
                .with("assigned_to", agents.get(number.id()))
                .with("updated_at", now));
    }

    private static NamedSql.Values key(PhoneNumber number) {
        return key(number.organization(), number.id());
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, E164 e164) {
        return jdbc.read(
                "finding a number",
                connection -> jdbc.queryOne(
                        connection,
                        Rows::number,
                        BY_DIGITS,
                        new NamedSql.Values().with("organization", organization).with("number", e164.toString())));
    }

    @Override
    public List<PhoneNumber> list(NumberQuery query) {
        return jdbc.read("listing numbers", connection -> listing.page(connection, query));
    }

    @Override
    public long count(NumberQuery query, long most) {
        return jdbc.read("counting numbers", connection -> listing.count(connection, query, most));
    }

    @Override
    public List<PhoneNumber> updateAll(
            OrganizationId organization, Set<UUID> ids, UnaryOperator<PhoneNumber> change, ChangeContext by) {
        return jdbc.transaction("changing numbers", connection -> {
            List<PhoneNumber> before = lockAll(connection, organization, ids);
            List<PhoneNumber> after = before.stream().map(change).toList();
            jdbc.updateAll(connection, UPDATE, after, NumberTable::changed);
            List<AuditEntry> entries = new ArrayList<>();
            for (int i = 0; i < before.size(); i++) {
                AuditEntry.changed(by, before.get(i), after.get(i)).ifPresent(entries::add);
            }
            audit.write(connection, entries);
            return after;
        });
    }

    private static NamedSql.Values changed(PhoneNumber number) {
        return NumberInsert.values(number)
                .with("quarantined_until", number.quarantinedUntil())
                .with("in_service_since", number.inServiceSince())
                .with("updated_at", number.updatedAt());
    }

    @Override
    public void deleteAll(OrganizationId organization, Set<UUID> ids, ChangeContext by) {
        jdbc.transaction("deleting numbers", connection -> {
            List<PhoneNumber> numbers = lockAll(connection, organization, ids);
            for (PhoneNumber number : numbers) {
                AgentId holder = number.assignedTo();
                if (holder != null) {
                    throw new InventoryException.Assigned(number.id(), holder);
                }
            }
            audit.write(
                    connection,
                    numbers.stream()
                            .map(number -> AuditEntry.deleted(by, number))
                            .toList());
            jdbc.updateAll(connection, DELETE, numbers, number -> key(number)
                    .with("deleted_at", by.at())
                    .with("updated_at", by.at()));
            return numbers;
        });
    }

    /** Finds rows with a number that is not in E.164 form. */
    public Ids notInE164(Connection connection, int most) throws SQLException {
        return Ids.of(jdbc, connection, "FROM phone_numbers WHERE phone_number NOT LIKE '+%'", most);
    }
}
