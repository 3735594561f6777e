package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AuditEntry;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Inserts numbers that the table does not have, with their entries in the audit trail. */
public final class NumberInsert {
    private static final String ONE = """
            INSERT INTO phone_numbers (id, organization_id, phone_number, provider, country_code, capabilities, status,
                quarantined_until, in_service_since, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /**
     * The empty subquery gives the organization's ID the type of its column, which may be a type that the host chose.
     */
    private static final String ALL = """
            INSERT INTO phone_numbers (id, organization_id, phone_number, provider, country_code, capabilities, status,
                quarantined_until, in_service_since, created_at, updated_at)
            SELECT w.id::uuid, COALESCE((SELECT n.organization_id FROM phone_numbers n WHERE false), ?),
                w.phone_number, w.provider, w.country_code, w.capabilities::jsonb, w.status,
                w.quarantined_until::date, w.in_service_since::date, w.created_at::timestamp, w.updated_at::timestamp
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS w (id, phone_number, provider, country_code, capabilities, status,
                quarantined_until, in_service_since, created_at, updated_at)""";

    private static final String WHERE_MISSING =
            ALL + " ON CONFLICT (organization_id, phone_number) DO NOTHING RETURNING id";

    private final Jdbc jdbc;
    private final AuditTable audit;

    public NumberInsert(Jdbc jdbc, AuditTable audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Inserts numbers of one organization that were found missing just before. */
    public void insert(Connection connection, List<PhoneNumber> numbers, ChangeContext by) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ONE)) {
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
                        number.inServiceSince(),
                        number.createdAt(),
                        number.updatedAt());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        audit.write(
                connection,
                numbers.stream().map(number -> AuditEntry.added(by, number)).toList());
    }

    /**
     * Inserts those of one organization's numbers that are missing, and returns them. In most cases all are missing,
     * so this is tried first: it takes half the time of checking each.
     */
    public List<PhoneNumber> insertMissing(
            Connection connection, OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by)
            throws SQLException {
        List<PhoneNumber> added = insertAll(connection, organization, numbers)
                ? numbers
                : insertWhereMissing(connection, organization, numbers);
        audit.write(
                connection,
                added.stream().map(number -> AuditEntry.added(by, number)).toList());
        return added;
    }

    private boolean insertAll(Connection connection, OrganizationId organization, List<PhoneNumber> numbers)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            jdbc.update(connection, ALL, arrays(organization, numbers));
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!jdbc.dialect().errors().isKeyTaken(e)) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    private List<PhoneNumber> insertWhereMissing(
            Connection connection, OrganizationId organization, List<PhoneNumber> numbers) throws SQLException {
        Set<UUID> ids = new HashSet<>(jdbc.query(
                connection, row -> row.getObject(1, UUID.class), WHERE_MISSING, arrays(organization, numbers)));
        return numbers.stream().filter(number -> ids.contains(number.id())).toList();
    }

    private static Object[] arrays(OrganizationId organization, List<PhoneNumber> numbers) {
        return new Object[] {
            organization,
            Columns.texts(numbers, PhoneNumber::id),
            Columns.texts(numbers, PhoneNumber::e164),
            Columns.texts(numbers, PhoneNumber::provider),
            Columns.texts(numbers, PhoneNumber::country),
            Columns.texts(numbers, number -> Json.ofCapabilities(number.capabilities())),
            Columns.texts(numbers, PhoneNumber::status),
            Columns.texts(numbers, PhoneNumber::quarantinedUntil),
            Columns.texts(numbers, PhoneNumber::inServiceSince),
            Columns.texts(numbers, PhoneNumber::createdAt),
            Columns.texts(numbers, PhoneNumber::updatedAt)
        };
    }
}
