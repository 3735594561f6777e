package dev.callgate.admin;

import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.StoreException;
import dev.callgate.spi.AuditStore;
import java.util.List;
import java.util.Objects;

/**
 * Tells who changed which number or assignment, when, and from what to what, and who reset counts. Entries are never changed
 * or removed by the library, also not when their number is deleted.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class AuditTrail {
    private final AuditStore store;

    private AuditTrail(AuditStore store) {
        this.store = store;
    }

    /** Reads the trail of a store. */
    public static AuditTrail over(AuditStore store) {
        return new AuditTrail(Objects.requireNonNull(store, "store"));
    }

    /**
     * Lists one page of entries, the newest first.
     *
     * @throws StoreException if the store cannot answer
     */
    public List<AuditEntry> list(AuditQuery query) {
        return store.list(Objects.requireNonNull(query, "query"));
    }
}
