package dev.callgate.storage.jdbc.table;

import dev.callgate.storage.jdbc.sql.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;

/** All tables of one database. */
public record Tables(
        AuditTable audit,
        NumberTable numbers,
        AssignmentTable assignments,
        CounterTable counters,
        HoldTable holds,
        UsageTable usage,
        JournalTable journal,
        StateQuery state) {
    public static Tables of(Jdbc jdbc) {
        AuditTable audit = new AuditTable(jdbc);
        NumberTable numbers = new NumberTable(jdbc, audit);
        AssignmentTable assignments = new AssignmentTable(jdbc, numbers, audit);
        HoldTable holds = new HoldTable(jdbc);
        CounterTable counters = new CounterTable(jdbc, holds);
        UsageTable usage = new UsageTable(jdbc);
        JournalTable journal = new JournalTable(jdbc, assignments, counters, holds, usage);
        return new Tables(audit, numbers, assignments, counters, holds, usage, journal, new StateQuery(jdbc));
    }

    /** Checks that every column exists and may be read, without reading a row. */
    public void validate(Connection connection) throws SQLException {
        assignments.validate(connection);
        audit.validate(connection);
        counters.validate(connection);
        holds.validate(connection);
        journal.validate(connection);
        usage.validate(connection);
    }
}
