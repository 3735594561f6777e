package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Counted;
import dev.callgate.storage.jdbc.sql.Dialect;
import dev.callgate.storage.jdbc.sql.NamedSql;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Calls of one assignment that a statement can count together.
 *
 * @param requests one or more requests in their order, with equal values in everything that a statement reads of their assignment
 * @param positions the positions of the requests in the whole group
 */
record CallBatch(List<CountRequest> requests, List<Integer> positions) {
    /** Compares the unsigned bytes of IDs, as the database does. */
    private static final Comparator<CallBatch> BY_ID = (one, other) -> {
        int first = Long.compareUnsigned(
                one.id().getMostSignificantBits(), other.id().getMostSignificantBits());
        return first != 0
                ? first
                : Long.compareUnsigned(
                        one.id().getLeastSignificantBits(), other.id().getLeastSignificantBits());
    };

    /**
     * Batches the first calls of each assignment, up to the first call that has other values or that a condition excludes: no later call
     * may be counted before that one. The batches are in the order of their assignment IDs.
     */
    static List<CallBatch> of(List<CountRequest> requests, Predicate<CountRequest> condition) {
        Map<UUID, CallBatch> byAssignment = new HashMap<>();
        Set<UUID> closed = new HashSet<>();
        for (int position = 0; position < requests.size(); position++) {
            CountRequest request = requests.get(position);
            UUID id = request.seen().id();
            CallBatch before = byAssignment.get(id);
            if (closed.contains(id) || !condition.test(request) || (before != null && !before.matches(request))) {
                closed.add(id);
            } else {
                byAssignment
                        .computeIfAbsent(id, key -> new CallBatch(new ArrayList<>(1), new ArrayList<>(1)))
                        .add(request, position);
            }
        }
        List<CallBatch> inOrder = new ArrayList<>(byAssignment.values());
        inOrder.sort(BY_ID);
        return inOrder;
    }

    CountRequest first() {
        return requests.get(0);
    }

    /** Returns the ID of the assignment. */
    UUID id() {
        return first().seen().id();
    }

    int size() {
        return requests.size();
    }

    private void add(CountRequest request, int position) {
        requests.add(request);
        positions.add(position);
    }

    private boolean matches(CountRequest other) {
        CountRequest first = first();
        return first.seen().agent().equals(other.seen().agent())
                && first.day().equals(other.day())
                && first.requiredClass() == other.requiredClass()
                && first.to().region().equals(other.to().region());
    }

    /** Returns the values of the parameters of a statement that counts batches: one array element for each batch. */
    static NamedSql.Values values(Dialect dialect, OrganizationId organization, List<CallBatch> batches) {
        List<CountRequest> firsts = batches.stream().map(CallBatch::first).toList();
        return new NamedSql.Values()
                .with("organization", organization)
                .with("ids", Columns.texts(firsts, each -> each.seen().id()))
                .with(
                        "agents",
                        Columns.texts(firsts, each -> each.seen().agent().value()))
                .with("calls", Columns.texts(batches, CallBatch::size))
                .with("days", Columns.texts(firsts, each -> each.day().date()))
                .with("countries", Columns.texts(firsts, each -> each.to().region()))
                .with("anyCountries", Columns.texts(firsts, AssignmentCount::anyCountry))
                .with("classes", Columns.texts(firsts, CallBatch::requiredClass))
                .with("plausibleFrom", Columns.texts(firsts, each -> dialect.clockValue(each.plausibleFrom())));
    }

    @Nullable
    private static String requiredClass(CountRequest request) {
        return request.requiredClass() == null ? null : request.requiredClass().code();
    }

    /** Adds the assignment after each call, by the position of the call in the group. */
    void addTo(Map<Integer, Assignment> byPosition, Counted all) {
        int before = all.calls() - size();
        for (int i = 0; i < size(); i++) {
            Counted one = new Counted(before + i + 1, all.day(), all.limit());
            byPosition.put(
                    positions.get(i), AssignmentCount.after(requests.get(i).seen(), one));
        }
    }
}
