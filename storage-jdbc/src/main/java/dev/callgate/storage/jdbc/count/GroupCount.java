package dev.callgate.storage.jdbc.count;

import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.table.GroupAssignmentCount;
import dev.callgate.storage.jdbc.table.GroupLimitCount;
import dev.callgate.storage.jdbc.table.Tables;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks and counts several calls of one organization:
 *
 * <ol>
 *   <li>If the database has a statement for it, one statement counts all calls on assignments and limits of periods, if all have room:
 *       {@link GroupLimitCount}.
 *   <li>Otherwise, one statement counts the calls that are counted on assignments only and that have room: {@link GroupAssignmentCount}.
 *   <li>One transaction counts the others: {@link LockedCount}.
 * </ol>
 */
public final class GroupCount {
    private final GroupAssignmentCount onAssignments;
    private final GroupLimitCount onLimits;
    private final LockedCount locked;

    public GroupCount(Jdbc jdbc, Tables tables) {
        this.onAssignments = new GroupAssignmentCount(jdbc);
        this.onLimits = new GroupLimitCount(jdbc);
        this.locked = new LockedCount(jdbc, tables);
    }

    /**
     * Counts calls of one organization. Returns their outcomes in the same order; each outcome is the one that the call
     * would have alone.
     */
    public List<Answer> count(List<CountRequest> requests) {
        return onLimits.count(requests)
                .map(results -> results.stream().map(Answer::of).toList())
                .orElseGet(() -> countInParts(requests));
    }

    private List<Answer> countInParts(List<CountRequest> requests) {
        Answer[] answers = new Answer[requests.size()];
        onAssignments
                .count(requests)
                .forEach((place, after) -> answers[place] = Answer.of(new CountResult.Counted(after)));
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
            return locked.count(requests);
        } catch (RuntimeException e) {
            if (isWholeGroup) {
                throw e;
            }
            return Answer.ofAll(requests.size(), e);
        }
    }
}
