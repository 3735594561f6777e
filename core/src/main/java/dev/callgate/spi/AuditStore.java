package dev.callgate.spi;

import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the audit trail. Hosts use {@code AuditTrail}. A store that administers numbers and assignments writes the entries itself,
 * each in the transaction of the change that it records.
 */
public interface AuditStore {
    /**
     * Lists entries from the newest to the oldest, in the order of their IDs.
     *
     * @throws StoreException if the store failed
     */
    List<AuditEntry> list(AuditQuery query);

    /**
     * Deletes the entries of an organization that were made before a time.
     *
     * @return the number of entries that were deleted
     * @throws StoreException if the store failed; some entries may have been deleted
     */
    int forgetEntriesBefore(OrganizationId organization, Instant time);
}
