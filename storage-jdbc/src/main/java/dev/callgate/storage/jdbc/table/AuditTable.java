package dev.callgate.storage.jdbc.table;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.AuditStore;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.Json;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.Rows;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The audit trail, in phone_number_audit. Each row is added in the transaction of the change that it records, and never changed.
 */
public final class AuditTable implements AuditStore {
    private static final String COLUMNS = """
            e.id AS entry_id, e.actor_id, e.action, e.agent_id, e.old_values, e.new_values, e.created_at AS done_at, \
            e.organization_id, e.phone_number_id, n.phone_number""";

    /** Selects entries, each with its phone number if it has one. Ends before the last condition of the join. */
    public static final String SELECT = "SELECT " + COLUMNS + """
             FROM phone_number_audit e
            LEFT JOIN phone_numbers n ON n.id = e.phone_number_id
            """;

    private static final String INSERT_INTO = """
            INSERT INTO phone_number_audit (organization_id, id, phone_number_id, agent_id, actor_id, action, old_values,
                new_values, created_at)
            """;

    private static final NamedSql INSERT = NamedSql.of(
            INSERT_INTO + "VALUES (:organization, :id, :number, :agent, :actor, :action, :before, :after, :at)");

    /**
     * {@link #INSERT} for many rows, with one array element for each row; or, in a column that has the same value in all
     * rows, with one value.
     */
    private static final NamedSql INSERT_ALL = NamedSql.of(INSERT_INTO + """
            SELECT COALESCE(w.organization_id, (SELECT :organizationsOfAll::text)), w.id, w.phone_number_id,
                COALESCE(w.agent_id, (SELECT :agentsOfAll::text)), COALESCE(w.actor_id, (SELECT :actorsOfAll::text)),
                COALESCE(w.action, (SELECT :actionsOfAll::text)),
                COALESCE(w.old_values::json, (SELECT :beforeOfAll::json)),
                COALESCE(w.new_values::json, (SELECT :afterOfAll::json)),
                COALESCE(w.created_at::timestamp, (SELECT :timesOfAll::timestamp))
            FROM unnest(:organizations, :ids, :numbers, :agents, :actors, :actions, :before, :after, :times)
                AS w (organization_id, id, phone_number_id, agent_id, actor_id, action, old_values, new_values, created_at)""");

    /** How many entries a statement deletes. */
    private static final int DELETED_AT_ONCE = 5_000;

    private static final NamedSql OLDEST = NamedSql.of("""
            SELECT id FROM phone_number_audit WHERE organization_id = :organization AND id < :until
            ORDER BY organization_id, id LIMIT\s""" + DELETED_AT_ONCE);

    private static final NamedSql DELETE_UP_TO =
            NamedSql.of("DELETE FROM phone_number_audit WHERE organization_id = :organization AND id <= :last");

    private final Jdbc jdbc;

    public AuditTable(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Checks that every column exists, without reading a row. */
    public void validate(Connection connection) throws SQLException {
        jdbc.query(connection, row -> row.getString("entry_id"), SELECT + "WHERE 1 = 0");
    }

    public void write(Connection connection, AuditEntry entry) throws SQLException {
        write(connection, List.of(entry));
    }

    public void write(Connection connection, List<AuditEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        if (jdbc.dialect().writesRowsFromArrays()) {
            jdbc.update(
                    connection,
                    INSERT_ALL,
                    new NamedSql.Values()
                            .withColumn("organizations", Columns.texts(entries, AuditEntry::organization))
                            .with("ids", Columns.ids(entries, AuditEntry::id))
                            .with("numbers", Columns.ids(entries, AuditEntry::numberId))
                            .withColumn("agents", Columns.texts(entries, AuditEntry::agent))
                            .withColumn("actors", Columns.texts(entries, AuditEntry::actor))
                            .withColumn("actions", Columns.texts(entries, AuditEntry::action))
                            .withColumn("before", Columns.texts(entries, entry -> Json.ofValues(entry.before())))
                            .withColumn("after", Columns.texts(entries, entry -> Json.ofValues(entry.after())))
                            .withColumn("times", Columns.texts(entries, AuditEntry::at)));
        } else {
            jdbc.insertAll(connection, INSERT, entries, AuditTable::values);
        }
    }

    private static NamedSql.Values values(AuditEntry entry) {
        return new NamedSql.Values()
                .with("organization", entry.organization().value())
                .with("id", entry.id())
                .with("number", entry.numberId())
                .with("agent", entry.agent() == null ? null : entry.agent().value())
                .with("actor", entry.actor().value())
                .with("action", entry.action())
                .with("before", Json.ofValues(entry.before()))
                .with("after", Json.ofValues(entry.after()))
                .with("at", entry.at());
    }

    /** Entry IDs are in chronological order, to the microsecond, so a period is a range of IDs. */
    @Override
    public List<AuditEntry> list(AuditQuery query) {
        Conditions where = new Conditions()
                .and("e.organization_id = ?", query.organization().value())
                .and("(e.phone_number_id IS NULL OR n.id IS NOT NULL)")
                .andIfNamed("e.phone_number_id = ?", query.numberId())
                .andIfNamed(
                        "e.actor_id = ?",
                        query.actor() == null ? null : query.actor().value())
                .andIfNamed("e.id >= ?", query.from() == null ? null : TimeOrderedId.firstAt(query.from()))
                .andIfNamed("e.id < ?", query.until() == null ? null : TimeOrderedId.firstAt(query.until()))
                .andIfNamed("e.id < ?", query.olderThan());
        // Orders by the whole key: only then does H2 recognize that the key's index has this order.
        String order = " ORDER BY e.organization_id DESC, e.id DESC LIMIT " + query.limit();
        String sql = SELECT + "AND n.organization_id = ? " + where.sql() + order;
        List<Object> arguments = new ArrayList<>(List.of(query.organization()));
        arguments.addAll(Arrays.asList(where.arguments()));
        return jdbc.read(
                "reading the audit trail",
                connection -> jdbc.query(connection, AuditTable::entry, sql, arguments.toArray()));
    }

    @Override
    public int forgetEntriesBefore(OrganizationId organization, Instant time) {
        UUID until = TimeOrderedId.firstAt(time);
        int deleted = 0;
        while (true) {
            List<UUID> oldest = oldest(organization, until);
            if (oldest.isEmpty()) {
                return deleted;
            }
            UUID last = oldest.get(oldest.size() - 1);
            deleted += jdbc.statement(
                    "deleting old entries of the audit trail",
                    connection -> jdbc.update(
                            connection,
                            DELETE_UP_TO,
                            new NamedSql.Values()
                                    .with("organization", organization)
                                    .with("last", last)));
        }
    }

    private List<UUID> oldest(OrganizationId organization, UUID until) {
        return jdbc.statement(
                "looking for old entries of the audit trail",
                connection -> jdbc.query(
                        connection,
                        row -> UUID.fromString(row.getString("id")),
                        OLDEST,
                        new NamedSql.Values().with("organization", organization).with("until", until)));
    }

    /** Returns null if the number is not in E.164 form, since the inventory skips it, too. */
    @Nullable
    private static AuditEntry entry(ResultSet row) throws SQLException {
        String numberId = row.getString("phone_number_id");
        E164 e164 = numberId == null ? null : Rows.e164(row);
        if (numberId != null && e164 == null) {
            return null;
        }
        String agent = row.getString("agent_id");
        return new AuditEntry(
                UUID.fromString(row.getString("entry_id")),
                new OrganizationId(row.getString("organization_id")),
                new ActorId(row.getString("actor_id")),
                Rows.instant(row, "done_at"),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                numberId == null ? null : UUID.fromString(numberId),
                e164,
                agent == null ? null : new AgentId(agent),
                Json.values(row.getString("old_values")),
                Json.values(row.getString("new_values")));
    }
}
