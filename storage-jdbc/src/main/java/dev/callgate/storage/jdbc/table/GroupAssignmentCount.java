package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.storage.jdbc.sql.Counted;
import dev.callgate.storage.jdbc.sql.Failure;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Checks and counts calls on their assignments only, with one statement that commits by itself. It does for many calls what {@link
 * AssignmentCount} does for one. Calls of several assignments need a database that supports arrays. The calls of one assignment are
 * counted all or not at all; if they are not counted, the caller has to find out one by one which of them are allowed.
 */
public final class GroupAssignmentCount {
    /** Where the result has the assignment's ID, after the columns of {@link Counted}. */
    private static final int ID = 4;

    private final Jdbc jdbc;
    private final AssignmentCount onOne;
    private final NamedSql sql;

    public GroupAssignmentCount(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.onOne = new AssignmentCount(jdbc);
        this.sql = AssignmentSql.countGroup(jdbc.dialect());
    }

    /** Counts calls. Returns the assignments of the counted calls, by the position of the call in the list. */
    public Map<Integer, Assignment> count(List<CountRequest> requests) {
        List<CallBatch> batches = CallBatch.of(requests, CountRequest::countsOnAssignmentOnly);
        if (batches.isEmpty() || (batches.size() > 1 && !jdbc.dialect().writesRowsFromArrays())) {
            return Map.of();
        }
        OrganizationId organization = requests.get(0).seen().organization();
        Map<UUID, Counted> counted = jdbc.statement(
                "counting %d calls together".formatted(requests.size()),
                connection -> batches.size() == 1
                        ? count(connection, batches.get(0))
                        : count(connection, organization, batches));
        Map<Integer, Assignment> byPosition = new HashMap<>();
        for (CallBatch batch : batches) {
            Counted now = counted.get(batch.id());
            if (now != null) {
                batch.addTo(byPosition, now);
            }
        }
        return byPosition;
    }

    private Map<UUID, Counted> count(Connection connection, CallBatch only) throws SQLException {
        return onOne.countSeveral(connection, only.first(), only.size())
                .map(counted -> Map.of(only.id(), counted))
                .orElse(Map.of());
    }

    private Map<UUID, Counted> count(Connection connection, OrganizationId organization, List<CallBatch> batches)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
            jdbc.bind(statement, sql.arguments(CallBatch.values(jdbc.dialect(), organization, batches)));
            Map<UUID, Counted> counted = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counted.put(rows.getObject(ID, UUID.class), jdbc.dialect().counted(rows));
                }
            }
            Failure.requireKnownOutcome(statement.getWarnings());
            return counted;
        }
    }
}
