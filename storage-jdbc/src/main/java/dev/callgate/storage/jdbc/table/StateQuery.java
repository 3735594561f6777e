package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.AssignmentStore.State;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.RowReader;
import dev.callgate.storage.jdbc.sql.Rows;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads in one round trip what is stored about the next call of an agent, for databases whose drivers send several queries together. The
 * call is read last.
 */
public final class StateQuery {
    private final Jdbc jdbc;

    public StateQuery(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    public boolean isAvailable() {
        return jdbc.dialect().sendsQueriesTogether();
    }

    /** Returns the state, as {@link dev.callgate.spi.AssignmentStore#stateOf} specifies it. */
    public State read(
            OrganizationId organization, AgentId agent, Set<Counter> counters, Instant at, @Nullable CallId callId) {
        List<Counter> named = List.copyOf(counters);
        NamedSql.Values values = new NamedSql.Values()
                .with("organization", organization)
                .with("agent", agent)
                .with("scopes", Columns.texts(named, Counter::scope))
                .with("counterIds", Columns.texts(named, Counter::id))
                .with("kinds", Columns.texts(named, Counter::kind))
                .with("at", at)
                .with("callId", callId == null ? null : callId.value());
        return jdbc.read(
                "reading what is stored about a call",
                connection -> read(connection, !named.isEmpty(), callId != null, values));
    }

    private State read(Connection connection, boolean hasCounters, boolean hasCallId, NamedSql.Values values)
            throws SQLException {
        List<Assignment> assignments = new ArrayList<>();
        Map<Counter, CounterValue> counters = new HashMap<>();
        List<AllowedCall> calls = new ArrayList<>();
        List<NamedSql> queries = new ArrayList<>(List.of(AssignmentSql.OF_AGENT));
        List<RowReader<Boolean>> readers = new ArrayList<>();
        readers.add(row -> {
            Assignment assignment = Rows.assignment(row);
            return assignment != null && assignments.add(assignment);
        });
        if (hasCounters) {
            queries.add(CounterTable.WITH_HELD);
            readers.add(row -> CounterTable.addWithHeld(row, counters) != null);
        }
        if (hasCallId) {
            queries.add(JournalTable.FIND);
            readers.add(row -> {
                CallRecord call = JournalTable.read(row);
                return call != null && calls.add(call.call());
            });
        }
        jdbc.queryTogether(connection, queries, readers, values);
        return new State(assignments, new CounterSnapshot(counters), calls.isEmpty() ? null : calls.get(0));
    }
}
