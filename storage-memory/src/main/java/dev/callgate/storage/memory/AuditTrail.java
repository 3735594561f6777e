package dev.callgate.storage.memory;

import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who changed what; the ids sort by time. Safe for use by many threads: each waits for the others. */
final class Trail {
    /** The oldest first. */
    private final List<AuditEntry> entries = new ArrayList<>();

    /** Many numbers have the same values: they are kept once. */
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

    /** Returns a page of the trail, the newest first. */
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
