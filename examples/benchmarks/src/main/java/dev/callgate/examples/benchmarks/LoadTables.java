package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is compared, on one pool of connections and as many rows each. */
final class LoadTables {
    /** How many connections all share. */
    static final int CONNECTIONS = 32;

    /** A gate that counts each call alone. */
    static final Predicate<Candidate> GATE = named("gate");

    /** A gate that counts calls in groups. */
    static final Predicate<Candidate> GROUPS = named("gate, group commit");

    /** The same two, where the organization has a limit. */
    static final Predicate<Candidate> GATE_WITH_LIMIT = named("gate, organization's limit");

    static final Predicate<Candidate> GROUPS_WITH_LIMIT = named("gate, group commit, organization's limit");

    private LoadTables() {}

    /** Means the candidate of that name. */
    static Predicate<Candidate> named(String name) {
        return each -> each.name().equals(name);
    }

    /** Calls spread over all rows. */
    static List<Candidate> spread(HikariDataSource pool, int rows, int numbersPerAgent) throws SQLException {
        List<Candidate> all = new ArrayList<>();
        JdbcStorage.on(pool).migrate();
        AssignedNumbers numbers = new AssignedNumbers(new OrganizationId("spread"), 0, rows, numbersPerAgent);
        numbers.fill(pool);
        all.add(BareUpdate.on(pool, rows));
        all.add(CheckedUpdate.on(pool, numbers));
        all.addAll(Buckets.allOn(pool, rows));
        all.addAll(Gate.over(GateStore.allOn(pool), pool, numbers));
        Sql.execute(pool, "CHECKPOINT");
        return all;
    }

    /** Calls spread over as many other rows, each of which has reached its limit. */
    static List<Gate> refused(HikariDataSource pool, int rows, int numbersPerAgent) throws SQLException {
        AssignedNumbers numbers = new AssignedNumbers(new OrganizationId("refused"), rows, rows, numbersPerAgent, true);
        numbers.fill(pool);
        Sql.execute(pool, "CHECKPOINT");
        return Gate.over(GateStore.allOn(pool).subList(0, 1), pool, numbers);
    }

    /** All calls on one row; where an organization has a limit, its counter is the row, and its assignments are many. */
    static List<Candidate> hot(HikariDataSource pool, int limitedRows) throws SQLException {
        List<Candidate> all = new ArrayList<>();
        JdbcStorage.on(pool).migrate();
        AssignedNumbers one = new AssignedNumbers(new OrganizationId("one"), 0, 1, 1);
        AssignedNumbers limited = new AssignedNumbers(new OrganizationId("limited"), 1, limitedRows, 1);
        one.fill(pool);
        limited.fill(pool);
        all.add(BareUpdate.on(pool, 1));
        all.add(CheckedUpdate.on(pool, one));
        all.addAll(Buckets.allOn(pool, 1));
        List<GateStore> stores = GateStore.allOn(pool);
        all.addAll(Gate.over(stores, pool, one));
        all.addAll(Gate.withLimitOver(stores, pool, limited));
        Sql.execute(pool, "CHECKPOINT");
        return all;
    }
}
