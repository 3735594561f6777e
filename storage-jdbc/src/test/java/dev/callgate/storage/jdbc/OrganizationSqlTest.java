package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.storage.jdbc.sql.Migrations;
import dev.callgate.storage.jdbc.sql.OwnSchema;
import dev.callgate.storage.jdbc.sql.OwnTable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationSqlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM phone_numbers WHERE id = ?",
                "SELECT * FROM phone_numbers n WHERE organization_id = ?",
                "SELECT * FROM phone_numbers n JOIN agent_phone_numbers a ON a.phone_number_id = n.id WHERE n.organization_id = ?",
                "SELECT * FROM phone_numbers n JOIN agent_phone_numbers a ON a.organization_id = n.organization_id",
                "SELECT 1 FROM call_holds WHERE organization_id = ? UNION SELECT 2 FROM call_holds WHERE amount = ?",
                "UPDATE agent_phone_numbers AS a SET calls_made_today = 0 WHERE a.id = ?",
                "DELETE FROM call_journal WHERE counted_on < ?",
                "INSERT INTO call_journal (call_id) VALUES (?)",
                "WITH a AS (UPDATE call_counters c SET amount = 1 WHERE c.kind = ? RETURNING 1) SELECT 1 FROM a"
            })
    @DisplayName("a table without a condition on its organization is found")
    void findsMissing(String sql) {
        assertFalse(OrganizationSql.problems(sql).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM phone_numbers WHERE organization_id = ? AND id = ?",
                "SELECT * FROM phone_numbers n JOIN agent_phone_numbers a ON a.organization_id = n.organization_id WHERE n.organization_id = ?",
                "UPDATE agent_phone_numbers AS a SET calls_made_today = 0 WHERE a.organization_id = ?",
                "INSERT INTO call_journal (organization_id, call_id) VALUES (?, ?)",
                "SELECT * FROM phone_numbers n WHERE 1 = 0",
                "SELECT now()"
            })
    @DisplayName("a condition on the organization of each table is enough")
    void acceptsAll(String sql) {
        assertEquals(List.of(), OrganizationSql.problems(sql));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    @DisplayName(
            "every unique key of a table of organizations has the organization, so that the table can be partitioned by it")
    void keysHaveTheOrganization(Database database) {
        OwnSchema schema = OwnSchema.of(database.dialect(), Migrations.FILES);
        Set<String> tables = new TreeSet<>();
        for (OwnTable table : schema.tables()) {
            if (!table.isHousekeeping()) {
                tables.add(table.name());
                assertFalse(table.keys().isEmpty(), table.name());
                table.keys().forEach(key -> assertHasOrganization(table.name(), key));
            }
        }
        schema.indexes().stream()
                .filter(OwnSchema.Index::unique)
                .forEach(index -> assertHasOrganization(index.name(), index.columns()));
        assertEquals(new TreeSet<>(OrganizationSql.TABLES), tables);
    }

    private static void assertHasOrganization(String name, Set<String> columns) {
        assertTrue(columns.contains("organization_id"), () -> name + " is unique by " + columns);
    }
}
