package dev.callgate.spi;

import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Keeps the inventory of numbers. Hosts use {@code NumberInventory}, which checks the arguments that it passes on.
 *
 * <p>Implementations are thread-safe, and safe for all processes that share the data. Every operation sees one organization only and
 * is atomic. A store that keeps an audit trail writes one entry per changed number in the same step. Any operation may throw a
 * {@link StoreException}.
 */
public interface NumberStore {
    /**
     * Adds those numbers that the organization does not have yet. A deleted number is added again under its old ID, with the new
     * properties, so that earlier calls still count.
     *
     * @param numbers all of this organization, no two with the same {@link PhoneNumber#e164}
     * @param by who adds them, and when
     * @return the numbers that were added, as they are stored; numbers that already exist are unchanged and left out
     */
    List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by);

    /** Finds those numbers that the organization has, in any order, without deleted ones. */
    List<PhoneNumber> findAll(OrganizationId organization, Collection<E164> numbers);

    /** Finds a number by its ID, unless it was deleted. */
    Optional<PhoneNumber> find(OrganizationId organization, UUID id);

    /** Finds a number by its digits, unless it was deleted. */
    Optional<PhoneNumber> find(OrganizationId organization, E164 e164);

    /** Lists numbers in the order of their E.164 text, without deleted ones. */
    List<PhoneNumber> list(NumberQuery query);

    /**
     * Counts the numbers that match a query's filters, without deleted ones. The page of the query is ignored.
     *
     * @param most the number at which counting stops; the result is never higher
     */
    long count(NumberQuery query, long most);

    /**
     * Changes numbers: all of them, or none.
     *
     * @param ids the IDs of the numbers
     * @param change returns the changed number; it changes only the provider, capabilities, status, first day of service, quarantine
     *     and time of the update; it has no side effects, and may be called several times
     * @param by who changes them, and when
     * @return the numbers as they are now, in the order of their IDs in the set
     * @throws InventoryException.NoSuchNumber if the organization does not have one of the numbers
     */
    List<PhoneNumber> updateAll(
            OrganizationId organization, Set<UUID> ids, UnaryOperator<PhoneNumber> change, ChangeContext by);

    /** Changes one number, as {@link #updateAll} does. */
    default PhoneNumber update(
            OrganizationId organization, UUID id, UnaryOperator<PhoneNumber> change, ChangeContext by) {
        return updateAll(organization, Set.of(id), change, by).get(0);
    }

    /**
     * Deletes numbers that are not assigned: all of them, or none. Their counts are kept.
     *
     * @throws InventoryException.NoSuchNumber if the organization does not have one of the numbers
     * @throws InventoryException.Assigned if one of the numbers is assigned
     */
    void deleteAll(OrganizationId organization, Set<UUID> ids, ChangeContext by);

    /** Deletes one number, as {@link #deleteAll} does. */
    default void delete(OrganizationId organization, UUID id, ChangeContext by) {
        deleteAll(organization, Set.of(id), by);
    }
}
