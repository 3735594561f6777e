package dev.callgate.storage.jdbc.count;

import dev.callgate.model.Assignment;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.table.AssignmentCount;
import dev.callgate.storage.jdbc.table.AssignmentTable;
import dev.callgate.storage.jdbc.table.JournalTable;
import dev.callgate.storage.jdbc.table.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Checks and counts calls one at a time:
 *
 * <ol>
 *   <li>A call that is counted on its assignment only takes one statement ({@link AssignmentCount}). If it was not counted, the
 *       assignment is read again to determine the reason.
 *   <li>A call that has other limits or a call ID takes one statement on PostgreSQL ({@link StatementCount}). On other databases, a call
 *       that has a call ID and no other limits takes one short transaction: the same statement, and the journal's.
 *   <li>If that did not count it, and for other limits on other databases, one transaction locks everything, and counts the call or
 *       determines the reason ({@link LockedCount}).
 * </ol>
 */
public final class SingleCount implements CountPath {
    /** The second attempt is for a change between the statement and the reading. */
    private static final int MAX_ATTEMPTS = 2;

    private static final String COUNTING = "counting a call";

    private final Jdbc jdbc;
    private final AssignmentCount onAssignment;
    private final AssignmentTable assignments;
    private final StatementCount inStatement;
    private final JournalTable journal;
    private final LockedCount locked;

    public SingleCount(Jdbc jdbc, Tables tables) {
        this.jdbc = jdbc;
        this.onAssignment = new AssignmentCount(jdbc);
        this.assignments = tables.assignments();
        this.inStatement = new StatementCount(jdbc, onAssignment, tables.usage());
        this.journal = tables.journal();
        this.locked = new LockedCount(jdbc, tables);
    }

    @Override
    public CountResult count(CountRequest request) {
        return request.countsOnAssignmentOnly() ? countOnAssignment(request) : countEverywhere(request);
    }

    /** Takes one statement where a statement can count the call. */
    @Override
    public CountResult countIfRoom(CountRequest request) {
        if (request.countsOnAssignmentOnly()) {
            Optional<Assignment> counted = countInStatement(request);
            return counted.isPresent() ? new CountResult.Counted(counted.get()) : new CountResult.Stale();
        } else if (inStatement.isAvailable()) {
            Optional<CountResult.Counted> counted = countEverywhereInStatement(request);
            return counted.isPresent() ? counted.get() : new CountResult.Stale();
        } else {
            return count(request);
        }
    }

    private Optional<Assignment> countInStatement(CountRequest request) {
        return jdbc.statement(COUNTING, connection -> onAssignment.count(connection, request));
    }

    private Optional<CountResult.Counted> countEverywhereInStatement(CountRequest request) {
        return jdbc.statement(COUNTING, connection -> inStatement.count(connection, request));
    }

    private CountResult countOnAssignment(CountRequest request) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<Assignment> counted = countInStatement(request);
            if (counted.isPresent()) {
                return new CountResult.Counted(counted.get());
            }
            CountResult result = jdbc.read(
                            "reading the reason that a call was not counted",
                            connection -> assignments.readAgain(connection, request.seen()))
                    .map(read -> request.on(read.assignment(), read.at()))
                    .orElseGet(CountResult.Stale::new);
            if (!(result instanceof CountResult.Counted)) {
                return result;
            }
        }
        // The assignment allows the call now, although each attempt found its limit reached or a concurrent change.
        return new CountResult.Stale();
    }

    private CountResult countEverywhere(CountRequest request) {
        Optional<CountResult.Counted> counted = Optional.empty();
        if (inStatement.isAvailable()) {
            counted = countEverywhereInStatement(request);
        } else if (request.limits().isEmpty()) {
            counted = jdbc.transactionOrUndo(COUNTING, connection -> countJournaled(connection, request));
        }
        if (counted.isPresent()) {
            return counted.get();
        }
        Answer answer = locked.count(List.of(request)).get(0);
        return answer.needsRetryAlone() ? new CountResult.Stale() : answer.get();
    }

    /** Returns nothing if the call was not counted, or its ID exists; then the transaction must be rolled back. */
    private Optional<CountResult.Counted> countJournaled(Connection connection, CountRequest request)
            throws SQLException {
        Optional<Assignment> after = onAssignment.count(connection, request);
        return after.isPresent() && journal.insert(connection, request.allowedCall(after.get(), CounterSnapshot.NONE))
                ? after.map(CountResult.Counted::new)
                : Optional.empty();
    }
}
