package dev.callgate.spi;

import dev.callgate.admin.NumberInventory;
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
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Keeps the inventory of numbers. A port: hosts use {@link NumberInventory}, which checks what it passes on; a store
 * implements this.
 *
 * <p>Implementations are safe for use by many threads and processes. Every operation sees one organization only, and is
 * applied whole or not at all. A store that keeps an audit trail writes one entry for each number that was changed, in the
 * same step. Any operation may throw a {@link StoreException}.
 */
public interface NumberStore {
    /**
     * Adds those of the numbers that the organization does not have. One that it had deleted comes back under its old
     * id, with the new properties, so that what was counted on it still counts.
     *
     * @param numbers all of this organization, no two with the same {@link PhoneNumber#e164}
     * @param by who adds them
     * @return the numbers that were added, as they are stored; the others were there already and are unchanged
     */
    List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by);

    /** Finds those of these numbers that the organization has, in any order; the deleted ones left out. */
    List<PhoneNumber> findAll(OrganizationId organization, Collection<E164> numbers);

    /** Finds a number by its id, unless it was deleted. */
    Optional<PhoneNumber> find(OrganizationId organization, UUID id);

    /** Finds a number by its digits, unless it was deleted. */
    Optional<PhoneNumber> find(OrganizationId organization, E164 e164);

    /** Lists numbers in the order of their E.164 text, the deleted ones left out. */
    List<PhoneNumber> list(NumberQuery query);

    /**
     * Counts the numbers that a query's filters keep, the deleted ones left out; its page does not matter.
     *
     * @param most where to stop counting: the answer is never higher
     */
    long count(NumberQuery query, long most);

    /**
     * Changes a number.
     *
     * @param change gives the number as it is to be; it alters no more than provider, capabilities, status, first day of service, quarantine
     *     and the time of the update, has no effects of its own, and may be asked several times
     * @param by who changes it
     * @return the number as it is afterwards
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     */
    PhoneNumber update(OrganizationId organization, UUID id, UnaryOperator<PhoneNumber> change, ChangeContext by);

    /**
     * Deletes a number that is assigned to nobody. What was counted on it stays.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.Assigned if the number is assigned
     */
    void delete(OrganizationId organization, UUID id, ChangeContext by);
}
