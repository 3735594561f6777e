package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.BulkChange;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How H2 finds numbers and assignments. It makes the plan of a statement once for each connection, even if the table is still empty. */
class PlansOfInventoryIT {
    private static final int NUMBERS = 3_000;
    private static final int PAGE = 50;

    private final OrganizationId organization = new OrganizationId("org-" + UUID.randomUUID());

    @Test
    @DisplayName(
            "D2 on H2, pages are read in the order of an index, and a bulk change finds assignments by their numbers")
    void usesIndexes() throws SQLException {
        try (HikariDataSource pool = Databases.pool(Databases.H2.emptyUrl(), 2)) {
            Databases.open(pool).migrate();
            addNumbers(pool);
            Plans plans = new Plans(sql -> sql.startsWith("SELECT") && !sql.contains("COUNT("));
            JdbcStorage storage = Databases.open(plans.of(pool));
            NumberInventory inventory = NumberInventory.over(storage);
            List<AgentId> agents = IntStream.range(0, 10)
                    .mapToObj(each -> new AgentId("agent-" + each))
                    .toList();

            NumberQuery all = NumberQuery.of(organization).limit(PAGE);
            PhoneNumber last = inventory.list(all).get(PAGE - 1);
            inventory.list(all.after(last.e164()));
            inventory.list(all.assigned(false));
            inventory.list(all.assigned(false).after(last.e164()));
            assertAll(plans, 4, plan -> plan.contains("/* index sorted */"));

            BulkChange.assign(agents, Terms.dailyLimit(5).countries("US"))
                    .run(inventory, Assignments.over(storage), all.assigned(false), skipped -> {});
            assertTrue(plans.bySql().keySet().stream().anyMatch(PlansOfInventoryIT::findsPairs));
            plans.bySql().keySet().removeIf(each -> !findsPairs(each));
            assertAll(plans, 1, plan -> plan.contains("AGENT_PHONE_NUMBERS_NUMBER:  IN("));

            Assignments assignments = Assignments.over(storage);
            AssignmentQuery assigned = AssignmentQuery.of(organization).limit(PAGE);
            List<Assignment> page = assignments.list(assigned);
            assignments.list(assigned.after(page.get(PAGE - 1)));
            assertAll(plans, 2, plan -> plan.contains("/* index sorted */"));
        }
    }

    private static boolean findsPairs(String sql) {
        return sql.startsWith("SELECT a.agent_id, a.phone_number_id FROM agent_phone_numbers a");
    }

    /** Requires that so many statements were explained, and forgets them. */
    private static void assertAll(Plans plans, int statements, Predicate<String> isGood) {
        Map<String, String> bad = plans.bySql().entrySet().stream()
                .filter(each -> !isGood.test(each.getValue().toString()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().toString()));
        assertEquals(Map.of(), bad);
        assertEquals(
                statements, plans.bySql().size(), () -> plans.bySql().keySet().toString());
        plans.bySql().clear();
    }

    private void addNumbers(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO phone_numbers (id, organization_id, phone_number, country_code, capabilities, created_at, updated_at)
                    SELECT RANDOM_UUID(), ?, CONCAT('+1212', 2000000 + X), 'US', '["voice"]', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP
                    FROM SYSTEM_RANGE(1, ?)""")) {
            insert.setString(1, organization.value());
            insert.setInt(2, NUMBERS);
            assertEquals(NUMBERS, insert.executeUpdate());
        }
    }
}
