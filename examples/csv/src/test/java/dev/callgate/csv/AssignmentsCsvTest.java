package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.AssignmentRow;
import dev.callgate.admin.RejectedRow;
import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.model.Terms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentsCsvTest {
    private final Acme acme = new Acme();

    private static List<AssignmentRow> read(String csv) {
        List<AssignmentRow> all = new ArrayList<>();
        try (CsvRows<AssignmentRow> rows = AssignmentsCsv.read(Acme.bytes(csv))) {
            rows.forEachRemaining(all::add);
        }
        return all;
    }

    private static AssignmentRow row(long line, String text) {
        return new AssignmentRow(line, text, "+12025550123", "agent-7", "50", "US;CA", "", null);
    }

    @Test
    @DisplayName("K3 without a header, the columns are number, agent, limit and countries")
    void readsRowsWithoutAHeader() {
        assertEquals(
                List.of(
                        row(1, "+12025550123,agent-7,50,US;CA"),
                        new AssignmentRow(2, "+12025550124,agent-8", "+12025550124", "agent-8", "", "", "", null)),
                read("+12025550123,agent-7,50,US;CA\n+12025550124,agent-8\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone_number,agent_id,daily_limit,allowed_countries",
                "Number,Agent,Daily Limit,Allowed-Countries",
                "e164,AgentId,DAILY_LIMIT,allowedCountries"
            })
    @DisplayName("K3 headers name the columns by any of their names")
    void readsRowsBelowAHeader(String header) {
        String line = "+12025550123,agent-7,50,US;CA";
        assertEquals(List.of(row(2, line)), read(header + "\n" + line));
        assertEquals(
                List.of(row(2, "\"US;CA\";50;x;agent-7;+12025550123")),
                read("allowed_countries;daily_limit;x;agent;phone\n\"US;CA\";50;x;agent-7;+12025550123"));
    }

    @Test
    @DisplayName("K3 a header without a number or an agent is refused by its text")
    void rejectsAHeaderWithoutNumberOrAgent() {
        for (String header : List.of("agent,daily_limit", "phone,daily_limit")) {
            CsvException refused = assertThrows(CsvException.class, () -> read(header + "\n1,2\n"));
            assertTrue(refused.getMessage().contains(header), refused::getMessage);
        }
    }

    @Test
    @DisplayName("K3 every good row is assigned, and every bad one reported")
    void importsValidRows() {
        acme.importNumbers("+12025550123\n+12025550124\n+12025550125\n");
        acme.importAssignments("phone_number;agent_id;daily_limit;allowed_countries;allowed_classes\n"
                + "+12025550123;agent-7;50;US,CA\n"
                + "+12025550124;agent-7;many;US\n"
                + "+12025550125;agent-\"7\";;\n"
                + "+12025550126;agent-7;1;US\n"
                + "+12025550124;\"agent-7;1;US\n"
                + "+12025550124;agent-7;1;US;lottery\n");
        assertEquals(
                List.of(Terms.dailyLimit(100), Terms.dailyLimit(50).countries("US", "CA")),
                acme.assigned().stream().map(each -> each.terms()).toList());
        assertEquals(
                List.of(Reason.MALFORMED, Reason.NOT_IN_INVENTORY, Reason.MALFORMED, Reason.MALFORMED),
                acme.rejections.stream().map(RejectedRow::reason).toList());
        assertEquals(
                List.of(3L, 5L, 6L, 7L),
                acme.rejections.stream().map(RejectedRow::line).toList());
    }

    @Test
    @DisplayName("K3 countries may be names, and what cannot be seen around a cell is not the cell's")
    void readsNamesAndPastedCells() {
        acme.importNumbers("+12025550123\n+12025550124\n+12025550125\n+12025550126\n+12025550127\n");
        acme.importAssignments("sep=;\nAssignments of March\n\nPhone Number;Agent Id;Daily Limit;Allowed Countries\n"
                + "+12025550123;agent-7\u00A0;\u00A050\u200B;United States, Canada\n"
                + "\u202A+12025550124\u202C;\uFEFFagent-7;50;USA|CAN\n"
                + "=\"+12025550125\";=\"agent-7\";50;US\u00A0CA\n"
                + "+12025550126;agent-7;50;Canada and Mexico\n"
                + "+12025550127;agent-7;50;* AND\n");
        assertEquals(
                List.of(
                        Terms.dailyLimit(50).countries("US", "CA"),
                        Terms.dailyLimit(50).countries("US", "CA"),
                        Terms.dailyLimit(50).countries("US", "CA")),
                acme.assigned().stream().map(each -> each.terms()).toList());
        assertTrue(
                acme.assigned().stream().allMatch(each -> each.agent().value().equals("agent-7")));
        assertEquals(
                List.of(8L, 9L), acme.rejections.stream().map(RejectedRow::line).toList());
    }

    @Test
    @DisplayName("an export has all columns, and what was counted for information")
    void writesAllColumns() {
        acme.importNumbers("+12025550123\n+12025550124\n");
        acme.importAssignments(
                "+12025550123,\"-7, \"\"x\"\"\",50,US;CA\n+12025550124,agent-8,0,*,pager;PREMIUM_RATE\n");
        assertEquals("""
                phone_number,agent_id,daily_limit,allowed_countries,allowed_classes,calls_made_today,last_reset_date\r
                +12025550123,"'-7, ""x""\",50,CA US,,0,\r
                +12025550124,agent-8,0,*,premium_rate pager,0,\r
                """, acme.exportAssignments());
    }
}
