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

/**
 * A store, and the means to set a scene in it. Whoever has a store that only counts calls implements this by whatever
 * administers its tables; whoever implements the administrative ports too takes {@link #over}.
 */
public interface StoreUnderTest {
    /** The store to test: the same one at each call. */
    AssignmentStore store();

    /** Creates an active number, and assigns it; a number that exists is only assigned. */
    Assignment assign(OrganizationId organization, AgentId agent, E164 number, Terms terms);

    /** Takes the number back from its agent. */
    void unassign(Assignment assignment);

    /** Changes the limit and the countries. */
    void changeTerms(Assignment assignment, Terms terms);

    /** Makes the assigned number inactive. */
    void deactivate(Assignment assignment);

    /** Lets the assigned number rest until a day begins. */
    void quarantine(Assignment assignment, LocalDate until);

    /** Sets scenes through the administrative ports. */
    static <S extends NumberStore & AssignmentAdminStore> StoreUnderTest over(S storage) {
        NumberInventory numbers = NumberInventory.over(storage);
        Assignments assignments = Assignments.over(storage);
        return new StoreUnderTest() {
            @Override
            public AssignmentStore store() {
                return storage;
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
