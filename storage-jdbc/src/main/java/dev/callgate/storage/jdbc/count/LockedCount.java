package dev.callgate.storage.jdbc.count;

import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CounterValue;
import dev.callgate.spi.CounterValue.Hold;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.table.LockedAssignments;
import dev.callgate.storage.jdbc.table.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks and counts calls of one organization in one transaction, on everything that limits them:
 *
 * <ol>
 *   <li>It locks all rows that any of the calls is counted on, in the order in which every call locks its rows: assignments, then
 *       counters, in the order of their keys. So two transactions that need the same rows wait and do not deadlock.
 *   <li>{@link CountRequest#on} decides each call in turn, on the state that the calls before it left.
 *   <li>The new values are written, and the calls that have a call ID.
 * </ol>
 *
 * <p>If a counter has no row yet, nothing is counted: its row is inserted by a statement of its own, so that no other call waits for a
 * row that may be rolled back, and then the transaction is repeated.
 */
final class LockedCount {
    /** For missing rows, for a call ID that another connection wrote meanwhile, and a reserve. */
    private static final int MAX_ATTEMPTS = 4;

    private final Jdbc jdbc;
    private final Tables tables;
    private final LockedAssignments locked;

    LockedCount(Jdbc jdbc, Tables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
        this.locked = new LockedAssignments(jdbc);
    }

    /** Returns the outcomes in the order of the requests; each is the one that the call would have alone. */
    List<Answer> count(List<CountRequest> requests) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Set<Counter> missing = new HashSet<>();
            Optional<List<Answer>> answers = jdbc.transactionOrUndo(
                    requests.size() == 1 ? "counting a call" : "counting %d calls together".formatted(requests.size()),
                    connection -> count(connection, requests, missing));
            if (answers.isPresent()) {
                return answers.get();
            }
            insert(requests.get(0).seen().organization(), missing);
        }
        return Collections.nCopies(requests.size(), Answer.ALONE);
    }

    private void insert(OrganizationId organization, Set<Counter> missing) {
        if (missing.isEmpty()) {
            return;
        }
        try {
            jdbc.statement("preparing to count a call", connection -> {
                tables.counters().insertMissing(connection, organization, missing);
                return true;
            });
        } catch (StoreException.OutcomeUnknown e) {
            throw new StoreException.NotApplied("the call was not counted; " + e.getMessage(), e);
        }
    }

    private Optional<List<Answer>> count(Connection connection, List<CountRequest> requests, Set<Counter> missing)
            throws SQLException {
        OrganizationId organization = requests.get(0).seen().organization();
        Set<Counter> named =
                requests.stream().flatMap(each -> each.counters().stream()).collect(Collectors.toSet());
        tables.assignments().lockForWriting(connection);
        LockedAssignments.LockedRows rows = locked.lock(connection, organization, requests);
        Map<Counter, CounterValue> counters = tables.counters().lock(connection, organization, named);
        missing.addAll(named);
        missing.removeAll(counters.keySet());
        if (!missing.isEmpty()) {
            return Optional.empty();
        }
        GroupState state = new GroupState(
                locked.withNumbers(connection, organization, requests, rows),
                counters,
                tables.journal().findAll(connection, organization, requests),
                heldCalls(connection, organization));
        List<Answer> answers = new ArrayList<>(requests.size());
        for (CountRequest request : requests) {
            answers.add(answer(state, request));
        }
        return write(connection, organization, state) ? Optional.of(answers) : Optional.empty();
    }

    private GroupState.HeldCalls heldCalls(Connection connection, OrganizationId organization) {
        return new GroupState.HeldCalls() {
            @Override
            public long endedBy(Counter counter, Instant time) throws SQLException {
                return tables.holds().endedBy(connection, organization, counter, time);
            }

            @Override
            public List<Hold> firstAfter(Counter counter, Instant time) throws SQLException {
                return tables.holds().firstAfter(connection, organization, counter, time);
            }
        };
    }

    /** Keeps the failure of one call from the outcomes of the others. */
    private static Answer answer(GroupState state, CountRequest request) throws SQLException {
        try {
            return Answer.of(state.count(request));
        } catch (StoreException e) {
            return Answer.failed(e);
        }
    }

    /** Returns false if another connection wrote one of the call IDs meanwhile; then the transaction must be rolled back. */
    private boolean write(Connection connection, OrganizationId organization, GroupState state) throws SQLException {
        locked.write(connection, organization, state.countedAssignments());
        tables.counters().write(connection, organization, state.countedCounters(), state.limits());
        for (Counter counter : state.countedCounters().keySet()) {
            if (counter.kind().isHeld()) {
                tables.holds().deleteEnded(connection, organization, counter, state.endedUntil(counter));
            }
        }
        tables.holds().insert(connection, organization, state.newHolds());
        return tables.journal().insertAll(connection, state.newCalls());
    }
}
