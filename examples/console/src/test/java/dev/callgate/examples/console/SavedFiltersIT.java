package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.contract.Together;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.SavedFilters;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class SavedFiltersIT {
    private static final String FILTERS = "/api/v1/filters";
    private static final String BODY = "{\"list\": \"%s\", \"name\": \"%s\", \"query\": \"%s\"}";
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;

    private Company company;

    @BeforeAll
    static void start() {
        console = RunningConsole.start("--callgate.console.callees=in-full");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("company" + COMPANIES.incrementAndGet());
    }

    private JsonNode save(int status, String list, String name, String query) {
        Answer answer = console.send(company.login(Role.ADMIN), "POST", FILTERS, BODY.formatted(list, name, query));
        assertEquals(status, answer.status(), answer.text());
        return answer.json();
    }

    private List<String> names(Role role, String list) {
        return console.send(company.login(role), "GET", FILTERS + "?list=" + list, "")
                .json()
                .get("filters")
                .valueStream()
                .map(each -> each.get("name").asString())
                .toList();
    }

    @Test
    @DisplayName("a user saves filters of a list and deletes them; nobody else sees them")
    void saves() throws Exception {
        String id = save(
                        201,
                        "numbers",
                        "Idle in Texas & more",
                        "status=active&assignment=available&search=1512&after=x")
                .at("/filter/id")
                .asString();
        save(201, "calls", "Busy", "state=busy");
        assertEquals(List.of("Idle in Texas & more"), names(Role.ADMIN, "numbers"));
        assertEquals(List.of("Busy"), names(Role.ADMIN, "calls"));
        assertEquals(List.of(), names(Role.MANAGER, "numbers"));
        assertEquals(
                404,
                console.send(company.login(Role.MANAGER), "DELETE", FILTERS + "/" + id, "")
                        .status());
        Session session = new Session(console);
        session.logIn("admin@" + company.name(), RunningConsole.PASSWORD);
        String page = session.get("/phone-numbers").body();
        assertTrue(
                page.contains("href=\"/phone-numbers?status=active&amp;assignment=available&amp;search=1512\""), page);
        assertEquals(
                200,
                session.get("/phone-numbers?status=active&assignment=available&search=1512")
                        .statusCode());
        assertEquals(
                200,
                console.send(company.login(Role.ADMIN), "DELETE", FILTERS + "/" + id, "")
                        .status());
        assertEquals(List.of(), names(Role.ADMIN, "numbers"));
    }

    @Test
    @DisplayName("the called number and the day are not saved, and no filter that cannot be right is")
    void savesNoCallee() {
        JsonNode saved = save(201, "calls", "Spring", "day=2026-03-01&to=%2B12025550199&attribute=campaign%3Dspring");
        assertEquals("attribute=campaign%3Dspring", saved.at("/filter/query").asString());
        String rows = console.bean(JdbcClient.class)
                .sql("SELECT * FROM console_saved_filters")
                .query()
                .listOfRows()
                .toString();
        assertFalse(rows.contains("12025550199"), rows);
        assertEquals(
                "query",
                save(422, "calls", "Nothing", "to=%2B12025550199&day=2026-03-01")
                        .at("/error/field")
                        .asString());
        assertEquals(
                "status",
                save(422, "numbers", "Lost", "status=lost").at("/error/field").asString());
        assertEquals(
                "state",
                save(422, "calls", "Lost", "state=lost").at("/error/field").asString());
        assertEquals(
                "query",
                save(422, "calls", "Bad", "state=%zz").at("/error/field").asString());
        assertEquals(
                "query",
                save(422, "numbers", "Long", "provider=" + "x".repeat(1_000))
                        .at("/error/field")
                        .asString());
        assertEquals(
                "query",
                save(422, "numbers", "Long", "provider=" + "é".repeat(200))
                        .at("/error/field")
                        .asString());
        assertEquals(
                "list",
                save(422, "agents", "Some", "status=active").at("/error/field").asString());
        assertEquals(
                "name",
                save(422, "numbers", " ", "status=active").at("/error/field").asString());
        save(201, "numbers", "Twice", "status=active");
        assertEquals(
                "name",
                save(409, "numbers", "Twice", "status=inactive")
                        .at("/error/field")
                        .asString());
    }

    @Test
    @DisplayName("a user has at most 20 filters of a list, also when several are saved at the same time")
    void bounded() throws Exception {
        for (int i = 1; i < SavedFilters.MAX_FILTERS; i++) {
            save(201, "numbers", "Filter " + i, "status=active");
        }
        List<Integer> answers = Together.run(
                4,
                n -> () -> console.send(
                                company.login(Role.ADMIN),
                                "POST",
                                FILTERS,
                                BODY.formatted("numbers", "Last " + n, "status=active"))
                        .status());
        assertEquals(1, answers.stream().filter(each -> each == 201).count(), answers::toString);
        assertEquals(3, answers.stream().filter(each -> each == 409).count(), answers::toString);
        save(201, "calls", "Another list", "state=busy");
    }

    @Test
    @DisplayName("the filters of a user are deleted with the user")
    void deletedWithUser() {
        String leaver = console.leaver(company);
        String login = RunningConsole.basic("leaver@" + company.name(), RunningConsole.PASSWORD);
        String name = "Of the leaver of " + company.name();
        assertEquals(
                201,
                console.send(login, "POST", FILTERS, BODY.formatted("calls", name, "state=busy"))
                        .status());
        assertEquals(
                200,
                console.send(company.login(Role.ADMIN), "DELETE", "/api/v1/users/" + leaver, "")
                        .status());
        assertEquals(
                0,
                console.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM console_saved_filters WHERE name = ?")
                        .param(name)
                        .query(Integer.class)
                        .single());
    }
}
