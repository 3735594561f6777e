package dev.callgate.spi;

import dev.callgate.admin.AuditTrail;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.StoreException;
import java.util.List;

/**
 * Keeps the audit trail. A port: hosts use {@link AuditTrail}; a store that administers numbers and assignments implements
 * this, and writes the entries itself, each in the transaction of the change that it tells of.
 */
public interface AuditStore {
    /**
     * Lists entries, the newest first, in the order of their ids.
     *
     * @throws StoreException if the store cannot answer
     */
    List<AuditEntry> list(AuditQuery query);
}
