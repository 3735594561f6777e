package dev.callgate.examples.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * The fair floor: the gate's four checks, written by hand as one UPDATE that commits by itself, on the library's own tables and
 * indexes. The host has chosen the assignment, as the gate chooses it from its cache, and knows the country of the number it calls.
 *
 * <p>The statement checks that the assignment is the agent's and the organization's, that its limit has room on this day, that the
 * country is on its list, and that its number is active, still assigned to the agent, and not in quarantine. The stored day never goes
 * back. Unlike the gate's statement, it checks neither an entry for any country nor the clock of the host, and it finds no reason.
 */
final class CheckedUpdate implements Candidate {
    /** The driver sends {@code ??} as the operator {@code ?}. */
    private static final String UPDATE = """
            UPDATE agent_phone_numbers AS a
            SET calls_made_today = CASE WHEN a.last_reset_date >= ? THEN a.calls_made_today + 1 ELSE 1 END,
                last_reset_date = GREATEST(a.last_reset_date, ?)
            FROM phone_numbers AS n
            WHERE a.id = ? AND a.organization_id = ? AND a.agent_id = ?
              AND a.daily_limit > CASE WHEN a.last_reset_date >= ? THEN a.calls_made_today ELSE 0 END
              AND a.allowed_countries ?? ?
              AND n.id = a.phone_number_id AND n.organization_id = a.organization_id
              AND n.status = 'active' AND n.assigned_to = a.agent_id
              AND (n.quarantined_until IS NULL OR n.quarantined_until <= ?)
            RETURNING a.calls_made_today, n.phone_number""";

    private final DataSource pool;
    private final AssignedNumbers numbers;

    private CheckedUpdate(DataSource pool, AssignedNumbers numbers) {
        this.pool = pool;
        this.numbers = numbers;
    }

    /** Calls from numbers that are in the tables. */
    static CheckedUpdate on(DataSource pool, AssignedNumbers numbers) {
        return new CheckedUpdate(pool, numbers);
    }

    @Override
    public String name() {
        return "fair floor: four checks by hand";
    }

    @Override
    public int keys() {
        return numbers.count();
    }

    @Override
    public boolean call(int key) throws SQLException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setObject(1, today);
            statement.setObject(2, today);
            statement.setObject(3, numbers.assignment(key));
            statement.setString(4, numbers.organization().value());
            statement.setString(5, numbers.agentOf(key).value());
            statement.setObject(6, today);
            statement.setString(7, "US");
            statement.setObject(8, today);
            try (ResultSet counted = statement.executeQuery()) {
                return counted.next();
            }
        }
    }

    @Override
    public long counted() throws SQLException {
        return numbers.counted(pool);
    }

    @Override
    public void prepare() throws SQLException {
        numbers.prepare(pool);
    }
}
