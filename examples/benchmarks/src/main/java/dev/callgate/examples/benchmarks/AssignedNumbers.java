package dev.callgate.examples.benchmarks;

import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * An organization whose agents have equally many numbers each, all in the US. They are made by SQL,
 * and stand in the tables as adding and assigning leaves them.
 *
 * @param organization whose they are
 * @param first which row is its first, where several organizations share the tables
 * @param count how many numbers it has, each assigned
 * @param perAgent how many of them each agent has
 * @param limitReached whether each has reached its limit, instead of never having made a call
 */
record AssignedNumbers(OrganizationId organization, int first, int count, int perAgent, boolean limitReached) {
    /** Behind so many, all agents' names are equally long, and sort as their numbers do. */
    private static final int FIRST_AGENT = 10_000_000;

    private static final String NUMBERS = """
            INSERT INTO phone_numbers (id, organization_id, phone_number, provider, country_code, capabilities, status,
                assigned_to, created_at, updated_at)
            SELECT %1$s, '%2$s', '+1' || (2020000000 + n), 'telnyx', 'US',
                '{"voice": true, "sms": false, "mms": false, "fax": false}', 'active', 'agent-' || (%3$d + n / %4$d), now(), now()
            FROM generate_series(%5$d, %5$d + %6$d - 1) AS n""";

    private static final String ASSIGNMENTS = """
            INSERT INTO agent_phone_numbers (id, agent_id, phone_number_id, organization_id, daily_limit,
                allowed_countries, allowed_classes, calls_made_today, last_reset_date, created_at, updated_at)
            SELECT %1$s, 'agent-' || (%3$d + n / %4$d), %1$s, '%2$s', %7$d, '["US"]', '[]', 0, NULL, now(), now()
            FROM generate_series(%5$d, %5$d + %6$d - 1) AS n""";

    /** Half the limit of an assignment, and more than a few seconds can count. */
    private static final int NEAR_LIMIT = Terms.MAX_DAILY_LIMIT / 2;

    private static final String COUNTED =
            "SELECT COALESCE(sum(calls_made_today), 0) FROM agent_phone_numbers WHERE organization_id = '%s'";

    private static final String MAKE_ROOM = """
            UPDATE agent_phone_numbers SET calls_made_today = 0
            WHERE organization_id = '%s' AND calls_made_today > %d""";

    private static final String USE_UP = """
            UPDATE agent_phone_numbers SET calls_made_today = daily_limit, last_reset_date = '%2$s'
            WHERE organization_id = '%1$s' AND (last_reset_date IS NULL OR last_reset_date < '%2$s')""";

    AssignedNumbers(OrganizationId organization, int first, int count, int perAgent) {
        this(organization, first, count, perAgent, false);
    }

    int agents() {
        return (count + perAgent - 1) / perAgent;
    }

    AgentId agent(int n) {
        return new AgentId("agent-" + (FIRST_AGENT + first / perAgent + n));
    }

    /** Returns the ID of one of the assignments. */
    UUID assignment(int n) {
        return RowId.of(first + n);
    }

    /** Returns the agent of one of the assignments. */
    AgentId agentOf(int assignment) {
        return new AgentId("agent-" + (FIRST_AGENT + (first + assignment) / perAgent));
    }

    /** Returns how many calls were counted on the assignments. */
    long counted(DataSource database) throws SQLException {
        return Sql.number(database, COUNTED.formatted(organization));
    }

    /** Resets counts that are close to the limit, or reaches all limits. */
    void prepare(DataSource database) throws SQLException {
        Sql.execute(
                database,
                limitReached
                        ? USE_UP.formatted(organization, LocalDate.now(ZoneOffset.UTC))
                        : MAKE_ROOM.formatted(organization, NEAR_LIMIT));
    }

    /** Into tables that are there. */
    void fill(DataSource database) throws SQLException {
        Sql.execute(
                database,
                // Foreign keys hold anyway, and looking up each takes as long as all the rest.
                "SET session_replication_role = replica",
                formatted(NUMBERS),
                formatted(ASSIGNMENTS),
                "SET session_replication_role = DEFAULT",
                "VACUUM ANALYZE phone_numbers",
                "VACUUM ANALYZE agent_phone_numbers");
    }

    private String formatted(String sql) {
        return sql.formatted(RowId.sql("n"), organization, FIRST_AGENT, perAgent, first, count, Terms.MAX_DAILY_LIMIT);
    }
}
