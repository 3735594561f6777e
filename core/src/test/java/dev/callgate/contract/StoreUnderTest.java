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
 * A store, and the means to set a scene in it. An author of a store that only counts calls implements this on top of what
 * administers its tables. A store that implements the administrative ports too uses {@link #over}.
 *
 * <p>What an author has to know:
 *
 * <ul>
 *   <li>A {@linkplain dev.callgate.spi.CountRequest count request} finds its row by organization, agent and assignment ID
 *       ({@code seen().organization()}, {@code seen().agent()}, {@code seen().id()}), and by the number that the agent has now. Nothing
 *       else of {@code seen} may be trusted: limit, countries, status, quarantine and count are those of the row. The simplest
 *       store reads the row under a lock and calls {@link dev.callgate.spi.CountRequest#on(Assignment, java.time.Instant)}.
 *   <li>An assignment's ID belongs to the pair of agent and number. Where the tables have none, derive it from both, for instance by
 *       {@link java.util.UUID#nameUUIDFromBytes}; the number's ID likewise from the number. It is the same at each reading.
 *   <li>After an assignment ended, the pair's count has to survive: calls made, and the day on which they count. If the same agent
 *       gets the same number back, it goes on there (D12), also if another agent had the number in between. If the row of the
 *       assignment goes away with it, keep the counts in a table of their own. Terms need not survive.
 *   <li>The stored day never goes back, and a first call of a newer day starts from zero. The count and its day are written in the
 *       step that checks them, and for one pair one step at a time.
 *   <li>A host without organizations serves one: a fixed ID. Its store knows no other: asked for another, it finds nothing
 *       and counts nothing. See {@link #organization}.
 *   <li>A host without status has active numbers only; a host without quarantine reads null; a host without classes reads none. Do
 *       not write what the tables cannot hold: {@link #deactivate}, {@link #quarantine}, and terms with classes throw
 *       {@link UnsupportedOperationException}.
 *   <li>A failure of the data is a {@link dev.callgate.model.StoreException} that says what is known. Never answer with an empty
 *       list instead: that is a refusal.
 * </ul>
 */
public interface StoreUnderTest {
    /** Returns the store to test: the same one at each call. */
    AssignmentStore store();

    /** Returns what the store offers beyond counting calls on assignments. */
    Set<Ability> abilities();

    /**
     * Returns the organization of a test. A store of several organizations gives each test another one. A store of one
     * organization returns that, and has to be empty: hand in a fresh one for each test.
     */
    default OrganizationId organization() {
        return Fixture.newOrganization();
    }

    /**
     * Creates an active number, and assigns it; a number that exists is only assigned.
     *
     * @throws UnsupportedOperationException if the terms allow classes, and the store does not
     */
    Assignment assign(OrganizationId organization, AgentId agent, E164 number, Terms terms);

    /** Ends the assignment. */
    void unassign(Assignment assignment);

    /**
     * Changes the limit, the countries and the classes.
     *
     * @throws UnsupportedOperationException if the terms allow classes, and the store does not
     */
    void changeTerms(Assignment assignment, Terms terms);

    /**
     * Makes the assigned number inactive.
     *
     * @throws UnsupportedOperationException if the store keeps no status
     */
    default void deactivate(Assignment assignment) {
        throw new UnsupportedOperationException("the store keeps no status of numbers");
    }

    /**
     * Puts the assigned number in quarantine until a day begins.
     *
     * @throws UnsupportedOperationException if the store keeps no quarantine
     */
    default void quarantine(Assignment assignment, LocalDate until) {
        throw new UnsupportedOperationException("the store keeps no quarantine");
    }

    /**
     * Returns a store over the same data, which cannot reach them from one step on; before that, it works. A step is whatever
     * may fail by itself: the request for a connection, a statement, a commit. The contract asks for 0, 1, 2 and so on, until a
     * decision makes it through. {@link FailingDataSource} counts the steps of a store over JDBC.
     *
     * @throws UnsupportedOperationException if the store has nothing that may fail
     */
    default AssignmentStore failingAt(int step) {
        throw new UnsupportedOperationException("the store has no data that it may fail to reach");
    }

    /** Sets scenes through the administrative ports of a store with all abilities but {@link Ability#FAILURE}. */
    static <S extends NumberStore & AssignmentAdminStore> StoreUnderTest over(S storage) {
        return over(storage, EnumSet.complementOf(EnumSet.of(Ability.FAILURE)), step -> {
            throw new UnsupportedOperationException("no way to make %s fail was handed in"
                    .formatted(storage.getClass().getName()));
        });
    }

    /**
     * Sets scenes through the administrative ports of a store with all abilities.
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
