package dev.callgate.examples.console.audit;

import dev.callgate.model.OrganizationId;
import dev.callgate.model.TimeOrderedId;
import jakarta.annotation.Nullable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The access log, in console_audit. Thread-safe. */
@Repository
class AccessTable {
    /** How many rows count events that have something in common; those beyond share one more row. */
    static final int MAX_ROWS = 20;

    private static final String OTHERS = "others";
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;
    private final TransactionTemplate ownTransaction;

    AccessTable(JdbcClient database, JsonMapper json, PlatformTransactionManager transactions) {
        this.database = database;
        this.json = json;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * What one row counts.
     *
     * @param in the key of all rows of which there are {@value AccessTable#MAX_ROWS} at most, and one
     * @param as the key of one of them
     */
    record Counter(String in, String as) {
        Counter others() {
            return new Counter(in, OTHERS);
        }

        boolean isCounterOfOthers() {
            return as.equals(OTHERS);
        }
    }

    /** Adds a row, in the transaction of the caller if there is one. */
    void add(AccessEntry entry) {
        insert(entry, null);
    }

    /**
     * Adds events to the row that counts their kind, or adds that row. It has a transaction of its own: what the caller rolls
     * back is counted too.
     *
     * @param others the row for events beyond the {@value #MAX_ROWS} rows of their kind
     * @return the row as it is now
     */
    AccessEntry count(Counter counter, AccessEntry entry, AccessEntry others) {
        int known = countUp(counter, entry);
        if (known > 0) {
            return entry.times(known);
        }
        if (!counter.isCounterOfOthers() && rowsOf(counter) >= MAX_ROWS) {
            return count(counter.others(), others, others);
        }
        try {
            ownTransaction.executeWithoutResult(status -> insert(entry, counter));
            return entry;
        } catch (DuplicateKeyException e) {
            // Another request added it in the meantime.
            return entry.times(countUp(counter, entry));
        }
    }

    private int countUp(Counter counter, AccessEntry entry) {
        return ownTransaction.execute(status -> {
            int updated = database.sql("""
                    UPDATE console_audit SET times = times + ?, last_at = ? WHERE counted_in = ? AND counted_as = ?""")
                    .params(entry.times(), utc(entry.lastAt()), counter.in(), counter.as())
                    .update();
            return updated == 0
                    ? 0
                    : database.sql("SELECT times FROM console_audit WHERE counted_in = ? AND counted_as = ?")
                            .params(counter.in(), counter.as())
                            .query(Integer.class)
                            .single();
        });
    }

    private int rowsOf(Counter counter) {
        return ownTransaction.execute(status -> database.sql("SELECT COUNT(*) FROM console_audit WHERE counted_in = ?")
                .param(counter.in())
                .query(Integer.class)
                .single());
    }

    private void insert(AccessEntry entry, @Nullable Counter counter) {
        database.sql("""
                INSERT INTO console_audit (id, organization_id, done_at, actor, actor_kind, address, action, subject, details,
                    counted_in, counted_as, times, last_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(entry.id().toString())
                .param(
                        entry.organization() == null
                                ? null
                                : entry.organization().value())
                .params(utc(entry.at()), entry.actor(), entry.kind().name())
                .param(entry.address())
                .param(entry.action().code())
                .param(entry.subject())
                .param(json.writeValueAsString(entry.details()))
                .param(counter == null ? null : counter.in())
                .param(counter == null ? null : counter.as())
                .params(entry.times(), utc(entry.lastAt()))
                .update();
    }

    /** Lists rows of an organization, the newest first. */
    List<AccessEntry> list(AuditFilter filter) {
        StringBuilder sql = new StringBuilder("SELECT * FROM console_audit WHERE organization_id = ?");
        List<Object> arguments = new ArrayList<>();
        arguments.add(filter.organization().value());
        if (filter.actor() != null) {
            sql.append(" AND actor = ?");
            arguments.add(PlainText.of(filter.actor(), AccessLog.MAX_LENGTH));
        }
        if (filter.from() != null) {
            sql.append(" AND id >= ?");
            arguments.add(TimeOrderedId.firstAt(filter.from()).toString());
        }
        if (filter.until() != null) {
            sql.append(" AND id < ?");
            arguments.add(TimeOrderedId.firstAt(filter.until()).toString());
        }
        if (filter.after() != null) {
            sql.append(" AND id < ?");
            arguments.add(filter.after().toString());
        }
        // By the whole key, of which H2 sees only then that it has the order.
        sql.append(" ORDER BY organization_id DESC, id DESC LIMIT ").append(filter.limit());
        return database.sql(sql.toString()).params(arguments).query(this::entry).list();
    }

    private AccessEntry entry(ResultSet row, int index) throws SQLException {
        return new AccessEntry(
                UUID.fromString(row.getString("id")),
                new OrganizationId(row.getString("organization_id")),
                instant(row, "done_at"),
                row.getString("actor"),
                Actor.Kind.valueOf(row.getString("actor_kind")),
                row.getString("address"),
                AccessAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getString("subject"),
                json.readValue(row.getString("details"), TEXTS),
                row.getInt("times"),
                instant(row, "last_at"));
    }

    /** Deletes up to so many rows of an organization from before a time, and returns how many. A row that counts is as old as its last event. */
    int deleteBefore(OrganizationId organization, Instant time, int most) {
        List<String> ids = database.sql("""
                SELECT id FROM console_audit WHERE organization_id = ? AND done_at < ? AND last_at < ? LIMIT ?""")
                .params(organization.value(), utc(time), utc(time), most)
                .query(String.class)
                .list();
        if (!ids.isEmpty()) {
            database.sql("DELETE FROM console_audit WHERE id IN (:ids)")
                    .param("ids", ids)
                    .update();
        }
        return ids.size();
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
