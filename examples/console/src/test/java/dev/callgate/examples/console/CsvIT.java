package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.model.AgentId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CsvIT {
    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final String EXPORT = NUMBERS + "/export";
    private static final String IMPORT = NUMBERS + "/bulk-upload?content=assignments";
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;

    private Company company;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("company" + COMPANIES.incrementAndGet());
        console.bean(Agents.class).add(company.organization().id(), new AgentId("=SUM(A1)"), "Team North");
        add("+12025550101", "telnyx");
        assign(
                add("+12025550102", "telnyx"),
                company.agent(),
                Terms.dailyLimit(7).countries("US", "CA"));
        assign(
                add("+12025550103", "=cmd"),
                new AgentId("=SUM(A1)"),
                Terms.dailyLimit(9).anyCountry());
    }

    private PhoneNumber add(String number, String provider) {
        return console.bean(NumberInventory.class)
                .add(NewNumber.of(company.organization().id(), number).provider(provider));
    }

    private static void assign(PhoneNumber number, AgentId agent, Terms terms) {
        console.bean(Assignments.class).assign(number, agent, terms);
    }

    private List<String> export(String query) {
        Answer answer = console.send(company.login(Role.MANAGER), "GET", EXPORT + query, "");
        assertEquals(200, answer.status(), answer.text());
        assertEquals(
                "text/csv;charset=UTF-8",
                answer.response().headers().firstValue("Content-Type").orElse(""));
        return answer.text().lines().toList();
    }

    private JsonNode upload(String rows, boolean dryRun) {
        Answer answer =
                console.send(company.login(Role.ADMIN), "POST", IMPORT + "&dry_run=" + dryRun, "text/csv", rows);
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    @Test
    @DisplayName("numbers that match the filter are exported, and no cell is a formula for a spreadsheet")
    void numbers() {
        List<String> all = export("");
        assertEquals(4, all.size());
        assertTrue(all.get(0).startsWith("phone_number,provider,"), all.get(0));
        assertTrue(all.get(3).contains(",'=cmd,") && all.get(3).endsWith(",'=SUM(A1)"), all.get(3));
        List<String> available = export("?assignment=available&provider=telnyx");
        assertEquals(2, available.size());
        assertTrue(available.get(1).startsWith("+12025550101,"), available.get(1));
        Answer audit = console.send(company.login(Role.ADMIN), "GET", "/api/v1/audit?kind=access&limit=1000", "");
        assertTrue(audit.text().contains("\"assignment=available provider=telnyx\""), audit.text());
    }

    @Test
    @DisplayName("the assignments of numbers that match the filter are exported, and no cell is a formula")
    void assignments() {
        List<String> all = export("?content=assignments");
        assertEquals(3, all.size());
        assertTrue(all.get(0).startsWith("phone_number,agent_id,daily_limit,allowed_countries"), all.get(0));
        assertTrue(all.stream().anyMatch(each -> each.startsWith("+12025550103,'=SUM(A1),9,*,")), all::toString);
        List<String> ofTelnyx = export("?content=assignments&provider=telnyx");
        assertEquals(2, ofTelnyx.size());
        assertTrue(ofTelnyx.get(1).startsWith("+12025550102,%s,7,CA US,".formatted(company.agent())), ofTelnyx.get(1));
        assertEquals(
                422,
                console.send(company.login(Role.ADMIN), "GET", EXPORT + "?content=calls", "")
                        .status());
    }

    @Test
    @DisplayName("K3 assignments that were exported are imported again with the same terms")
    void roundTrip() {
        List<String> exported = export("?content=assignments");
        Answer unassigned = console.send(
                company.login(Role.ADMIN),
                "POST",
                NUMBERS + "/bulk-unassign",
                "{\"filter\": {\"assignment\": \"assigned\"}}");
        assertEquals(2, unassigned.json().get("changed").asInt());
        assertEquals(1, export("?content=assignments").size());
        JsonNode report = upload(String.join("\r\n", exported), false);
        assertEquals(2, report.get("added").asInt(), report::toString);
        assertEquals(0, report.get("rejected_count").asInt());
        assertEquals(exported, export("?content=assignments"));
    }

    @Test
    @DisplayName(
            "K3 K1 each wrong row of assignments is reported with its line and reason; a dry run says the same and changes nothing")
    void rejected() {
        Company other = console.company("company" + COMPANIES.incrementAndGet());
        console.bean(NumberInventory.class)
                .add(NewNumber.of(other.organization().id(), "+12025550177"));
        String agent = company.agent().value();
        String rows = String.join(
                "\n",
                "+12025550101," + agent + ",50,US CA",
                "+12025550102," + agent + ",50,US",
                "+12025550177," + agent + ",50,US",
                "+12025550101," + agent + ",50,US",
                "+12025550101," + other.agent() + ",50,US",
                "+12025550101," + agent + ",many,US",
                "+1202,nobody");
        List<String> expected = List.of(
                "2 assigned", "3 not_in_inventory", "4 duplicate_in_file", "5 malformed", "6 malformed", "7 malformed");
        List<String> before = export("?content=assignments");
        for (boolean dryRun : new boolean[] {true, false}) {
            JsonNode report = upload(rows, dryRun);
            assertEquals(dryRun, report.get("dry_run").asBoolean());
            assertEquals(1, report.get("added").asInt(), report::toString);
            assertEquals(
                    expected,
                    report.get("rejected")
                            .valueStream()
                            .map(each -> each.get("line").asInt() + " "
                                    + each.get("reason").asString())
                            .toList());
            assertTrue(report.toString().contains("there is no agent with this ID"));
            assertEquals(
                    before.size() + (dryRun ? 0 : 1),
                    export("?content=assignments").size());
        }
        assertTrue(export("?content=assignments").stream()
                .anyMatch(each -> each.startsWith("+12025550101,%s,50,CA US,".formatted(agent))));
        assertFalse(export("").toString().contains("+12025550177"));
    }

    @Test
    @DisplayName("an upload of assignments has the content that it names, or is refused")
    void content() {
        for (String wrong : List.of("agents", "assignments%20", "%00")) {
            Answer answer = console.send(
                    company.login(Role.ADMIN),
                    "POST",
                    NUMBERS + "/bulk-upload?content=" + wrong,
                    "text/csv",
                    "+12025550101,x");
            assertEquals(422, answer.status(), answer.text());
            assertEquals("content", answer.json().at("/error/field").asString());
        }
        Answer lines = console.accepting(
                "application/x-ndjson",
                company.login(Role.ADMIN),
                "POST",
                IMPORT,
                "{\"numbers\": \"+12025550101,%s\"}".formatted(company.agent()));
        assertEquals(200, lines.status(), lines.text());
        List<String> all = lines.text().lines().toList();
        assertTrue(all.get(all.size() - 1).contains("\"added\":1"), lines.text());
    }
}
