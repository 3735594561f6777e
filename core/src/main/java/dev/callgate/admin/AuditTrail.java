package dev.callgate.admin;

import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.spi.AuditStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Lists the changes to numbers and assignments, with the old and the new values, and the resets of counts: who made them, and when.
 * An entry is never changed, and stays when its number is deleted. Only {@link #forgetEntriesBefore} removes entries.
 *
 * <p>Immutable and thread-safe.
 */
public final class AuditTrail {
    private final AuditStore store;

    private AuditTrail(AuditStore store) {
        this.store = store;
    }

    /** Returns the audit trail of a store. */
    public static AuditTrail over(AuditStore store) {
        return new AuditTrail(Objects.requireNonNull(store, "store"));
    }

    /**
     * Returns one page of entries, newest first.
     *
     * @throws StoreException if the store fails
     */
    public List<AuditEntry> list(AuditQuery query) {
        return store.list(Objects.requireNonNull(query, "query"));
    }

    /**
     * Deletes the entries that were made before a time, so that they are kept no longer than needed. They cannot be restored.
     *
     * @return the number of entries that were deleted
     * @throws StoreException if the store fails; some entries may have been deleted, and the next call deletes the rest
     */
    public int forgetEntriesBefore(OrganizationId organization, Instant time) {
        return store.forgetEntriesBefore(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(time, "time"));
    }
}
