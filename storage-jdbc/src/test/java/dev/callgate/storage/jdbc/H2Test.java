package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H2Test extends DatabaseContract {
    /** In the quick loop; {@link AuditRacesIT} has all of them. */
    private static final int FEW_ROUNDS = 60;

    H2Test() {
        super(Databases.H2, FEW_ROUNDS);
    }

    @ParameterizedTest
    @CsvSource({
        "phone_numbers, phone_number, 1",
        "phone_numbers, phone_number, 2",
        "phone_numbers, id, 1",
        "phone_numbers, id, 2",
        "agent_phone_numbers, id, 1",
        "agent_phone_numbers, id, 2",
        "call_journal, call_id, 2"
    })
    @DisplayName("rows are found by their key, without a search of all rows of the organization")
    void rowsAreFoundByKey(String table, String column, int values) throws SQLException {
        String sql = "EXPLAIN SELECT 1 FROM %s WHERE %s"
                .formatted(table, Database.H2.dialect().isKeyOneOf("organization_id", column, "text", values));
        try (Connection connection = DriverManager.getConnection(Databases.H2.url());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 1; i <= values; i++) {
                statement.setString(2 * i - 1, "acme");
                statement.setObject(2 * i, column.equals("id") ? UUID.randomUUID() : "+1202555012" + i);
            }
            try (ResultSet plan = statement.executeQuery()) {
                assertTrue(plan.next());
                String text = plan.getString(1);
                String keys = values == 1
                        ? "(?s).*: +ORGANIZATION_ID = \\?1\\s+AND %s = \\?2.*"
                                .formatted(column.toUpperCase(Locale.ROOT))
                        : "(?s).*: +IN\\(ROW \\(\\?1, \\?2\\), ROW \\(\\?3, \\?4\\)\\).*";
                assertTrue(text.matches(keys), text);
            }
        }
    }
}
