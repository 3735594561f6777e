package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class H2Test extends DatabaseContract {
    /** In the quick loop; {@link AuditRacesIT} has all of them. */
    private static final int FEW_ROUNDS = 60;

    H2Test() {
        super(Databases.H2, FEW_ROUNDS);
    }

    @Test
    @DisplayName("numbers are found by their key, without a search of all numbers of the organization")
    void numbersAreFoundByKey() throws SQLException {
        String sql = "EXPLAIN SELECT n.id FROM phone_numbers n WHERE "
                + Database.H2.dialect().isNumberOneOf(2);
        try (Connection connection = DriverManager.getConnection(Databases.H2.url());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "acme");
            statement.setString(2, "+12025550123");
            statement.setString(3, "+12025550124");
            try (ResultSet plan = statement.executeQuery()) {
                assertTrue(plan.next());
                String text = plan.getString(1);
                assertTrue(text.contains("_NUMBER:  IN(ROW (?1, ?2), ROW (?1, ?3)) */"), text);
            }
        }
    }
}
