package dev.callgate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.AgentId;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.report.UsageQuery.Dimension;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    /** A store that is never called, because all queries here are rejected before. */
    private static final Reports REPORTS = Reports.over(new ReportStore() {
        @Override
        public List<UsageRow> usage(UsageQuery query) {
            throw new AssertionError(query);
        }

        @Override
        public List<AttributeUsage> usageByAttribute(
                OrganizationId organization, String attribute, LocalDate from, LocalDate to) {
            throw new AssertionError(attribute);
        }

        @Override
        public List<RefusalRow> refusals(UsageQuery query) {
            throw new AssertionError(query);
        }

        @Override
        public List<Utilization> utilization(OrganizationId organization, LocalDate today, double share, int most) {
            throw new AssertionError(today);
        }

        @Override
        public int forgetUsageBefore(OrganizationId organization, LocalDate day) {
            throw new AssertionError(day);
        }
    });

    private static void assertRefused(String value, Runnable question) {
        String message =
                assertThrows(IllegalArgumentException.class, question::run).getMessage();
        assertTrue(message.contains(value), message);
    }

    @Test
    @DisplayName("refusals are of no number and no country, and who asks for them by these is told")
    void refusalsHaveNoNumber() {
        UsageQuery query = UsageQuery.of(ACME, DAY, DAY);
        assertRefused("NUMBER", () -> REPORTS.refusals(query.by(Dimension.NUMBER)));
        assertRefused("COUNTRY", () -> REPORTS.refusals(query.by(Dimension.COUNTRY, Dimension.DAY)));
    }

    @Test
    @DisplayName("ranges that make no sense are refused by their values")
    void rejectsInvalidValues() {
        assertRefused("2026-03-01", () -> UsageQuery.of(ACME, DAY, DAY.minusDays(1)));
        assertRefused("2026-03-01", () -> REPORTS.usageByAttribute(ACME, "campaign", DAY, DAY.minusDays(1)));
        assertRefused("Campaign", () -> REPORTS.usageByAttribute(ACME, "Campaign", DAY, DAY));
        assertRefused("1.5", () -> REPORTS.utilization(ACME, DAY, 1.5, 1));
        assertRefused("NaN", () -> REPORTS.utilization(ACME, DAY, Double.NaN, 1));
        assertRefused("-0.1", () -> REPORTS.utilization(ACME, DAY, -0.1, 1));
        assertRefused("not 0", () -> REPORTS.utilization(ACME, DAY, 1, 0));
        CallQuery calls = CallQuery.of(ACME, new AgentId("agent"), DAY);
        assertRefused("1001", () -> calls.limit(1_001));
        assertRefused("not 0", () -> calls.limit(0));
        assertRefused("2026-03-01", () -> CallQuery.of(ACME, DAY, DAY.minusDays(1)));
        assertRefused("no key", () -> CallQuery.to(ACME, Set.of()));
        assertRefused("no key", () -> calls.callee(Set.of()));
        assertRefused("needs days or a callee", () -> new CallQuery(ACME, null, CallQuery.Filter.NONE, false, null, 1));
        assertRefused(
                "not 101",
                () -> calls.callee(IntStream.range(0, 101)
                        .mapToObj(n -> new CalleeKey("key" + n))
                        .collect(Collectors.toSet())));
    }

    @Test
    @DisplayName("a limit of 0 is used up, a lowered one more than that")
    void returnsShares() {
        E164 number = E164.of("+12025550100");
        AgentId agent = new AgentId("agent");
        assertEquals(1, new Utilization(agent, number, 0, 0).share());
        assertEquals(0.75, new Utilization(agent, number, 3, 4).share());
        assertEquals(2, new Utilization(agent, number, 8, 4).share());
    }
}
