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
 * Checks and counts calls:
 *
 * <ol>
 *   <li>on the assignment alone, by one statement; where there are caps, or the call has an id, on everything that is capped
 *       too, in one transaction that is rolled back unless all of it was counted, and the call was not there yet; PostgreSQL
 *       does that in one statement where there are no caps;
 *   <li>where nothing was counted, all of it is read once more, to say why.
 * </ol>
 *
 * <p>All lock in the same order: an assignment, a callee, a number, an agent, the organization, the call. So there are no deadlocks,
 * and what most calls share is locked for the shortest time.
 */
public final class SingleCount implements CountPath {
    /** Once for rows that were not there yet, once more for good measure. */
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
    public CountResult count(CountRequest asked) {
        CountRequest request = asked;
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<Assignment> counted = countOnce(request);
            if (counted.isPresent()) {
                return new CountResult.Counted(counted.get());
            }
            Found found = found(request);
            CountResult why = found.why(request);
            if (!(why instanceof CountResult.Counted)) {
                return why;
            }
            request = found.inStep(request);
            if (!request.limits().isNone()) {
                insertMissing(request);
            }
        }
        // Room again by now: it was full, or changed, a moment ago.
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

    /** In statements of their own, so that no other call waits for a row that may be rolled back. Nothing is counted by them. */
    private void insertMissing(CountRequest request) {
        try {
            jdbc.statement("preparing to count a call", connection -> {
                counters.insertMissing(connection, request);
                return true;
            });
        } catch (StoreException.OutcomeUnknown e) {
            throw new StoreException.NotApplied("no call was counted; " + e.getMessage(), e);
        }
    }

    /** All that a call depends on, as it was read. */
    private record Found(
            @Nullable AllowedCall earlier, @Nullable AssignmentTable.Read read, CounterSnapshot usage) {
        CountResult why(CountRequest request) {
            if (earlier != null) {
                return new CountResult.AlreadyCounted(earlier);
            }
            return read == null ? new CountResult.Stale() : request.on(read.assignment(), usage, read.at());
        }

        CountRequest inStep(CountRequest request) {
            return read == null ? request : request.onNewestDay(read.assignment(), usage);
        }
    }

    private Found found(CountRequest request) {
        OrganizationId organization = request.seen().organization();
        CallId callId = request.callId();
        return jdbc.read("reading why a call was not counted", connection -> {
            Optional<AllowedCall> earlier = callId == null
                    ? Optional.empty()
                    : journal.find(connection, organization, callId).map(CallRecord::call);
            Optional<AssignmentTable.Read> read = assignments.readAgain(connection, request.seen());
            return new Found(earlier.orElse(null), read.orElse(null), counters.read(connection, request));
        });
    }
}
