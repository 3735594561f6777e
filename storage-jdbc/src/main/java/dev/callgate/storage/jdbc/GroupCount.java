package dev.callgate.storage.jdbc;

import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.WaitingCall.Answer;
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
 *   <li>by one statement, where there is one for it ({@link GroupStatement}), those that are counted on their assignments alone, and
 *       for which there is room;
 *   <li>the others in one transaction, where all rows that any of them is counted on are locked, in the order in which everybody
 *       locks: assignments, callees, numbers, agents, the organization; those of one kind by their keys;
 *   <li>there, one after the other is judged by {@link CountRequest#on}, each on what the ones before it left;
 *   <li>what was counted is written, and the calls that have an id.
 * </ol>
 */
final class GroupCount {
    /** Once more for a call id that another connection wrote in the meantime. */
    private static final int MAX_ATTEMPTS = 2;

    private final Jdbc jdbc;
    private final GroupStatement statement;
    private final LockedAssignments assignments;
    private final LockedCounts counts;
    private final JournalTable journal;

    GroupCount(Jdbc jdbc, JournalTable journal) {
        this.jdbc = jdbc;
        this.statement = new GroupStatement(jdbc);
        this.assignments = new LockedAssignments(jdbc);
        this.counts = new LockedCounts(jdbc);
        this.journal = journal;
    }

    /** Answers charges of one organization in their order; each as it would be answered alone. */
    List<Answer> run(List<CountRequest> requests) {
        Answer[] answers = new Answer[requests.size()];
        statement.count(requests, answers);
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

    /** What was counted before stays so, whatever becomes of the others. */
    private List<Answer> inTransaction(List<CountRequest> requests, boolean areAll) {
        try {
            return inTransaction(requests);
        } catch (RuntimeException e) {
            if (areAll) {
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
        jdbc.database().lockForWriting(connection);
        GroupState state = new GroupState(
                assignments.lock(connection, organization, requests),
                counts.lockAttempts(connection, organization, requests),
                counts.lockTallies(connection, organization, requests),
                journal.findAll(connection, organization, requests));
        List<Answer> answers = new ArrayList<>(requests.size());
        for (CountRequest request : requests) {
            answers.add(answer(state, request));
        }
        assignments.write(connection, organization, state.countedAssignments());
        counts.write(connection, organization, state);
        return journal.insertAll(connection, state.newCalls()) ? Optional.of(answers) : Optional.empty();
    }

    /** What is wrong with one charge is not told to the others. */
    private static Answer answer(GroupState state, CountRequest request) {
        try {
            return Answer.of(state.count(request));
        } catch (StoreException e) {
            return Answer.failed(e);
        }
    }
}
