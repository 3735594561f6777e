package dev.callgate.storage.memory;

import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The audit trail of one organization, in the order of the entries' IDs, which sort by time. Thread-safe: all methods
 * are synchronized.
 */
final class AuditTrail {
    /** Ordered from oldest to newest. */
    private final List<AuditEntry> entries = new ArrayList<>();

    /** Shares equal values between entries, because many numbers have the same values. */
    private final Map<Map<String, String>, Map<String, String>> values = new HashMap<>();

    synchronized void add(AuditEntry entry) {
        entries.add(firstNotOlderThan(entry.id()), withSharedValues(entry));
    }

    private AuditEntry withSharedValues(AuditEntry entry) {
        return new AuditEntry(
                entry.id(),
                entry.organization(),
                entry.actor(),
                entry.at(),
                entry.action(),
                entry.numberId(),
                entry.e164(),
                entry.agent(),
                shared(entry.before()),
                shared(entry.after()));
    }

    private Map<String, String> shared(Map<String, String> some) {
        Map<String, String> known = values.putIfAbsent(some, some);
        return known == null ? some : known;
    }

    /** Returns a page of the trail, newest first. */
    synchronized List<AuditEntry> list(AuditQuery query) {
        List<AuditEntry> page = new ArrayList<>();
        for (int i = end(query.olderThan()) - 1; i >= 0 && page.size() < query.limit(); i--) {
            AuditEntry entry = entries.get(i);
            if (query.keeps(entry)) {
                page.add(entry);
            }
        }
        return List.copyOf(page);
    }

    private int end(@Nullable UUID olderThan) {
        return olderThan == null ? entries.size() : firstNotOlderThan(olderThan);
    }

    private int firstNotOlderThan(UUID id) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).id().compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
