package dev.callgate.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Optional;

/** How an UPDATE tells what it counted, in the same round trip. */
enum CountForm {
    /** The SQL of PostgreSQL and SQLite. */
    RETURNING {
        @Override
        String complete(String update) {
            return update + " RETURNING " + COUNTED;
        }
    },

    /** The data change delta table of the SQL standard, which H2 has. */
    FINAL_TABLE {
        @Override
        String complete(String update) {
            return "SELECT %s FROM FINAL TABLE (%s)".formatted(COUNTED, update);
        }
    },

    /**
     * MariaDB's UPDATE returns nothing before version 13, but what an expression hands to LAST_INSERT_ID comes back with
     * the count of rows. The day, the limit and the calls travel in that one number, 21 bits each; the expression stands
     * in the first assignment, where all columns still have their old values, whatever the order of assignment.
     */
    LAST_INSERT_ID {
        private static final int BITS = 21;
        private static final long MASK = (1L << BITS) - 1;

        /** What TO_DAYS says of 1970-01-01. */
        private static final long EPOCH_DAY = 719_528;

        @Override
        String firstAssignment(String countedDay, String counted) {
            return "daily_limit = MOD(LAST_INSERT_ID((TO_DAYS(%s) * %3$s + daily_limit) * %3$s + %s) DIV %3$s, %3$s),"
                    .formatted(countedDay, counted, MASK + 1);
        }

        @Override
        String complete(String update) {
            return update;
        }

        @Override
        PreparedStatement prepare(Connection connection, String sql) throws SQLException {
            return connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
        }

        @Override
        Optional<Counted> run(PreparedStatement statement) throws SQLException {
            if (statement.executeUpdate() == 0) {
                return Optional.empty();
            }
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                long packed = keys.getLong(1);
                LocalDate day = LocalDate.ofEpochDay((packed >> (2 * BITS)) - EPOCH_DAY);
                return Optional.of(new Counted((int) (packed & MASK), day, (int) ((packed >> BITS) & MASK)));
            }
        }
    };

    private static final String COUNTED = "calls_made_today, last_reset_date, daily_limit";

    /**
     * What was counted.
     *
     * @param calls how many calls, this one included
     * @param day on which day
     * @param limit of how many
     */
    record Counted(int calls, LocalDate day, int limit) {}

    /** An assignment to stand before all others, or nothing; given the SQL of the day and of the count to be stored. */
    String firstAssignment(String countedDay, String counted) {
        return "";
    }

    /** The statement, made of an UPDATE. */
    abstract String complete(String update);

    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Runs the statement, and returns what it counted, or nothing where no row met its condition. */
    Optional<Counted> run(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(new Counted(rows.getInt(1), rows.getObject(2, LocalDate.class), rows.getInt(3)))
                    : Optional.empty();
        }
    }
}
