package dev.callgate.admin;

import dev.callgate.admin.BulkReport.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.InventoryException;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.spi.AssignmentAdminStore.NewAssignment;
import dev.callgate.spi.AssignmentAdminStore.NumberMove;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What one run of a bulk change does with a batch of numbers. Not thread-safe. */
abstract class BulkStep {
    /** Creates the step of a run. */
    @FunctionalInterface
    interface Factory {
        BulkStep create(NumberInventory inventory, Assignments assignments);
    }

    private final Clock clock;
    private final ChangeContext by;

    BulkStep(Administrator administrator) {
        this.clock = administrator.clock();
        this.by = administrator.change();
    }

    final Clock clock() {
        return clock;
    }

    /** Returns who makes the change, and when it began. */
    final ChangeContext by() {
        return by;
    }

    /** Returns why a number cannot be changed; null if it can be. */
    @Nullable
    Reason obstacle(PhoneNumber number) {
        return null;
    }

    /** Returns whether a number without an obstacle is already as the change makes it. */
    boolean isDone(PhoneNumber number) {
        return false;
    }

    /**
     * Changes all of the numbers, or none.
     *
     * @throws InventoryException if one of them was changed in the meantime
     */
    abstract void apply(OrganizationId organization, List<PhoneNumber> numbers);

    private static Set<UUID> ids(List<PhoneNumber> numbers) {
        return numbers.stream().map(PhoneNumber::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Agents, each of whom gets the next number in turn. */
    private static final class Turns {
        private final List<AgentId> agents;
        private long taken;

        Turns(List<AgentId> agents) {
            this.agents = agents;
        }

        boolean include(@Nullable AgentId agent) {
            return agent != null && agents.contains(agent);
        }

        /** Returns the agent of one of the next numbers, which are counted from 0. */
        AgentId of(int next) {
            return agents.get((int) ((taken + next) % agents.size()));
        }

        void taken(int numbers) {
            taken += numbers;
        }
    }

    /** Assigns available numbers. */
    static final class Assign extends BulkStep {
        private final Assignments assignments;
        private final Turns turns;
        private final Terms terms;

        Assign(Assignments assignments, List<AgentId> agents, Terms terms) {
            super(assignments.administrator());
            this.assignments = assignments;
            this.turns = new Turns(agents);
            this.terms = terms;
        }

        @Override
        @Nullable
        Reason obstacle(PhoneNumber number) {
            return number.assignedTo() == null ? null : Reason.ASSIGNED;
        }

        @Override
        void apply(OrganizationId organization, List<PhoneNumber> numbers) {
            List<NewAssignment> requests = new ArrayList<>(numbers.size());
            for (PhoneNumber number : numbers) {
                requests.add(
                        new NewAssignment(TimeOrderedId.at(by().at()), number.id(), turns.of(requests.size()), terms));
            }
            assignments.assignAll(organization, requests, by());
            turns.taken(numbers.size());
        }
    }

    /** Moves assigned numbers. */
    static final class Move extends BulkStep {
        private final Assignments assignments;
        private final Turns turns;

        Move(Assignments assignments, List<AgentId> agents) {
            super(assignments.administrator());
            this.assignments = assignments;
            this.turns = new Turns(agents);
        }

        @Override
        @Nullable
        Reason obstacle(PhoneNumber number) {
            return number.assignedTo() == null ? Reason.NOT_ASSIGNED : null;
        }

        @Override
        boolean isDone(PhoneNumber number) {
            return turns.include(number.assignedTo());
        }

        @Override
        void apply(OrganizationId organization, List<PhoneNumber> numbers) {
            List<NumberMove> moves = new ArrayList<>(numbers.size());
            for (PhoneNumber number : numbers) {
                moves.add(new NumberMove(TimeOrderedId.at(by().at()), number.id(), turns.of(moves.size())));
            }
            assignments.moveNumbers(organization, moves, by());
            turns.taken(numbers.size());
        }
    }

    /** Unassigns numbers. */
    static final class Unassign extends BulkStep {
        private final Assignments assignments;

        Unassign(Assignments assignments) {
            super(assignments.administrator());
            this.assignments = assignments;
        }

        @Override
        boolean isDone(PhoneNumber number) {
            return number.assignedTo() == null;
        }

        @Override
        void apply(OrganizationId organization, List<PhoneNumber> numbers) {
            assignments.unassignNumbers(organization, ids(numbers), by());
        }
    }

    /** Changes properties of numbers. */
    static final class Update extends BulkStep {
        private final NumberInventory inventory;
        private final NumberUpdate update;

        Update(NumberInventory inventory, NumberUpdate update) {
            super(inventory.administrator());
            this.inventory = inventory;
            this.update = update;
        }

        /** Compares everything but the time of the change. */
        @Override
        boolean isDone(PhoneNumber number) {
            return update.applyTo(number, number.updatedAt()).equals(number);
        }

        @Override
        void apply(OrganizationId organization, List<PhoneNumber> numbers) {
            inventory.updateAll(organization, ids(numbers), update, by());
        }
    }

    /** Deletes available numbers. */
    static final class Delete extends BulkStep {
        private final NumberInventory inventory;

        Delete(NumberInventory inventory) {
            super(inventory.administrator());
            this.inventory = inventory;
        }

        @Override
        @Nullable
        Reason obstacle(PhoneNumber number) {
            return number.assignedTo() == null ? null : Reason.ASSIGNED;
        }

        @Override
        void apply(OrganizationId organization, List<PhoneNumber> numbers) {
            inventory.deleteAll(organization, ids(numbers), by());
        }
    }
}
