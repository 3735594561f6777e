package dev.callgate.storage.jdbc.count;

import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.table.AssignmentTable;
import dev.callgate.storage.jdbc.table.AttemptTable;
import dev.callgate.storage.jdbc.table.CounterTable;
import dev.callgate.storage.jdbc.table.GroupAssignmentCount;
import dev.callgate.storage.jdbc.table.JournalTable;
import dev.callgate.storage.jdbc.table.LockedAssignments;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks and counts several calls of one organization:
 *
 * <ol>
 *   <li>If the database has a statement for it ({@link GroupAssignmentCount}), one statement counts the calls that are
 *       counted on assignments only and that have room.
 *   <li>One transaction counts the others. It first locks all rows that any of these calls is counted on, in the order
 *       in which every call locks its rows: assignments, callees, numbers, agents, the organization; rows of one kind
 *       in the order of their keys.
 *   <li>Then {@link CountRequest#on} decides each call in turn, on the state that the calls before it left.
 *   <li>At the end, the new counts are written, and the calls that have a call ID.
 * </ol>
 */
public final class GroupCount {
    /** The second attempt is for a call ID that another connection wrote meanwhile. */
    private static final int MAX_ATTEMPTS = 2;

    private final Jdbc jdbc;
    private final GroupAssignmentCount statement;
    private final LockedAssignments locked;
    private final AssignmentTable assignments;
    private final AttemptTable attempts;
    private final CounterTable counters;
    private final JournalTable journal;

    public GroupCount(
            Jdbc jdbc,
            AssignmentTable assignments,
            AttemptTable attempts,
            CounterTable counters,
            JournalTable journal) {
        this.jdbc = jdbc;
        this.statement = new GroupAssignmentCount(jdbc);
        this.locked = new LockedAssignments(jdbc);
        this.assignments = assignments;
        this.attempts = attempts;
        this.counters = counters;
        this.journal = journal;
    }

    /**
     * Counts calls of one organization. Returns their outcomes in the same order; each outcome is the one that the call
     * would have alone.
     */
    public List<Answer> count(List<CountRequest> requests) {
        Answer[] answers = new Answer[requests.size()];
        statement.count(requests).forEach((place, after) -> answers[place] = Answer.of(new CountResult.Counted(after)));
        List<Integer> open = IntStream.range(0, answers.length)
                .filter(i -> answers[i] == null)
                .boxed()
                .toList();
        if (!open.isEmpty()) {
            Iterator<Answer> others = inTransaction(
                            open.stream().map(requests::get).toList(), open.size() == answers.length)
                    .iterator();
            open.forEach(i -> answers[i] = others.next());
        }
        return List.of(answers);
    }

    /** If calls of this group are already counted, a failure here does not change their outcome. */
    private List<Answer> inTransaction(List<CountRequest> requests, boolean isWholeGroup) {
        try {
            return inTransaction(requests);
        } catch (RuntimeException e) {
            if (isWholeGroup) {
                throw e;
            }
            return Answer.ofAll(requests.size(), e);
        }
    }

    private List<Answer> inTransaction(List<CountRequest> requests) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<List<Answer>> answers = jdbc.transactionOrUndo(
                    "counting %d calls together".formatted(requests.size()), connection -> count(connection, requests));
            if (answers.isPresent()) {
                return answers.get();
            }
        }
        return Collections.nCopies(requests.size(), Answer.ALONE);
    }

    private Optional<List<Answer>> count(Connection connection, List<CountRequest> requests) throws SQLException {
        OrganizationId organization = requests.get(0).seen().organization();
        assignments.lockForWriting(connection);
        GroupState state = new GroupState(
                locked.lock(connection, organization, requests),
                attempts.lock(connection, organization, requests),
                counters.lock(connection, organization, requests),
                journal.findAll(connection, organization, requests));
        List<Answer> answers = new ArrayList<>(requests.size());
        for (CountRequest request : requests) {
            answers.add(answer(state, request));
        }
        locked.write(connection, organization, state.countedAssignments());
        attempts.write(connection, organization, state.newAttempts());
        counters.write(connection, organization, state.countedDailyCounts());
        return journal.insertAll(connection, state.newCalls()) ? Optional.of(answers) : Optional.empty();
    }

    /** Keeps the failure of one call from the outcomes of the others. */
    private static Answer answer(GroupState state, CountRequest request) {
        try {
            return Answer.of(state.count(request));
        } catch (StoreException e) {
            return Answer.failed(e);
        }
    }
}
