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
 * Checks and counts calls on their assignments alone by one statement that commits by itself, in databases that take arrays: what
 * {@link AssignmentCount} does for one call. The calls of one assignment are counted all or not at all; where they are not, which
 * of them are allowed has to be found out one by one.
 */
public final class GroupAssignmentCount {
    /** By their bytes, as the database has them in order. */
    private static final Comparator<Alike> BY_ID = (one, other) -> {
        UUID id = one.first().seen().id();
        UUID otherId = other.first().seen().id();
        int first = Long.compareUnsigned(id.getMostSignificantBits(), otherId.getMostSignificantBits());
        return first != 0
                ? first
                : Long.compareUnsigned(id.getLeastSignificantBits(), otherId.getLeastSignificantBits());
    };

    private final Jdbc jdbc;
    private final NamedSql sql;

    public GroupAssignmentCount(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.sql = AssignmentSql.countGroup(jdbc.dialect());
    }

    /**
     * Calls that are alike to the statement.
     *
     * @param requests one or more, in their order; the same in all that the statement looks at
     * @param places where they stand in the group
     */
    private record Alike(List<CountRequest> requests, List<Integer> places) {
        CountRequest first() {
            return requests.get(0);
        }

        void add(CountRequest request, int place) {
            requests.add(request);
            places.add(place);
        }

        boolean isLike(CountRequest other) {
            CountRequest first = first();
            return first.seen().agent().equals(other.seen().agent())
                    && first.day().equals(other.day())
                    && first.requiredClass() == other.requiredClass()
                    && first.to().region().equals(other.to().region());
        }
    }

    /** Returns the assignments of the calls that it counted, by their places in the list. */
    public Map<Integer, Assignment> count(List<CountRequest> requests) {
        List<Alike> groups = groups(requests);
        if (groups.isEmpty() || !jdbc.dialect().writesRowsFromArrays()) {
            return Map.of();
        }
        OrganizationId organization = requests.get(0).seen().organization();
        Map<UUID, Counted> counted = jdbc.statement(
                "counting %d calls together".formatted(requests.size()),
                connection -> count(connection, organization, groups));
        Map<Integer, Assignment> byPlace = new HashMap<>();
        for (Alike group : groups) {
            Counted now = counted.get(group.first().seen().id());
            if (now != null) {
                addAll(byPlace, group, now);
            }
        }
        return byPlace;
    }

    /** Of an assignment's calls, the first ones that are alike: what comes behind another must not be counted before it. */
    private static List<Alike> groups(List<CountRequest> requests) {
        Map<UUID, Alike> byAssignment = new HashMap<>();
        Set<UUID> closed = new HashSet<>();
        for (int place = 0; place < requests.size(); place++) {
            CountRequest request = requests.get(place);
            UUID id = request.seen().id();
            Alike before = byAssignment.get(id);
            if (closed.contains(id)
                    || !request.countsOnAssignmentOnly()
                    || (before != null && !before.isLike(request))) {
                closed.add(id);
            } else {
                byAssignment
                        .computeIfAbsent(id, any -> new Alike(new ArrayList<>(1), new ArrayList<>(1)))
                        .add(request, place);
            }
        }
        List<Alike> inOrder = new ArrayList<>(byAssignment.values());
        inOrder.sort(BY_ID);
        return inOrder;
    }

    private Map<UUID, Counted> count(Connection connection, OrganizationId organization, List<Alike> groups)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
            jdbc.bind(statement, sql.arguments(values(organization, groups)));
            Map<UUID, Counted> counted = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counted.put(
                            rows.getObject(1, UUID.class),
                            new Counted(rows.getInt(2), rows.getObject(3, LocalDate.class), rows.getInt(4)));
                }
            }
            Failure.requireNoDoubt(statement.getWarnings());
            return counted;
        }
    }

    private NamedSql.Values values(OrganizationId organization, List<Alike> groups) {
        List<CountRequest> firsts = groups.stream().map(Alike::first).toList();
        return new NamedSql.Values()
                .with("organization", organization)
                .with("ids", Columns.texts(firsts, each -> each.seen().id()))
                .with(
                        "agents",
                        Columns.texts(firsts, each -> each.seen().agent().value()))
                .with("calls", Columns.texts(groups, each -> each.requests().size()))
                .with("days", Columns.texts(firsts, each -> each.day().date()))
                .with("countries", Columns.texts(firsts, each -> each.to().region()))
                .with("anyCountries", Columns.texts(firsts, AssignmentCount::anyCountry))
                .with("classes", Columns.texts(firsts, GroupAssignmentCount::requiredClass))
                .with("plausibleFrom", Columns.texts(firsts, each -> jdbc.dialect()
                        .clockValue(each.day().plausibleFrom())));
    }

    @Nullable
    private static String requiredClass(CountRequest request) {
        return request.requiredClass() == null ? null : request.requiredClass().code();
    }

    private static void addAll(Map<Integer, Assignment> byPlace, Alike group, Counted all) {
        int before = all.calls() - group.requests().size();
        for (int i = 0; i < group.requests().size(); i++) {
            Counted one = new Counted(before + i + 1, all.day(), all.limit());
            byPlace.put(
                    group.places().get(i),
                    AssignmentCount.after(group.requests().get(i).seen(), one));
        }
    }
}
