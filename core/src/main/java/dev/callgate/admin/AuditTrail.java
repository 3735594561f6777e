package dev.callgate.admin;

import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.StoreException;
import dev.callgate.spi.AuditStore;
import java.util.List;
import java.util.Objects;

/**
 * Lists the changes to numbers and assignments, with the old and the new values, and the resets of counts: who made them, and when.
 * The library never changes or removes an entry, even if its number is deleted.
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
}
