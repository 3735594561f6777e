package dev.callgate.storage.jdbc.count;

import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.Limits;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.table.AttemptTable;
import dev.callgate.storage.jdbc.table.CounterTable;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts calls on everything except their assignments: the attempts of a callee, and the counters that have caps. */
public final class Counters {
    private final Jdbc jdbc;
    private final AttemptTable attempts;
    private final CounterTable counters;

    public Counters(Jdbc jdbc, AttemptTable attempts, CounterTable counters) {
        this.jdbc = jdbc;
        this.attempts = attempts;
        this.counters = counters;
    }

    /**
     * Counts a call on everything that limits it, on the day on which it was counted on its assignment.
     *
     * @return false if a limit was reached, or if a row is missing or has a newer day
     */
    boolean count(Connection connection, CountRequest request, LocalDate day) throws SQLException {
        if (!attempts.count(connection, request)) {
            return false;
        }
        for (Limits.Cap cap : request.limits().caps()) {
            if (!counters.count(connection, request.seen().organization(), cap, day)) {
                return false;
            }
        }
        return true;
    }

    /** Inserts the rows that a call is counted on, if they are missing. Counts nothing. */
    void insertMissing(Connection connection, CountRequest request) throws SQLException {
        for (Limits.Cap cap : request.limits().caps()) {
            counters.insertMissing(connection, request.seen().organization(), cap.counter());
        }
        attempts.insertMissing(connection, request);
    }

    CounterSnapshot read(Connection connection, CountRequest request) throws SQLException {
        if (request.limits().isNone()) {
            return CounterSnapshot.NONE;
        }
        Set<Counter> capped =
                request.limits().caps().stream().map(Limits.Cap::counter).collect(Collectors.toSet());
        return read(
                connection,
                request.seen().organization(),
                capped,
                request.limits().attempts().isEmpty() ? null : request.callee());
    }

    CounterSnapshot read(OrganizationId organization, Collection<Counter> capped, @Nullable CalleeKey callee) {
        return jdbc.read("reading the counters", connection -> read(connection, organization, capped, callee));
    }

    private CounterSnapshot read(
            Connection connection, OrganizationId organization, Collection<Counter> capped, @Nullable CalleeKey callee)
            throws SQLException {
        return new CounterSnapshot(
                counters.read(connection, organization, capped), attempts.read(connection, organization, callee));
    }
}
