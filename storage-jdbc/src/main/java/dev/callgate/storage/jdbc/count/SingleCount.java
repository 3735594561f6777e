package dev.callgate.storage.jdbc.count;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.table.AssignmentCount;
import dev.callgate.storage.jdbc.table.AssignmentTable;
import dev.callgate.storage.jdbc.table.JournalTable;
import dev.callgate.storage.jdbc.table.UsageTable;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks and counts calls one at a time:
 *
 * <ol>
 *   <li>A call that is counted on its assignment only takes one statement. If there are caps, or the call has a call
 *       ID, one transaction also counts it on everything that is capped. The transaction is rolled back unless
 *       everything was counted and the call ID is new. Without caps, PostgreSQL does this in one statement.
 *   <li>If the call was not counted, everything is read again to determine the reason.
 * </ol>
 *
 * <p>All calls lock rows in the same order: assignment, callee, number, agent, organization, call. So deadlocks cannot
 * occur, and the rows that most calls share are locked for the shortest time.
 */
public final class SingleCount implements CountPath {
    /** The second attempt is for rows that were missing; the third is a reserve for concurrent changes. */
    private static final int MAX_ATTEMPTS = 3;

    private final Jdbc jdbc;
    private final AssignmentCount onAssignment;
    private final JournaledCount inJournal;
    private final AssignmentTable assignments;
    private final Counters counters;
    private final JournalTable journal;

    public SingleCount(
            Jdbc jdbc, AssignmentTable assignments, Counters counters, JournalTable journal, UsageTable usage) {
        this.jdbc = jdbc;
        this.onAssignment = new AssignmentCount(jdbc);
        this.inJournal = new JournaledCount(jdbc, onAssignment, usage);
        this.assignments = assignments;
        this.counters = counters;
        this.journal = journal;
    }

    @Override
    public CountResult count(CountRequest original) {
        CountRequest request = original;
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<Assignment> counted = countOnce(request);
            if (counted.isPresent()) {
                return new CountResult.Counted(counted.get());
            }
            CountState state = readState(request);
            CountResult result = state.resultOf(request);
            if (!(result instanceof CountResult.Counted)) {
                return result;
            }
            request = state.onNewestDay(request);
            if (!request.limits().isNone()) {
                insertMissing(request);
            }
        }
        // The state allows the call now, although each attempt found a limit reached or a concurrent change.
        return new CountResult.Stale();
    }

    private Optional<Assignment> countOnce(CountRequest request) {
        if (request.countsOnAssignmentOnly()) {
            return jdbc.statement("counting a call", connection -> onAssignment.count(connection, request));
        }
        return inJournal.canCount(request)
                ? jdbc.statement("counting a call", connection -> inJournal.count(connection, request))
                : jdbc.transactionOrUndo("counting a call", connection -> countEverywhere(connection, request));
    }

    private Optional<Assignment> countEverywhere(Connection connection, CountRequest request) throws SQLException {
        Optional<Assignment> counted = onAssignment.count(connection, request);
        boolean everywhere = counted.isPresent()
                && counters.count(
                        connection,
                        request,
                        Objects.requireNonNull(counted.get().lastResetDate()))
                && (request.callId() == null || journal.insert(connection, request.allowedCall(counted.get())));
        return everywhere ? counted : Optional.empty();
    }

    /**
     * Inserts missing rows in separate statements, so that no other call waits for a row that may be rolled back.
     * Counts nothing.
     */
    private void insertMissing(CountRequest request) {
        try {
            jdbc.statement("preparing to count a call", connection -> {
                counters.insertMissing(connection, request);
                return true;
            });
        } catch (StoreException.OutcomeUnknown e) {
            throw new StoreException.NotApplied("the call was not counted; " + e.getMessage(), e);
        }
    }

    /** Everything that a call depends on, as it was read. */
    private record CountState(
            @Nullable AllowedCall earlier, @Nullable AssignmentTable.Read read, CounterSnapshot usage) {
        CountResult resultOf(CountRequest request) {
            if (earlier != null) {
                return new CountResult.AlreadyCounted(earlier);
            }
            return read == null ? new CountResult.Stale() : request.on(read.assignment(), usage, read.at());
        }

        CountRequest onNewestDay(CountRequest request) {
            return read == null ? request : request.onNewestDay(read.assignment(), usage);
        }
    }

    private CountState readState(CountRequest request) {
        OrganizationId organization = request.seen().organization();
        CallId callId = request.callId();
        return jdbc.read("reading the reason that a call was not counted", connection -> {
            Optional<AllowedCall> earlier = callId == null
                    ? Optional.empty()
                    : journal.find(connection, organization, callId).map(CallRecord::call);
            Optional<AssignmentTable.Read> read = assignments.readAgain(connection, request.seen());
            return new CountState(earlier.orElse(null), read.orElse(null), counters.read(connection, request));
        });
    }
}
