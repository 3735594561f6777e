package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AuditEntry;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.Json;
import dev.callgate.storage.jdbc.sql.NamedSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Inserts numbers that the table does not have, with their entries in the audit trail. */
public final class NumberInsert {
    private static final String INSERT_INTO = """
            INSERT INTO phone_numbers (id, organization_id, phone_number, provider, country_code, capabilities, status,
                quarantined_until, in_service_since, created_at, updated_at)
            """;

    private static final NamedSql ONE = NamedSql.of(INSERT_INTO + """
            VALUES (:id, :organization, :number, :provider, :country, :capabilities, :status,
                :quarantinedUntil, :inServiceSince, :createdAt, :updatedAt)""");

    /**
     * {@link #ONE} for many rows, with one array element for each row; or, in a column that has the same value in all
     * rows, with one value, which takes two thirds of the time. The empty subquery gives the organization's ID the type
     * of its column, which may be a type that the host chose.
     */
    private static final String INSERT_ALL = INSERT_INTO + """
            SELECT w.id, COALESCE((SELECT n.organization_id FROM phone_numbers n WHERE false), :organization),
                w.phone_number, w.provider, w.country_code,
                COALESCE(w.capabilities::jsonb, (SELECT :capabilitiesOfAll::jsonb)),
                COALESCE(w.status, (SELECT :statusesOfAll::text)),
                COALESCE(w.quarantined_until::date, (SELECT :quarantinedUntilOfAll::date)),
                COALESCE(w.in_service_since::date, (SELECT :inServiceSinceOfAll::date)),
                COALESCE(w.created_at::timestamp, (SELECT :createdAtOfAll::timestamp)),
                COALESCE(w.updated_at::timestamp, (SELECT :updatedAtOfAll::timestamp))
            FROM unnest(:ids, :numbers, :providers, :countries, :capabilities, :statuses,
                    :quarantinedUntil, :inServiceSince, :createdAt, :updatedAt)
                AS w (id, phone_number, provider, country_code, capabilities, status,
                    quarantined_until, in_service_since, created_at, updated_at)""";

    private static final NamedSql ALL = NamedSql.of(INSERT_ALL);

    private static final NamedSql WHERE_MISSING =
            NamedSql.of(INSERT_ALL + " ON CONFLICT (organization_id, phone_number) DO NOTHING RETURNING id");

    private final Jdbc jdbc;
    private final AuditTable audit;

    public NumberInsert(Jdbc jdbc, AuditTable audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Inserts numbers that were found missing just before: if there are no more than a statement inserts, all or none. */
    public void insert(Connection connection, List<PhoneNumber> numbers) throws SQLException {
        jdbc.insertAll(connection, ONE, numbers, NumberInsert::values);
    }

    /** Returns the values of a number, also for statements that change its row. */
    static NamedSql.Values values(PhoneNumber number) {
        return new NamedSql.Values()
                .with("id", number.id())
                .with("organization", number.organization())
                .with("number", number.e164().toString())
                .with("provider", number.provider())
                .with("country", number.country())
                .with("capabilities", Json.ofCapabilities(number.capabilities()))
                .with("status", number.status())
                .with("quarantinedUntil", number.quarantinedUntil())
                .with("inServiceSince", number.inServiceSince())
                .with("createdAt", number.createdAt())
                .with("updatedAt", number.updatedAt());
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
        audit(connection, added, by);
        return added;
    }

    /** Records that numbers were added. */
    void audit(Connection connection, List<PhoneNumber> added, ChangeContext by) throws SQLException {
        audit.write(
                connection,
                added.stream().map(number -> AuditEntry.added(by, number)).toList());
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

    private static NamedSql.Values arrays(OrganizationId organization, List<PhoneNumber> numbers) {
        return new NamedSql.Values()
                .with("organization", organization)
                .with("ids", Columns.ids(numbers, PhoneNumber::id))
                .with("numbers", Columns.texts(numbers, PhoneNumber::e164))
                .with("providers", Columns.texts(numbers, PhoneNumber::provider))
                .with("countries", Columns.texts(numbers, PhoneNumber::country))
                .withColumn(
                        "capabilities", Columns.texts(numbers, number -> Json.ofCapabilities(number.capabilities())))
                .withColumn("statuses", Columns.texts(numbers, PhoneNumber::status))
                .withColumn("quarantinedUntil", Columns.texts(numbers, PhoneNumber::quarantinedUntil))
                .withColumn("inServiceSince", Columns.texts(numbers, PhoneNumber::inServiceSince))
                .withColumn("createdAt", Columns.texts(numbers, PhoneNumber::createdAt))
                .withColumn("updatedAt", Columns.texts(numbers, PhoneNumber::updatedAt));
    }
}
