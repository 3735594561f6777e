package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.Terms;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stored already, by whatever wrote it, breaks nothing. */
class StoredValuesIT {
    private final Acme acme = new Acme();

    @ParameterizedTest
    @EnumSource(Databases.class)
    @DisplayName("T2 impossible talk times and their sums break no report, no lookup and no later outcome")
    void talkTimes(Databases database) throws SQLException {
        JdbcStorage storage = database.storage();
        StoreUnderTest.over(storage)
                .assign(
                        acme.organization,
                        acme.agent,
                        Acme.number(1),
                        Terms.dailyLimit(100).countries("US"));
        CallGate gate = CallGate.over(storage).clock(DialerProcess.CLOCK).build();
        for (String id : new String[] {"huge", "later"}) {
            CallRequest request = CallRequest.by(acme.organization, acme.agent).to(DialerProcess.DESTINATION);
            assertTrue(gate.decide(request.callId(id)).isAllowed());
        }
        gate.complete(acme.organization, new CallId("huge"), CallOutcome.answered(Duration.ofSeconds(60)));
        for (String[] sums :
                new String[][] {{"9223372036854775807", "9223372036854775807"}, {"-9223372036854775808", "-1"}}) {
            update(database, "UPDATE daily_usage SET talk_millis = %s, squared_talk_deciseconds = %s".formatted(sums));
            update(database, "UPDATE call_journal SET talk_millis = " + sums[0] + " WHERE completed_at IS NOT NULL");
            report(storage);
            CallOutcome outcome = Objects.requireNonNull(storage.findCall(acme.organization, new CallId("huge"))
                    .orElseThrow()
                    .outcome());
            assertTrue(outcome.talkTime().compareTo(CallOutcome.MAX_TALK_TIME) <= 0);
        }
        gate.complete(acme.organization, new CallId("later"), CallOutcome.answered(Duration.ofMinutes(45)));
        UsageRow row = report(storage);
        assertEquals(2, row.calls().answered());
        assertEquals(Duration.ofMinutes(45), row.calls().talkTime());
    }

    private UsageRow report(JdbcStorage storage) {
        LocalDate day = LocalDate.ofInstant(DialerProcess.CLOCK.instant(), ZoneOffset.UTC);
        UsageQuery query = UsageQuery.of(acme.organization, day, day);
        Reports.over(storage).usage(query.by(Dimension.values())).get(0).calls().averageDuration();
        return Reports.over(storage).usage(query).get(0);
    }

    private void update(Databases database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            String where = sql.contains(" WHERE ") ? " AND" : " WHERE";
            statement.executeUpdate(sql + where + " organization_id = '%s'".formatted(acme.organization));
        }
    }
}
