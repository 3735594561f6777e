package dev.callgate.storage.memory;

import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The audit trail of one organization, in the order of the entries' IDs, which sort by time. Entries are taken apart and stand in
 * columns, because an object for each one and its ID would take three times the memory. Thread-safe: all methods are synchronized.
 */
final class AuditTrail {
    /** Ordered from oldest to newest. Only the first page may be empty. */
    private final List<AuditPage> pages = new ArrayList<>(List.of(new AuditPage()));

    /** Shares equal values between entries, because many numbers have the same values. */
    private final Map<Map<String, String>, Map<String, String>> values = new HashMap<>();

    @Nullable
    private Change lastChange;

    /** What the entries of one change of many numbers have in common. */
    record Change(
            OrganizationId organization,
            ActorId actor,
            Instant at,
            AuditEntry.Action action,
            Map<String, String> before,
            Map<String, String> after) {
        AuditEntry of(UUID id, @Nullable NumberSlot slot, @Nullable AgentId agent) {
            PhoneNumber number = slot == null ? null : slot.number();
            return new AuditEntry(
                    id,
                    organization,
                    actor,
                    at,
                    action,
                    number == null ? null : number.id(),
                    number == null ? null : number.e164(),
                    agent,
                    before,
                    after);
        }
    }

    /**
     * Adds an entry.
     *
     * @param number the number that was changed, whose ID and digits never change; null if the entry names none
     */
    synchronized void add(AuditEntry entry, @Nullable NumberSlot number) {
        int index = pageOf(entry.id());
        AuditPage page = pages.get(index);
        if (page.isFull()) {
            AuditPage rest = page.split(page.firstNotOlderThan(entry.id()));
            pages.add(index + 1, rest);
            page = page.isFull() ? rest : page;
        }
        page.add(entry, change(entry), number);
    }

    private Change change(AuditEntry entry) {
        Change change = new Change(
                entry.organization(),
                entry.actor(),
                entry.at(),
                entry.action(),
                shared(entry.before()),
                shared(entry.after()));
        Change last = lastChange;
        if (last != null && last.equals(change)) {
            return last;
        }
        lastChange = change;
        return change;
    }

    private Map<String, String> shared(Map<String, String> some) {
        Map<String, String> known = values.putIfAbsent(some, some);
        return known == null ? some : known;
    }

    /** Returns a page of the trail, newest first. */
    synchronized List<AuditEntry> list(AuditQuery query) {
        List<AuditEntry> found = new ArrayList<>();
        UUID olderThan = query.olderThan();
        int last = olderThan == null ? pages.size() - 1 : pageOf(olderThan);
        for (int i = last; i >= 0; i--) {
            AuditPage page = pages.get(i);
            int end = olderThan == null || i < last ? page.size() : page.firstNotOlderThan(olderThan);
            for (int place = end - 1; place >= 0; place--) {
                AuditEntry entry = page.get(place);
                if (query.keeps(entry)) {
                    found.add(entry);
                    if (found.size() == query.limit()) {
                        return List.copyOf(found);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /** Removes the entries that are older than an ID, and returns their number. */
    synchronized int forgetBefore(UUID id) {
        int index = pageOf(id);
        int removed = pages.subList(0, index).stream().mapToInt(AuditPage::size).sum();
        pages.subList(0, index).clear();
        int from = pages.get(0).firstNotOlderThan(id);
        pages.get(0).removeFirst(from);
        values.keySet().retainAll(valuesInUse());
        lastChange = null;
        return removed + from;
    }

    private Set<Map<String, String>> valuesInUse() {
        Set<Map<String, String>> used = new HashSet<>();
        for (AuditPage page : pages) {
            for (int place = 0; place < page.size(); place++) {
                AuditEntry entry = page.get(place);
                used.add(entry.before());
                used.add(entry.after());
            }
        }
        return used;
    }

    /** Returns the last page that does not begin after an ID, or the first page. */
    private int pageOf(UUID id) {
        int low = 1;
        int high = pages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pages.get(middle).id(0).compareTo(id) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
