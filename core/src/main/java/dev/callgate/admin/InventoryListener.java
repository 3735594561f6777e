package dev.callgate.admin;

import dev.callgate.model.ActorId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.util.List;
import java.util.UUID;

/**
 * Is told what a {@link NumberInventory} changed: to keep a search index or a cache up to date, for meters and messages.
 * Each method does nothing unless it is implemented.
 *
 * <p>Called by the thread that made the change, after the store has confirmed it and before the method returns; by many
 * threads at once, so it has to be quick. In a transaction of the caller's, that is before the caller commits. What is
 * refused, what fails and what another inventory object or another process changes is not told: the audit trail has
 * everything. What a listener throws is logged, and changes nothing.
 */
public interface InventoryListener {
    /**
     * Numbers were added, by themselves or by an import; also those that were deleted before, under their old ids. An
     * import tells each batch once it is stored, on the threads of its writers where it has several; a dry run tells
     * nothing.
     *
     * @param actor who added them
     * @param added as they are stored, all of one organization, in any order; never empty
     */
    default void numbersAdded(ActorId actor, List<PhoneNumber> added) {}

    /**
     * Somebody set the status, quarantine, provider or capabilities of a number. Told also where it had these before, of
     * which the audit trail has no entry.
     *
     * @param actor who did
     * @param after the number as it is afterwards
     */
    default void numberChanged(ActorId actor, PhoneNumber after) {}

    /**
     * A number was deleted.
     *
     * @param actor who deleted it
     * @param organization whose number it was
     * @param id the number's id
     */
    default void numberDeleted(ActorId actor, OrganizationId organization, UUID id) {}
}
