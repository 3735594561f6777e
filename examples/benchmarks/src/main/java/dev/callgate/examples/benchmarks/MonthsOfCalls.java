package dev.callgate.examples.benchmarks;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Organizations whose agents make 200 calls a day from each of their five numbers, to three countries, up to some day. Numbers
 * and assignments are the library's; the calls are made by SQL, and their sums from the calls.
 */
final class MonthsOfCalls {
    static final int NUMBERS_PER_AGENT = 5;

    private static final int CALLS_PER_NUMBER = 200;
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 3, 31);

    /** Each day of each assignment has its calls, spread over the day: four of ten are answered, one of fifty is released. */
    private static final String FILL = """
            INSERT INTO call_journal (organization_id, call_id, assignment_id, agent_id, calls_made, counted_on, counts,
                attributes, reported_by, country_code, callee, allowed_at, released_at, completed_at, result, talk_millis, answered_by,
                sip_status)
            SELECT a.organization_id, gen_random_uuid()::text, a.id, a.agent_id, n, d.day, '',
                '', '', (ARRAY['US', 'CA', 'GB'])[1 + (n * 7 + d.offset_days) %% 3], md5(n::text || a.id || d.day),
                d.day + n * interval '7 minutes',
                CASE WHEN n %% 50 = 0 THEN d.day + n * interval '7 minutes' END,
                CASE WHEN n %% 50 > 0 THEN d.day + n * interval '7 minutes 3 seconds' END,
                CASE WHEN n %% 50 = 0 THEN NULL
                    ELSE (ARRAY['answered', 'no_answer', 'busy', 'answered', 'no_answer', 'rejected', 'answered', 'no_answer',
                        'failed', 'answered'])[1 + n %% 10] END,
                CASE WHEN n %% 50 > 0 THEN CASE WHEN n %% 10 IN (0, 3, 6, 9) THEN n * 450 ELSE 0 END END, CASE WHEN n %% 10 = 3 THEN 'machine' END, CASE WHEN n %% 50 > 0 THEN 200 END
            FROM (SELECT DATE '%s' - o::integer AS day, o::integer AS offset_days FROM generate_series(0, %d - 1) AS o) d,
                agent_phone_numbers a, generate_series(1, %d) AS n
            ORDER BY d.day, n""";

    private static final String SUMS = """
            INSERT INTO daily_usage (organization_id, counted_on, agent_id, phone_number_id, country_code, calls, released,
                answered, busy, no_answer, failed, rejected, answered_by_machine, abandoned, short_calls, talk_millis,
                squared_talk_deciseconds)
            SELECT j.organization_id, j.counted_on, j.agent_id, a.phone_number_id, j.country_code, count(*), count(released_at),
                count(*) FILTER (WHERE result = 'answered'), count(*) FILTER (WHERE result = 'busy'),
                count(*) FILTER (WHERE result = 'no_answer'), count(*) FILTER (WHERE result = 'failed'),
                count(*) FILTER (WHERE result = 'rejected'), count(answered_by), 0,
                count(*) FILTER (WHERE result = 'answered' AND talk_millis < 6000),
                coalesce(sum(talk_millis) FILTER (WHERE result = 'answered'), 0),
                coalesce(sum((talk_millis / 100) * (talk_millis / 100)) FILTER (WHERE result = 'answered'), 0)
            FROM call_journal j JOIN agent_phone_numbers a ON a.id = j.assignment_id
            GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 1, 3, 4, 5""";

    private static final String REFUSALS = """
            INSERT INTO daily_refusals (organization_id, counted_on, agent_id, reason, refusals)
            SELECT DISTINCT organization_id, counted_on, agent_id, reason, 7
            FROM daily_usage, unnest(ARRAY['daily_limit_reached', 'country_not_allowed', 'invalid_destination', 'do_not_call',
                'outside_calling_hours']) AS reason""";

    private final int organizations;
    private final int agents;
    private final int days;

    MonthsOfCalls(int organizations, int agents, int calls) {
        this.organizations = organizations;
        this.agents = agents;
        this.days = calls / (organizations * agents * NUMBERS_PER_AGENT * CALLS_PER_NUMBER);
    }

    int days() {
        return days;
    }

    OrganizationId organization() {
        return organization(0);
    }

    AgentId agent() {
        return agent(agents / 2);
    }

    LocalDate firstOfMonth() {
        return LAST_DAY.withDayOfMonth(1);
    }

    LocalDate lastOfMonth() {
        return LAST_DAY;
    }

    private static OrganizationId organization(int n) {
        return new OrganizationId("organization-" + n);
    }

    private static AgentId agent(int n) {
        return new AgentId("agent-" + n);
    }

    void fill(DataSource database, JdbcStorage storage) throws SQLException {
        for (int n = 0; n < organizations; n++) {
            assign(storage, organization(n));
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP INDEX call_journal_day");
            statement.execute(FILL.formatted(LAST_DAY, days, CALLS_PER_NUMBER));
            statement.execute("CREATE INDEX call_journal_day"
                    + " ON call_journal (organization_id, counted_on, allowed_at, call_id, agent_id)");
            statement.execute(SUMS);
            statement.execute(REFUSALS);
            statement.execute("UPDATE agent_phone_numbers SET calls_made_today = 196, last_reset_date = DATE '%s'"
                    .formatted(LAST_DAY));
            statement.execute("VACUUM ANALYZE");
        }
    }

    private void assign(JdbcStorage storage, OrganizationId organization) {
        NumberInventory inventory = NumberInventory.over(storage);
        List<PhoneNumber> numbers = IntStream.range(0, agents * NUMBERS_PER_AGENT)
                .mapToObj(n -> inventory.add(NewNumber.of(organization, "+1202" + (2_000_000 + n))))
                .toList();
        Assignments.over(storage)
                .distribute(
                        numbers,
                        IntStream.range(0, agents)
                                .mapToObj(MonthsOfCalls::agent)
                                .toList(),
                        Terms.dailyLimit(CALLS_PER_NUMBER).countries("US", "CA", "GB"));
    }

    long sums(DataSource database) throws SQLException {
        return count(database, "SELECT count(*) FROM daily_usage");
    }

    long sumsOfMonth(DataSource database) throws SQLException {
        return count(
                database,
                "SELECT count(*) FROM daily_usage WHERE organization_id = '%s' AND counted_on BETWEEN DATE '%s' AND DATE '%s'"
                        .formatted(organization(), firstOfMonth(), lastOfMonth()));
    }

    private static long count(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
