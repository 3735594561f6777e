package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.NumberUpdate;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.ActorId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Capability;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Changes a number in one transaction: all values of a request, or none. The number is locked first, so that the second of two
 * concurrent changes sees the result of the first one.
 */
@Component
class NumberChanges {
    private final JoinedChanges changes;
    private final Clock clock;

    NumberChanges(JoinedChanges changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Applies all changes, or none.
     *
     * @throws RuntimeException of the library, or a {@link Problem}, if one of the changes is not possible; then none is made
     */
    void apply(OrganizationId organization, UUID id, ActorId actor, NumberPatch update) {
        changes.make(store -> new Joined(store, actor).apply(organization, id, update));
    }

    /** The library within the transaction of this thread. */
    private final class Joined {
        private final JdbcStorage store;
        private final ActorId actor;
        private final NumberInventory inventory;
        private final Assignments assignments;

        Joined(JdbcStorage store, ActorId actor) {
            this.store = store;
            this.actor = actor;
            this.inventory = NumberInventory.over(store).withClock(clock).withActor(actor);
            this.assignments = Assignments.over(store).withClock(clock).withActor(actor);
        }

        void apply(OrganizationId organization, UUID id, NumberPatch update) {
            PhoneNumber number = lock(organization, id);
            inventory.update(organization, id, libraryUpdate(update));
            if (update.hasTerms()) {
                changeTerms(number, update);
            }
        }

        private static NumberUpdate libraryUpdate(NumberPatch update) {
            NumberUpdate all = NumberUpdate.create();
            if (update.status() != null) {
                all = all.status(update.status());
            }
            if (update.provider() != null) {
                all = all.provider(update.provider());
            }
            for (Map.Entry<Capability, Boolean> each : update.capabilities().entrySet()) {
                all = all.capability(each.getKey(), each.getValue());
            }
            if (update.quarantine() != null) {
                LocalDate until = update.quarantine().until();
                all = until == null ? all.endQuarantine() : all.quarantineUntil(until);
            }
            if (update.inServiceSince() != null) {
                all = all.inServiceSince(update.inServiceSince());
            }
            return all;
        }

        /** An empty update locks the row until the transaction ends, and is not audited. */
        private PhoneNumber lock(OrganizationId organization, UUID id) {
            return store.update(organization, id, UnaryOperator.identity(), new ChangeContext(actor, clock.instant()));
        }

        private void changeTerms(PhoneNumber number, NumberPatch update) {
            Terms before = before(number);
            assignments.changeTerms(
                    number,
                    new Terms(
                            Objects.requireNonNullElse(update.dailyLimit(), before.dailyLimit()),
                            Objects.requireNonNullElse(update.countries(), before.countries()),
                            before.classes()));
        }

        private Terms before(PhoneNumber number) {
            if (number.assignedTo() == null) {
                throw Problem.conflict(
                        "number_not_assigned",
                        "number %s is not assigned to an agent: assign it first".formatted(number.e164()));
            }
            return assignments.find(number).map(Assignment::terms).orElseThrow();
        }
    }
}
