package dev.callgate.contract;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.spi.NumberStore;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A store, and the operations that prepare its data for a test. The author of a store that only counts calls implements this
 * interface with the code that administers the tables. A store that implements the administrative ports too uses {@link #over}.
 *
 * <p>Requirements for a store:
 *
 * <ul>
 *   <li>A {@linkplain dev.callgate.spi.CountRequest count request} identifies its row by organization, agent and assignment ID
 *       ({@code seen().organization()}, {@code seen().agent()}, {@code seen().id()}), and by the number that is assigned to the agent
 *       now. Do not trust any other property of {@code seen}, which may be out of date: take the limit, countries, status, quarantine
 *       and count from the row. The simplest store reads the row under a lock and calls
 *       {@link dev.callgate.spi.CountRequest#on(Assignment, java.time.Instant)}.
 *   <li>An assignment's ID belongs to the pair of agent and number. If the tables have none, derive it from both, for instance by
 *       {@link java.util.UUID#nameUUIDFromBytes}, and the number's ID from the number. Every read must return the same ID.
 *   <li>When an assignment ends, the count of the pair must survive: the calls made, and the day for which they count. If the same
 *       number is assigned to the same agent again, counting continues from there (D12), even if another agent had the number in
 *       between. If the assignment's row is deleted, keep the counts in a separate table. Terms need not survive.
 *   <li>The stored day never goes back, and the first call of a newer day starts from zero. Check and update the count and its day
 *       in one atomic step.
 *   <li>A host without organizations uses one fixed organization ID. For any other ID, its store finds nothing and counts nothing.
 *       See {@link #organization}.
 *   <li>A host without status has active numbers only. A host without quarantine returns null for it, and a host without classes
 *       returns none. Reject values that the tables cannot hold: {@link #deactivate}, {@link #quarantine}, and terms with classes
 *       throw {@link UnsupportedOperationException}.
 *   <li>If the data cannot be read or written, throw the {@link dev.callgate.model.StoreException} that says whether the call may have
 *       been counted. Never return an empty list instead: the gate would refuse the call for lack of an assignment.
 * </ul>
 */
public interface StoreUnderTest {
    /** Returns the store to test; the same one each time. */
    AssignmentStore store();

    /** Returns the features that the store has beyond counting calls on assignments. */
    Set<Ability> abilities();

    /**
     * Returns the organization of a test. If the store supports several organizations, this returns a new one each time. Otherwise,
     * override it to return the only one, and provide a fresh, empty store for each test.
     */
    default OrganizationId organization() {
        return Fixture.newOrganization();
    }

    /**
     * Assigns a number; creates it as an active number if it does not exist.
     *
     * @throws UnsupportedOperationException if the terms allow classes, and the store does not support them
     */
    Assignment assign(OrganizationId organization, AgentId agent, E164 number, Terms terms);

    /** Ends the assignment. */
    void unassign(Assignment assignment);

    /**
     * Changes the limit, the countries and the classes.
     *
     * @throws UnsupportedOperationException if the terms allow classes, and the store does not support them
     */
    void changeTerms(Assignment assignment, Terms terms);

    /**
     * Makes the assigned number inactive.
     *
     * @throws UnsupportedOperationException if the store does not support a status
     */
    default void deactivate(Assignment assignment) {
        throw new UnsupportedOperationException("the store does not support a status of numbers");
    }

    /**
     * Puts the assigned number in quarantine until the beginning of a day.
     *
     * @throws UnsupportedOperationException if the store does not support quarantine
     */
    default void quarantine(Assignment assignment, LocalDate until) {
        throw new UnsupportedOperationException("the store does not support quarantine");
    }

    /**
     * Returns a store over the same data that works before the given step, and cannot reach the data from that step on. A step is
     * anything that can fail on its own: a request for a connection, a statement, a commit. The contract tests the steps 0, 1, 2 and
     * so on, until a decision succeeds. {@link FailingDataSource} counts the steps of a JDBC store.
     *
     * @throws UnsupportedOperationException if no operation of the store can fail
     */
    default AssignmentStore failingAt(int step) {
        throw new UnsupportedOperationException("no operation of the store can fail");
    }

    /** Prepares data through the administrative ports of a store that has all abilities except {@link Ability#FAILURE}. */
    static <S extends NumberStore & AssignmentAdminStore> StoreUnderTest over(S storage) {
        return over(storage, EnumSet.complementOf(EnumSet.of(Ability.FAILURE)), step -> {
            throw new UnsupportedOperationException("no function that makes %s fail was passed"
                    .formatted(storage.getClass().getName()));
        });
    }

    /**
     * Prepares data through the administrative ports of a store that has all abilities.
     *
     * @param failingAt see {@link #failingAt}
     */
    static <S extends NumberStore & AssignmentAdminStore> StoreUnderTest over(
            S storage, IntFunction<AssignmentStore> failingAt) {
        return over(storage, EnumSet.allOf(Ability.class), failingAt);
    }

    private static <S extends NumberStore & AssignmentAdminStore> StoreUnderTest over(
            S storage, Set<Ability> abilities, IntFunction<AssignmentStore> failingAt) {
        NumberInventory numbers = NumberInventory.over(storage);
        Assignments assignments = Assignments.over(storage);
        return new StoreUnderTest() {
            @Override
            public AssignmentStore store() {
                return storage;
            }

            @Override
            public Set<Ability> abilities() {
                return abilities;
            }

            @Override
            public AssignmentStore failingAt(int step) {
                return failingAt.apply(step);
            }

            @Override
            public Assignment assign(OrganizationId organization, AgentId agent, E164 number, Terms terms) {
                return assignments.assign(
                        numbers.find(organization, number)
                                .orElseGet(() -> numbers.add(NewNumber.of(organization, number.toString()))),
                        agent,
                        terms);
            }

            @Override
            public void unassign(Assignment assignment) {
                assignments.unassign(assignment.number());
            }

            @Override
            public void changeTerms(Assignment assignment, Terms terms) {
                assignments.changeTerms(assignment.number(), terms);
            }

            @Override
            public void quarantine(Assignment assignment, LocalDate until) {
                numbers.quarantine(
                        assignment.organization(), assignment.number().id(), until);
            }

            @Override
            public void deactivate(Assignment assignment) {
                numbers.deactivate(
                        assignment.organization(), assignment.number().id());
            }
        };
    }
}
