package dev.callgate.examples.console.api;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.NumberUpdate;
import dev.callgate.examples.console.organization.AgentAssignments;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.ActorId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Capability;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Countries;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes a number in one transaction: everything that a request names, or nothing. The number is locked first, so that of two changes at
 * once the second one sees what the first one left.
 */
@Component
class NumberChanges {
    /** How often a change is tried that the database rolled back because of another one. */
    private static final int RETRIES = 5;

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final JdbcStorage storage;
    private final DataSource database;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
            .includes(StoreException.NotApplied.class)
            .maxRetries(RETRIES)
            .delay(PAUSE)
            .build());

    NumberChanges(JdbcStorage storage, DataSource database, Clock clock, PlatformTransactionManager transactions) {
        this.storage = storage;
        this.database = database;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /**
     * What to change; null stays as it is.
     *
     * @param capabilities those that are named, with or without; all others stay
     * @param quarantine until when; {@link Quarantine#NONE} ends it
     */
    record Wanted(
            @Nullable NumberStatus status,
            @Nullable String provider,
            Map<Capability, Boolean> capabilities,
            @Nullable Quarantine quarantine,
            @Nullable LocalDate inServiceSince,
            @Nullable Integer dailyLimit,
            @Nullable Countries countries) {
        boolean hasTerms() {
            return dailyLimit != null || countries != null;
        }
    }

    /**
     * How long a number rests.
     *
     * @param until null for a number that rests no longer
     */
    record Quarantine(@Nullable LocalDate until) {
        static final Quarantine NONE = new Quarantine(null);
    }

    /**
     * Applies everything, or nothing.
     *
     * @throws RuntimeException of the library, or a {@link Problem}, if one of the changes cannot be made: then none is
     */
    void apply(OrganizationId organization, UUID id, ActorId actor, Wanted wanted) {
        try {
            retries.execute(() -> {
                transaction.executeWithoutResult(status -> new Joined(actor).apply(organization, id, wanted));
                return true;
            });
        } catch (RetryException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a change ended with a checked exception", e.getCause());
        }
    }

    /** The library within the transaction of this thread. */
    private final class Joined {
        private final JdbcStorage store = storage.joining(DataSourceUtils.getConnection(database));
        private final ActorId actor;
        private final NumberInventory inventory;
        private final Assignments assignments;

        Joined(ActorId actor) {
            this.actor = actor;
            this.inventory = NumberInventory.over(store).withClock(clock).withActor(actor);
            this.assignments = Assignments.over(store).withClock(clock).withActor(actor);
        }

        void apply(OrganizationId organization, UUID id, Wanted wanted) {
            PhoneNumber number = lock(organization, id);
            if (wanted.status() == NumberStatus.ACTIVE) {
                inventory.activate(organization, id);
            } else if (wanted.status() == NumberStatus.INACTIVE) {
                inventory.deactivate(organization, id);
            }
            if (wanted.provider() != null) {
                inventory.update(organization, id, NumberUpdate.create().provider(wanted.provider()));
            }
            if (!wanted.capabilities().isEmpty()) {
                inventory.update(
                        organization,
                        id,
                        NumberUpdate.create().capabilities(merged(number.capabilities(), wanted.capabilities())));
            }
            if (wanted.quarantine() != null) {
                changeQuarantine(organization, id, wanted.quarantine());
            }
            if (wanted.inServiceSince() != null) {
                inventory.update(organization, id, NumberUpdate.create().inServiceSince(wanted.inServiceSince()));
            }
            if (wanted.hasTerms()) {
                changeTerms(number, wanted);
            }
        }

        /** A change of nothing locks the row until the transaction ends, and is not audited. */
        private PhoneNumber lock(OrganizationId organization, UUID id) {
            return store.update(organization, id, UnaryOperator.identity(), new ChangeContext(actor, clock.instant()));
        }

        private static Set<Capability> merged(Set<Capability> before, Map<Capability, Boolean> named) {
            Set<Capability> after = EnumSet.noneOf(Capability.class);
            after.addAll(before);
            named.forEach((capability, has) -> {
                if (has) {
                    after.add(capability);
                } else {
                    after.remove(capability);
                }
            });
            return after;
        }

        private void changeQuarantine(OrganizationId organization, UUID id, Quarantine wanted) {
            if (wanted.until() == null) {
                inventory.endQuarantine(organization, id);
            } else {
                inventory.quarantine(organization, id, wanted.until());
            }
        }

        private void changeTerms(PhoneNumber number, Wanted wanted) {
            Terms before = before(number);
            assignments.changeTerms(
                    number,
                    new Terms(
                            Objects.requireNonNullElse(wanted.dailyLimit(), before.dailyLimit()),
                            Objects.requireNonNullElse(wanted.countries(), before.countries()),
                            before.classes()));
        }

        private Terms before(PhoneNumber number) {
            if (number.assignedTo() == null) {
                throw Problem.conflict(
                        "number_not_assigned", "number %s is assigned to nobody".formatted(number.e164()));
            }
            return AgentAssignments.of(assignments, number)
                    .map(Assignment::terms)
                    .orElseThrow();
        }
    }
}
