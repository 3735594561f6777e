package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.Rows;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The assignments that a group of calls is counted on. Of each row, only the columns that an administrator or a call
 * may have changed are read; the rest is as each call saw it.
 */
public final class LockedAssignments {
    /** Runs after the assignments are locked, so that it sees all earlier changes to the numbers. */
    private static final String READ_NUMBERS =
            "SELECT n.id, n.assigned_to, n.status, n.quarantined_until FROM phone_numbers n ";

    private final Jdbc jdbc;
    private final String lock;

    public LockedAssignments(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.lock = AssignmentSql.selectChangeable(jdbc.dialect());
    }

    /** The columns read from a row of agent_phone_numbers. */
    private record Row(Terms terms, int calls, @Nullable LocalDate day) {}

    /** The columns read from a row of phone_numbers. */
    private record CurrentNumber(
            @Nullable String assignedTo,
            NumberStatus status,
            @Nullable LocalDate quarantinedUntil) {}

    /**
     * Assignments that are locked until the transaction ends.
     *
     * @param storeTime the time of the database's clock, or {@link Instant#MIN} if no row was found
     */
    public record Locked(Map<UUID, Row> rows, Map<UUID, CurrentNumber> numbers, Instant storeTime) {
        /**
         * Returns the current assignment that a call is to be counted on, or null if its agent no longer has the
         * number.
         */
        @Nullable
        public Assignment find(CountRequest request) {
            Assignment seen = request.seen();
            Row row = rows.get(seen.id());
            CurrentNumber number = numbers.get(seen.number().id());
            return row == null || number == null || !seen.agent().value().equals(number.assignedTo())
                    ? null
                    : new Assignment(
                            seen.id(),
                            seen.agent(),
                            now(seen.number(), number, seen.agent()),
                            row.terms(),
                            row.calls(),
                            row.day(),
                            seen.createdAt(),
                            seen.updatedAt());
        }

        private static PhoneNumber now(PhoneNumber seen, CurrentNumber now, AgentId agent) {
            boolean same = seen.status() == now.status()
                    && Objects.equals(seen.quarantinedUntil(), now.quarantinedUntil())
                    && agent.equals(seen.assignedTo());
            return same
                    ? seen
                    : seen.withStatus(now.status(), seen.updatedAt())
                            .withQuarantine(now.quarantinedUntil(), seen.updatedAt())
                            .withAssignee(agent, seen.updatedAt());
        }
    }

    /** The locked rows of agent_phone_numbers. */
    public record LockedRows(Map<UUID, Row> rows, Instant storeTime) {}

    public LockedRows lock(Connection connection, OrganizationId organization, List<CountRequest> requests)
            throws SQLException {
        Collection<UUID> ids =
                requests.stream().map(each -> each.seen().id()).distinct().toList();
        Conditions where =
                new Conditions().andKeyOneOf(jdbc.dialect(), "a.organization_id", organization, "a.id", "uuid", ids);
        Reading reading = new Reading();
        String sql = lock + where.sql() + " ORDER BY a.id" + jdbc.dialect().forUpdate();
        jdbc.query(connection, reading::row, sql, where.arguments());
        return new LockedRows(reading.rows, reading.storeTime);
    }

    /**
     * Reads the numbers of locked assignments. It comes after everything is locked, because the first query without a lock determines
     * what a transaction sees from then on.
     */
    public Locked withNumbers(
            Connection connection, OrganizationId organization, List<CountRequest> requests, LockedRows locked)
            throws SQLException {
        return new Locked(locked.rows(), numbers(connection, organization, requests), locked.storeTime());
    }

    /** Collects the rows of a query. */
    private final class Reading {
        private final Map<UUID, Row> rows = new HashMap<>();
        private Instant storeTime = Instant.MIN;

        Row row(ResultSet row) throws SQLException {
            if (rows.isEmpty()) {
                storeTime = jdbc.dialect().readClock(row, "store_time");
            }
            Row read = new Row(
                    Rows.terms(row), row.getInt("calls_made_today"), row.getObject("last_reset_date", LocalDate.class));
            rows.put(UUID.fromString(row.getString("id")), read);
            return read;
        }
    }

    private Map<UUID, CurrentNumber> numbers(
            Connection connection, OrganizationId organization, List<CountRequest> requests) throws SQLException {
        Collection<UUID> ids = requests.stream()
                .map(each -> each.seen().number().id())
                .distinct()
                .toList();
        Conditions where =
                new Conditions().andKeyOneOf(jdbc.dialect(), "n.organization_id", organization, "n.id", "uuid", ids);
        Map<UUID, CurrentNumber> numbers = new HashMap<>();
        jdbc.query(
                connection,
                row -> numbers.put(
                        UUID.fromString(row.getString("id")),
                        new CurrentNumber(
                                row.getString("assigned_to"),
                                Rows.status(row),
                                row.getObject("quarantined_until", LocalDate.class))),
                READ_NUMBERS + where.sql() + jdbc.readingNewest(),
                where.arguments());
        return numbers;
    }

    public void write(Connection connection, OrganizationId organization, Collection<Assignment> counted)
            throws SQLException {
        if (counted.isEmpty()) {
            return;
        }
        if (jdbc.dialect().writesRowsFromArrays()) {
            List<Assignment> all = List.copyOf(counted);
            jdbc.update(
                    connection,
                    AssignmentSql.WRITE_COUNTS,
                    new NamedSql.Values()
                            .with("organization", organization)
                            .with("ids", Columns.texts(all, Assignment::id))
                            .with("calls", Columns.texts(all, Assignment::callsMadeToday))
                            .with("days", Columns.texts(all, Assignment::lastResetDate)));
        } else {
            jdbc.updateAll(connection, AssignmentSql.WRITE_COUNT, counted, each -> new NamedSql.Values()
                    .with("organization", organization)
                    .with("id", each.id())
                    .with("calls_made_today", each.callsMadeToday())
                    .with("last_reset_date", each.lastResetDate()));
        }
    }
}
