package dev.callgate.examples.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Recorder;

/** Measures how long a bare UPDATE of one row takes on the same server during the run. This shows how much the machine itself slows down. */
final class SoakProbe implements AutoCloseable {
    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private final Connection connection;
    private final Recorder latencies = new Recorder(3);

    private SoakProbe(Connection connection) {
        this.connection = connection;
    }

    static SoakProbe over(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE soak_probe (id INTEGER PRIMARY KEY, calls INTEGER NOT NULL)");
            statement.execute("INSERT INTO soak_probe VALUES (1, 0)");
        }
        return new SoakProbe(connection);
    }

    Recorder latencies() {
        return latencies;
    }

    void run(SoakClock clock) {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE soak_probe SET calls = calls + 1 WHERE id = 1")) {
            while (!clock.isOver()) {
                long start = System.nanoTime();
                update.executeUpdate();
                latencies.recordValue(System.nanoTime() - start);
                LockSupport.parkNanos(PAUSE);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the bare UPDATE failed", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
