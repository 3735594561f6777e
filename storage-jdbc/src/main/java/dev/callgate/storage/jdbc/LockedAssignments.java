package dev.callgate.storage.jdbc;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.CountRequest;
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
 * The assignments that a group of calls is counted on. Of a row, only what an administrator or a call may have changed since is
 * read; the rest is as each charge saw it.
 */
final class LockedAssignments {
    private static final String LOCK = """
            SELECT a.id, a.daily_limit, a.allowed_countries, a.allowed_classes, a.calls_made_today, a.last_reset_date,
                %s AS store_time
            FROM agent_phone_numbers a
            """;

    /** Once the assignments are locked: what became of a number before then is seen. */
    private static final String READ_NUMBERS =
            "SELECT n.id, n.assigned_to, n.status, n.quarantined_until FROM phone_numbers n ";

    private static final String WRITE =
            "UPDATE agent_phone_numbers SET calls_made_today = ?, last_reset_date = ? WHERE organization_id = ? AND id = ?";

    private static final String WRITE_ALL = """
            UPDATE agent_phone_numbers AS a SET calls_made_today = w.calls::integer, last_reset_date = w.day::date
            FROM unnest(?, ?, ?) AS w (id, calls, day)
            WHERE a.organization_id = ? AND a.id = w.id::uuid""";

    private final Jdbc jdbc;
    private final String lock;

    LockedAssignments(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.lock = LOCK.formatted(jdbc.database().clock());
    }

    /** What was read of a row of agent_phone_numbers. */
    private record Row(Terms terms, int calls, @Nullable LocalDate day) {}

    /** What was read of a row of phone_numbers. */
    private record NumberNow(
            @Nullable String assignedTo,
            NumberStatus status,
            @Nullable LocalDate quarantinedUntil) {}

    /**
     * Assignments that are locked until the transaction ends.
     *
     * @param storeTime the time by the database's clock; the beginning of time where nothing was found
     */
    record Locked(Map<UUID, Row> rows, Map<UUID, NumberNow> numbers, Instant storeTime) {
        /** Returns the assignment that a charge is to be counted on, as it stands; null where its agent no longer has the number. */
        @Nullable
        Assignment find(CountRequest request) {
            Assignment seen = request.seen();
            Row row = rows.get(seen.id());
            NumberNow number = numbers.get(seen.number().id());
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

        private static PhoneNumber now(PhoneNumber seen, NumberNow now, AgentId agent) {
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

    Locked lock(Connection connection, OrganizationId organization, List<CountRequest> requests) throws SQLException {
        Collection<UUID> ids =
                requests.stream().map(each -> each.seen().id()).distinct().toList();
        Conditions where = new Conditions()
                .and("a.organization_id = ?", organization)
                .andOneOf(jdbc.database(), "a.id", "uuid", ids);
        Reading reading = new Reading();
        String sql = lock + where.sql() + " ORDER BY a.id" + jdbc.database().forUpdate();
        jdbc.query(connection, reading::row, sql, where.arguments());
        return new Locked(reading.rows, numbers(connection, organization, requests), reading.storeTime);
    }

    /** Rows that are being read. */
    private final class Reading {
        private final Map<UUID, Row> rows = new HashMap<>();
        private Instant storeTime = Instant.MIN;

        Row row(ResultSet row) throws SQLException {
            if (rows.isEmpty()) {
                storeTime = jdbc.database().readClock(row, "store_time");
            }
            Row read = new Row(
                    Rows.terms(row), row.getInt("calls_made_today"), row.getObject("last_reset_date", LocalDate.class));
            rows.put(UUID.fromString(row.getString("id")), read);
            return read;
        }
    }

    private Map<UUID, NumberNow> numbers(
            Connection connection, OrganizationId organization, List<CountRequest> requests) throws SQLException {
        Collection<UUID> ids = requests.stream()
                .map(each -> each.seen().number().id())
                .distinct()
                .toList();
        Conditions where = new Conditions()
                .and("n.organization_id = ?", organization)
                .andOneOf(jdbc.database(), "n.id", "uuid", ids);
        Map<UUID, NumberNow> numbers = new HashMap<>();
        jdbc.query(
                connection,
                row -> numbers.put(
                        UUID.fromString(row.getString("id")),
                        new NumberNow(
                                row.getString("assigned_to"),
                                Rows.status(row),
                                row.getObject("quarantined_until", LocalDate.class))),
                READ_NUMBERS + where.sql(),
                where.arguments());
        return numbers;
    }

    void write(Connection connection, OrganizationId organization, Collection<Assignment> counted) throws SQLException {
        if (counted.isEmpty()) {
            return;
        }
        if (jdbc.database().hasArrays()) {
            List<Assignment> all = List.copyOf(counted);
            jdbc.update(
                    connection,
                    WRITE_ALL,
                    Jdbc.texts(all, Assignment::id),
                    Jdbc.texts(all, Assignment::callsMadeToday),
                    Jdbc.texts(all, Assignment::lastResetDate),
                    organization);
        } else {
            jdbc.updateAll(connection, WRITE, counted, each ->
                    new Object[] {each.callsMadeToday(), each.lastResetDate(), organization, each.id()});
        }
    }
}
