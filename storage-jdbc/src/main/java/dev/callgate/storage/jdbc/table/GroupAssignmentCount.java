package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Counted;
import dev.callgate.storage.jdbc.sql.Failure;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Checks and counts calls on their assignments only, with one statement that commits by itself, in databases that
 * support arrays. It does for many calls what {@link AssignmentCount} does for one. The calls of one assignment are
 * counted all or not at all; if they are not counted, the caller has to find out one by one which of them are allowed.
 */
public final class GroupAssignmentCount {
    /** Compares the unsigned bytes of IDs, as the database does. */
    private static final Comparator<Batch> BY_ID = (one, other) -> {
        UUID id = one.first().seen().id();
        UUID otherId = other.first().seen().id();
        int first = Long.compareUnsigned(id.getMostSignificantBits(), otherId.getMostSignificantBits());
        return first != 0
                ? first
                : Long.compareUnsigned(id.getLeastSignificantBits(), otherId.getLeastSignificantBits());
    };

    private final Jdbc jdbc;
    private final AssignmentCount onOne;
    private final NamedSql sql;

    public GroupAssignmentCount(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.onOne = new AssignmentCount(jdbc);
        this.sql = AssignmentSql.countGroup(jdbc.dialect());
    }

    /**
     * Calls of one assignment that the statement can count together.
     *
     * @param requests one or more requests in their order, with equal values in everything that the statement reads
     * @param positions the positions of the requests in the whole list
     */
    private record Batch(List<CountRequest> requests, List<Integer> positions) {
        CountRequest first() {
            return requests.get(0);
        }

        void add(CountRequest request, int position) {
            requests.add(request);
            positions.add(position);
        }

        boolean matches(CountRequest other) {
            CountRequest first = first();
            return first.seen().agent().equals(other.seen().agent())
                    && first.day().equals(other.day())
                    && first.requiredClass() == other.requiredClass()
                    && first.to().region().equals(other.to().region());
        }
    }

    /** Counts calls. Returns the assignments of the counted calls, by the position of the call in the list. */
    public Map<Integer, Assignment> count(List<CountRequest> requests) {
        List<Batch> batches = batches(requests);
        if (batches.isEmpty() || !jdbc.dialect().writesRowsFromArrays()) {
            return Map.of();
        }
        OrganizationId organization = requests.get(0).seen().organization();
        Map<UUID, Counted> counted = jdbc.statement(
                "counting %d calls together".formatted(requests.size()),
                connection -> batches.size() == 1
                        ? count(connection, batches.get(0))
                        : count(connection, organization, batches));
        Map<Integer, Assignment> byPosition = new HashMap<>();
        for (Batch batch : batches) {
            Counted now = counted.get(batch.first().seen().id());
            if (now != null) {
                addAll(byPosition, batch, now);
            }
        }
        return byPosition;
    }

    /**
     * Batches the first calls of each assignment, up to the first call that has other values or needs more counters:
     * no later call may be counted before that one. The batches are in the order of their assignment IDs.
     */
    private static List<Batch> batches(List<CountRequest> requests) {
        Map<UUID, Batch> byAssignment = new HashMap<>();
        Set<UUID> closed = new HashSet<>();
        for (int position = 0; position < requests.size(); position++) {
            CountRequest request = requests.get(position);
            UUID id = request.seen().id();
            Batch before = byAssignment.get(id);
            if (closed.contains(id)
                    || !request.countsOnAssignmentOnly()
                    || (before != null && !before.matches(request))) {
                closed.add(id);
            } else {
                byAssignment
                        .computeIfAbsent(id, key -> new Batch(new ArrayList<>(1), new ArrayList<>(1)))
                        .add(request, position);
            }
        }
        List<Batch> inOrder = new ArrayList<>(byAssignment.values());
        inOrder.sort(BY_ID);
        return inOrder;
    }

    private Map<UUID, Counted> count(Connection connection, Batch only) throws SQLException {
        return onOne.countSeveral(connection, only.first(), only.requests().size())
                .map(counted -> Map.of(only.first().seen().id(), counted))
                .orElse(Map.of());
    }

    private Map<UUID, Counted> count(Connection connection, OrganizationId organization, List<Batch> batches)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
            jdbc.bind(statement, sql.arguments(values(organization, batches)));
            Map<UUID, Counted> counted = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counted.put(
                            rows.getObject(1, UUID.class),
                            new Counted(rows.getInt(2), rows.getObject(3, LocalDate.class), rows.getInt(4)));
                }
            }
            Failure.requireKnownOutcome(statement.getWarnings());
            return counted;
        }
    }

    private NamedSql.Values values(OrganizationId organization, List<Batch> batches) {
        List<CountRequest> firsts = batches.stream().map(Batch::first).toList();
        return new NamedSql.Values()
                .with("organization", organization)
                .with("ids", Columns.texts(firsts, each -> each.seen().id()))
                .with(
                        "agents",
                        Columns.texts(firsts, each -> each.seen().agent().value()))
                .with("calls", Columns.texts(batches, each -> each.requests().size()))
                .with("days", Columns.texts(firsts, each -> each.day().date()))
                .with("countries", Columns.texts(firsts, each -> each.to().region()))
                .with("anyCountries", Columns.texts(firsts, AssignmentCount::anyCountry))
                .with("classes", Columns.texts(firsts, GroupAssignmentCount::requiredClass))
                .with("plausibleFrom", Columns.texts(firsts, each -> jdbc.dialect()
                        .clockValue(each.plausibleFrom())));
    }

    @Nullable
    private static String requiredClass(CountRequest request) {
        return request.requiredClass() == null ? null : request.requiredClass().code();
    }

    private static void addAll(Map<Integer, Assignment> byPosition, Batch batch, Counted all) {
        int before = all.calls() - batch.requests().size();
        for (int i = 0; i < batch.requests().size(); i++) {
            Counted one = new Counted(before + i + 1, all.day(), all.limit());
            byPosition.put(
                    batch.positions().get(i),
                    AssignmentCount.after(batch.requests().get(i).seen(), one));
        }
    }
}
