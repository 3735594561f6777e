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
 * The call IDs that were dialed or are about to be, in a table of the dialer's own. The dialer claims an ID before it sends the
 * INVITE, so no ID is dialed twice, even if processes run concurrently or are killed.
 *
 * <p>The gate cannot prevent that: it gives the same answer each time that it is asked with the same ID.
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

    /** Marks the rows of this run. */
    private final String run = UUID.randomUUID().toString();

    private DialedCalls(DataSource pool, OrganizationId organization) {
        this.pool = pool;
        this.organization = organization;
    }

    /** Opens the table; creates it if it is missing. */
    static DialedCalls in(DataSource pool, OrganizationId organization) {
        SQLException last = null;
        for (int i = 0; i < TRIES; i++) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(CREATE);
                return new DialedCalls(pool, organization);
            } catch (SQLException e) {
                last = e; // PostgreSQL fails if two processes create it at once; on the next try, the table exists
            }
        }
        throw new StoreException.Permanent("cannot create the table dialer_calls", last);
    }

    /**
     * Claims an ID for this run.
     *
     * @return whether this run has the ID; then no other run dials it
     * @throws StoreException.OutcomeUnknown if the database did not answer; then the call must not be dialed
     */
    boolean claim(String callId) {
        SQLException last = null;
        for (int i = 0; i < TRIES; i++) {
            try (Connection connection = pool.getConnection()) {
                return claimedBy(connection, callId).map(run::equals).orElseGet(() -> insert(connection, callId));
            } catch (SQLException e) {
                last = e;
            }
        }
        throw unknown(callId, last);
    }

    /** If the key exists already, or the answer was lost, the table tells which run has the ID. */
    private boolean insert(Connection connection, String callId) {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, key(callId));
            insert.setString(2, organization.value());
            insert.setString(3, callId);
            insert.setString(4, run);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            try {
                return claimedBy(connection, callId).map(run::equals).orElseThrow(() -> unknown(callId, e));
            } catch (SQLException again) {
                e.addSuppressed(again);
                throw unknown(callId, e);
            }
        }
    }

    /** Returns whether a run has claimed an ID. */
    boolean isClaimed(String callId) {
        try (Connection connection = pool.getConnection()) {
            return claimedBy(connection, callId).isPresent();
        } catch (SQLException e) {
            throw unknown(callId, e);
        }
    }

    private Optional<String> claimedBy(Connection connection, String callId) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, key(callId));
            try (ResultSet found = find.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }

    private static StoreException unknown(String callId, @Nullable SQLException cause) {
        return new StoreException.OutcomeUnknown(
                "cannot determine whether %s was dialed: the database did not answer".formatted(callId), cause);
    }

    /** A digest, since some databases compare text without regard to case. */
    private String key(String callId) {
        try {
            byte[] text = (organization.value() + "\n" + callId).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
