package dev.callgate.storage.jdbc;

import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.number.E164;
import dev.callgate.number.NoSuchNumberException;
import dev.callgate.number.NumberAssignedException;
import dev.callgate.number.NumberQuery;
import dev.callgate.number.NumberStore;
import dev.callgate.number.PhoneNumber;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
final class NumberTable implements NumberStore {
    private static final String SELECT = "SELECT " + Rows.NUMBER_COLUMNS + " FROM phone_numbers n ";

    private static final String BY_ID = SELECT + "WHERE n.organization_id = ? AND n.id = ? AND n.deleted_at IS NULL";

    private static final String OF_AGENT =
            SELECT + "WHERE n.organization_id = ? AND n.assigned_to = ? AND n.deleted_at IS NULL ORDER BY n.id";

    private static final String BY_DIGITS =
            SELECT + "WHERE n.organization_id = ? AND n.phone_number = ? AND n.deleted_at IS NULL";

    private static final String INSERT = """
            INSERT INTO phone_numbers (id, organization_id, phone_number, provider, country_code, capabilities, status,
                quarantined_until, assigned_to, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String REVIVE = """
            UPDATE phone_numbers
            SET provider = ?, country_code = ?, capabilities = ?, status = ?, quarantined_until = ?, created_at = ?,
                updated_at = ?, deleted_at = NULL
            WHERE organization_id = ? AND id = ? AND deleted_at IS NOT NULL""";

    private static final String UPDATE = """
            UPDATE phone_numbers
            SET provider = ?, capabilities = ?, status = ?, quarantined_until = ?, updated_at = ?
            WHERE organization_id = ? AND id = ?""";

    private static final String SET_ASSIGNEE = """
            UPDATE phone_numbers SET assigned_to = ?, updated_at = ?
            WHERE organization_id = ? AND id = ?""";

    private static final String DELETE = """
            UPDATE phone_numbers SET deleted_at = ?, updated_at = ?
            WHERE organization_id = ? AND id = ?""";

    private final Jdbc jdbc;

    NumberTable(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** What the table says of a number that is to be added. */
    private record Known(UUID id, String digits, boolean deleted) {}

    @Override
    public List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        // One order for everyone, so that two that add the same numbers wait for each other instead of deadlocking.
        List<PhoneNumber> inOrder =
                numbers.stream().sorted(Comparator.comparing(PhoneNumber::e164)).toList();
        return jdbc.transaction("adding numbers", connection -> add(connection, organization, inOrder));
    }

    private List<PhoneNumber> add(Connection connection, OrganizationId organization, List<PhoneNumber> numbers)
            throws SQLException {
        Map<String, Known> known = known(
                connection,
                organization,
                numbers.stream().map(PhoneNumber::e164).toList());
        List<PhoneNumber> added = new ArrayList<>();
        List<PhoneNumber> fresh = new ArrayList<>();
        for (PhoneNumber number : numbers) {
            Known found = known.get(number.e164().toString());
            if (found == null) {
                fresh.add(number);
            } else if (found.deleted() && revive(connection, number, found.id())) {
                added.add(number.withId(found.id()));
            }
        }
        if (!fresh.isEmpty()) {
            insert(connection, fresh);
            added.addAll(fresh);
        }
        return added;
    }

    private Map<String, Known> known(Connection connection, OrganizationId organization, Collection<E164> numbers)
            throws SQLException {
        String places = String.join(", ", Collections.nCopies(numbers.size(), "?"));
        List<Object> arguments = new ArrayList<>();
        arguments.add(organization);
        numbers.forEach(number -> arguments.add(number.toString()));
        Map<String, Known> known = new HashMap<>();
        jdbc.query(
                        connection,
                        row -> new Known(
                                UUID.fromString(row.getString("id")),
                                row.getString("phone_number"),
                                row.getObject("deleted_at") != null),
                        "SELECT id, phone_number, deleted_at FROM phone_numbers"
                                + " WHERE organization_id = ? AND phone_number IN (" + places + ")",
                        arguments.toArray())
                .forEach(found -> known.put(found.digits(), found));
        return known;
    }

    private boolean revive(Connection connection, PhoneNumber number, UUID id) throws SQLException {
        return jdbc.update(
                        connection,
                        REVIVE,
                        number.provider(),
                        number.country(),
                        Json.ofCapabilities(number.capabilities()),
                        number.status(),
                        number.quarantinedUntil(),
                        number.createdAt(),
                        number.updatedAt(),
                        number.organization(),
                        id)
                == 1;
    }

    private void insert(Connection connection, List<PhoneNumber> numbers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (PhoneNumber number : numbers) {
                jdbc.bind(
                        statement,
                        number.id(),
                        number.organization(),
                        number.e164().toString(),
                        number.provider(),
                        number.country(),
                        Json.ofCapabilities(number.capabilities()),
                        number.status(),
                        number.quarantinedUntil(),
                        number.assignedTo(),
                        number.createdAt(),
                        number.updatedAt());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public Set<E164> existing(OrganizationId organization, Collection<E164> numbers) {
        if (numbers.isEmpty()) {
            return Set.of();
        }
        return jdbc.read("looking for numbers", connection -> known(connection, organization, numbers).values().stream()
                .filter(known -> !known.deleted())
                .map(known -> E164.of(known.digits()))
                .collect(Collectors.toSet()));
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, UUID id) {
        return jdbc.read(
                "finding a number", connection -> jdbc.queryOne(connection, Rows::number, BY_ID, organization, id));
    }

    /** Keeps other administrators from a number, which has to be there, until the transaction ends. */
    PhoneNumber lock(Connection connection, OrganizationId organization, UUID id) throws SQLException {
        return jdbc.queryOne(connection, Rows::number, BY_ID + jdbc.database().forUpdate(), organization, id)
                .orElseThrow(() -> new NoSuchNumberException(organization, id));
    }

    /** Keeps other administrators from all numbers of an agent. */
    List<PhoneNumber> lockAllOf(Connection connection, OrganizationId organization, AgentId agent) throws SQLException {
        return jdbc.query(connection, Rows::number, OF_AGENT + jdbc.database().forUpdate(), organization, agent);
    }

    void setAssignee(Connection connection, PhoneNumber locked, @Nullable AgentId agent, Instant now)
            throws SQLException {
        jdbc.update(connection, SET_ASSIGNEE, agent, now, locked.organization(), locked.id());
    }

    @Override
    public Optional<PhoneNumber> find(OrganizationId organization, E164 e164) {
        return jdbc.read(
                "finding a number",
                connection -> jdbc.queryOne(connection, Rows::number, BY_DIGITS, organization, e164.toString()));
    }

    @Override
    public List<PhoneNumber> list(NumberQuery query) {
        Filter filter = Filter.of(query);
        E164 after = query.after();
        if (after != null) {
            filter.and("n.phone_number > ?", after.toString());
        }
        String sql = SELECT + filter.where() + " ORDER BY n.phone_number LIMIT " + query.limit();
        return jdbc.read(
                "listing numbers", connection -> jdbc.query(connection, Rows::number, sql, filter.arguments()));
    }

    @Override
    public long count(NumberQuery query) {
        Filter filter = Filter.of(query);
        String sql = "SELECT COUNT(*) FROM phone_numbers n " + filter.where();
        return jdbc.read(
                        "counting numbers",
                        connection -> jdbc.queryOne(connection, row -> row.getLong(1), sql, filter.arguments()))
                .orElse(0L);
    }

    /** The conditions of a query, and what is bound to them. */
    private static final class Filter {
        private final StringBuilder where = new StringBuilder("WHERE n.organization_id = ? AND n.deleted_at IS NULL");
        private final List<Object> arguments = new ArrayList<>();

        static Filter of(NumberQuery query) {
            Filter filter = new Filter();
            filter.arguments.add(query.organization());
            filter.andIfNamed("n.status = ?", query.status());
            filter.andIfNamed("n.provider = ?", query.provider());
            filter.andIfNamed("n.country_code = ?", query.country());
            String digits = query.digits();
            filter.andIfNamed("n.phone_number LIKE ?", digits == null ? null : "%" + digits + "%");
            if (query.assigned() != null) {
                filter.where.append(query.assigned() ? " AND n.assigned_to IS NOT NULL" : " AND n.assigned_to IS NULL");
            }
            return filter;
        }

        private void andIfNamed(String condition, @Nullable Object argument) {
            if (argument != null) {
                and(condition, argument);
            }
        }

        void and(String condition, Object argument) {
            where.append(" AND ").append(condition);
            arguments.add(argument);
        }

        String where() {
            return where.toString();
        }

        Object[] arguments() {
            return arguments.toArray();
        }
    }

    @Override
    public PhoneNumber update(OrganizationId organization, UUID id, UnaryOperator<PhoneNumber> change) {
        return jdbc.transaction("changing a number", connection -> {
            PhoneNumber changed = change.apply(lock(connection, organization, id));
            jdbc.update(
                    connection,
                    UPDATE,
                    changed.provider(),
                    Json.ofCapabilities(changed.capabilities()),
                    changed.status(),
                    changed.quarantinedUntil(),
                    changed.updatedAt(),
                    organization,
                    id);
            return changed;
        });
    }

    @Override
    public void delete(OrganizationId organization, UUID id, Instant now) {
        jdbc.transaction("deleting a number", connection -> {
            AgentId holder = lock(connection, organization, id).assignedTo();
            if (holder != null) {
                throw new NumberAssignedException(id, holder);
            }
            return jdbc.update(connection, DELETE, now, now, organization, id);
        });
    }
}
