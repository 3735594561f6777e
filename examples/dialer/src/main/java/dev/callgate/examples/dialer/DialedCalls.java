package dev.callgate.examples.dialer;

import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Which call ids were dialed, or are just about to be: written before the INVITE is sent, in a table of the dialer's own. So no
 * id is dialed twice, by whichever processes, and however they end.
 *
 * <p>The gate cannot know that: it gives the same answer to whoever asks with the same id.
 */
final class DialedCalls {
    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS dialer_calls (
                id CHAR(64) NOT NULL PRIMARY KEY,
                organization_id VARCHAR(64) NOT NULL,
                call_id VARCHAR(128) NOT NULL,
                run_id CHAR(36) NOT NULL)""";

    private static final String INSERT =
            "INSERT INTO dialer_calls (id, organization_id, call_id, run_id) VALUES (?, ?, ?, ?)";
    private static final String FIND = "SELECT run_id FROM dialer_calls WHERE id = ?";
    private static final int TRIES = 3;

    private final DataSource pool;
    private final OrganizationId organization;

    /** Whose lines are this run's. */
    private final String run = UUID.randomUUID().toString();

    private DialedCalls(DataSource pool, OrganizationId organization) {
        this.pool = pool;
        this.organization = organization;
    }

    /** Opens the table, which is there afterwards. */
    static DialedCalls in(DataSource pool, OrganizationId organization) {
        SQLException last = null;
        for (int i = 0; i < TRIES; i++) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(CREATE);
                return new DialedCalls(pool, organization);
            } catch (SQLException e) {
                last = e; // PostgreSQL fails where two create it at once; the second time, it is there
            }
        }
        throw new StoreException.Permanent("the dialer's table cannot be made", last);
    }

    /**
     * Takes an id for this run to dial.
     *
     * @return whether it is this run's; then nobody else will dial it
     * @throws StoreException.OutcomeUnknown if the database did not say; then it must not be dialed
     */
    boolean take(String callId) {
        SQLException last = null;
        for (int i = 0; i < TRIES; i++) {
            try (Connection connection = pool.getConnection()) {
                return takenBy(connection, callId).map(run::equals).orElseGet(() -> insert(connection, callId));
            } catch (SQLException e) {
                last = e;
            }
        }
        throw unknown(callId, last);
    }

    /** Where the key is there already, or the answer was lost, the table says whose it is. */
    private boolean insert(Connection connection, String callId) {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, key(callId));
            insert.setString(2, organization.value());
            insert.setString(3, callId);
            insert.setString(4, run);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            try {
                return takenBy(connection, callId).map(run::equals).orElseThrow(() -> unknown(callId, e));
            } catch (SQLException again) {
                e.addSuppressed(again);
                throw unknown(callId, e);
            }
        }
    }

    /** Tells whether anybody has dialed by an id, or was about to. */
    boolean isTaken(String callId) {
        try (Connection connection = pool.getConnection()) {
            return takenBy(connection, callId).isPresent();
        } catch (SQLException e) {
            throw unknown(callId, e);
        }
    }

    private Optional<String> takenBy(Connection connection, String callId) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, key(callId));
            try (ResultSet found = find.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }

    private static StoreException unknown(String callId, @Nullable SQLException cause) {
        return new StoreException.OutcomeUnknown("nobody knows whether %s was dialed".formatted(callId), cause);
    }

    /** Some databases take texts that differ in case for the same. */
    private String key(String callId) {
        try {
            byte[] text = (organization.value() + "\n" + callId).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
