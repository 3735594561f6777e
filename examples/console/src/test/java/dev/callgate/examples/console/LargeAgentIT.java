package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An agent with 2,500 numbers, beside others with a few, and an organization with many users and tokens. */
class LargeAgentIT {
    private static final int NUMBERS = 2_500;
    private static final int OTHERS = 40;
    private static final int DAILY_LIMIT = 7;
    private static final int USERS = 120;

    /** Rows of a page, as the pages show them. */
    private static final int ROWS = 50;

    /** What a request reads besides: who asks, the organization, the agent, and totals. */
    private static final int OTHER_ROWS = 60;

    private static final Pattern NUMBER = Pattern.compile("<th scope=\"row\" class=\"number\"><[^>]+>([^<]+)<");
    private static final Pattern LIVE = Pattern.compile("data-live[^>]* hx-get=\"([^\"]+)\"");

    private static final ReadRows READ = new ReadRows();

    private static RunningConsole console;
    private static Company company;
    private static String admin;
    private static OrganizationId organization;
    private static AgentId agent;
    private static List<String> numbers;
    private static Session session;

    @BeforeAll
    static void start() throws Exception {
        console = RunningConsole.reading(READ);
        company = console.company("large");
        admin = company.login(Role.ADMIN);
        organization = company.organization().id();
        // Agents come in the order of their ids: this one is between the others.
        agent = middleAgent();
        numbers = give(2_000_000, NUMBERS, agent, DAILY_LIMIT);
        give(3_000_000, OTHERS, company.agent(), DAILY_LIMIT);
        give(4_000_000, OTHERS, company.colleague(), DAILY_LIMIT);
        addUsersAndTokens();
        session = new Session(console);
        session.logIn("admin@large", RunningConsole.PASSWORD);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static AgentId middleAgent() {
        JdbcClient database = console.bean(JdbcClient.class);
        String first = new TreeSet<>(
                        List.of(company.agent().value(), company.colleague().value()))
                .first();
        database.sql("INSERT INTO console_agents (organization_id, id, name, created_at) VALUES (?, ?, ?, ?)")
                .params(organization.value(), first + "-large", "Zed", LocalDateTime.now())
                .update();
        return new AgentId(first + "-large");
    }

    /** Imports numbers, gives all of them to an agent, and returns them in their order. */
    private static List<String> give(int first, int count, AgentId to, int dailyLimit) {
        NumberInventory inventory = console.bean(NumberInventory.class);
        inventory.importRows(
                organization,
                IntStream.range(0, count)
                        .mapToObj(i -> row(i + 1, "+1212%07d".formatted(first + i)))
                        .iterator(),
                rejected -> {
                    throw new AssertionError(rejected);
                });
        List<String> given = new ArrayList<>();
        NumberQuery available = NumberQuery.of(organization).assigned(false).limit(1_000);
        List<PhoneNumber> page = inventory.list(available);
        while (!page.isEmpty()) {
            console.bean(Assignments.class)
                    .distribute(page, List.of(to), Terms.dailyLimit(dailyLimit).countries("US"));
            page.forEach(each -> given.add(each.e164().toString()));
            page = inventory.list(available);
        }
        assertEquals(count, given.size());
        return given.stream().sorted().toList();
    }

    private static ImportRow row(int line, String number) {
        return ImportRow.of(line, number, number);
    }

    private static void addUsersAndTokens() {
        JdbcClient database = console.bean(JdbcClient.class);
        for (int i = 0; i < USERS; i++) {
            database.sql("""
                            INSERT INTO console_users (id, username, organization_id, password, role, created_at)
                            VALUES (?, ?, ?, '{noop}unknown', 'MANAGER', CURRENT_TIMESTAMP)""")
                    .params(UUID.randomUUID().toString(), "user%03d".formatted(i), organization.value())
                    .update();
            database.sql("""
                            INSERT INTO console_tokens (id, sha256, organization_id, name, created_by, created_at)
                            VALUES (?, ?, ?, ?, 'user000', CURRENT_TIMESTAMP)""")
                    .params(UUID.randomUUID().toString(), "sha%03d".formatted(i), organization.value())
                    .param("token%03d".formatted(i))
                    .update();
        }
    }

    private static Answer get(String path) {
        return console.send(admin, "GET", path, "");
    }

    private static JsonNode ok(String path) {
        Answer answer = get(path);
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private static String ofAgent() {
        return "/api/v1/phone-numbers/agent/" + agent;
    }

    private static String usage() {
        return "/api/v1/agents/" + agent + "/usage";
    }

    private static String page() {
        return "/agent-assignments/" + agent;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Asks for page after page, until there is no next one. */
    private static List<String> listedByPages(String path, String list, int limit) {
        List<String> all = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = ok("%s?limit=%d%s".formatted(path, limit, next.isEmpty() ? "" : "&after=" + encoded(next)));
            List<String> found = page.get(list).findValuesAsString("phone_number");
            assertTrue(found.size() <= limit, () -> found.size() + " numbers on a page of " + limit);
            assertEquals(page.get(list).size(), found.size());
            all.addAll(found);
            assertTrue(all.size() <= NUMBERS, "pages go round in circles");
            next = page.get("next").isNull() ? "" : page.get("next").asString();
        } while (!next.isEmpty());
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 700, 1_000})
    @DisplayName("L15 pages of an agent's numbers hold no more than the limit, and together each number once")
    void numbersOfAgent(int limit) {
        assertEquals(numbers, listedByPages(ofAgent(), "phoneNumbers", limit));
    }

    @Test
    @DisplayName(
            "L15 who names no limit gets the first 50 of an agent's numbers; of an agent with fewer, all, and no next")
    void unlimited() {
        JsonNode first = ok(ofAgent());
        assertEquals(numbers.subList(0, ROWS), first.get("phoneNumbers").findValuesAsString("phone_number"));
        assertEquals(numbers.get(ROWS - 1), first.get("next").asString());
        JsonNode few = ok("/api/v1/phone-numbers/agent/" + company.agent());
        assertEquals(OTHERS, few.get("phoneNumbers").size());
        assertTrue(few.get("next").isNull());
    }

    @Test
    @DisplayName("L15 the usage of an agent is of all numbers together, and names them a page at a time")
    void usageOfAgent() {
        assertEquals(numbers, listedByPages(usage(), "numbers", 1_000));
        JsonNode first = ok(usage());
        assertEquals(ROWS, first.get("numbers").size());
        assertEquals(NUMBERS * DAILY_LIMIT, first.get("daily_limit").asInt());
        Answer call = console.send(
                company.login(Role.DIALER),
                "POST",
                "/api/v1/calls",
                "{\"agent_id\": \"%s\", \"to\": \"+12025550199\"}".formatted(agent));
        assertTrue(call.json().get("allowed").asBoolean(), call.text());
        assertEquals(
                first.get("calls_made_today").asInt() + 1,
                ok(usage()).get("calls_made_today").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "after=x, 422, invalid_number, phone_number",
        "after=%2B0, 422, invalid_number, phone_number",
        "limit=0, 422, invalid_value, limit",
        "limit=1001, 422, invalid_value, limit",
        "limit=x, 400, bad_request, limit"
    })
    @DisplayName("L15 a place or a limit that cannot be is refused, as in the list of numbers")
    void refusals(String query, int status, String code, String field) {
        for (String path : List.of("/api/v1/phone-numbers", ofAgent(), usage())) {
            Answer answer = get(path + "?" + query);
            assertEquals(status, answer.status(), answer.text());
            assertEquals(code, answer.json().at("/error/code").asString());
            assertEquals(field, answer.json().at("/error/field").asString());
        }
    }

    @Test
    @DisplayName("L15 the OpenAPI document has the parameters of the pages, and both forms of a report")
    void documented() {
        JsonNode paths = ok("/api/v1/openapi").get("paths");
        assertEquals(
                List.of("agentId", "after", "limit"),
                paths.get("/api/v1/phone-numbers/agent/{agentId}")
                        .at("/get/parameters")
                        .findValuesAsString("name"));
        assertEquals(
                List.of("id", "after", "limit"),
                paths.get("/api/v1/agents/{id}/usage").at("/get/parameters").findValuesAsString("name"));
        for (String list : List.of("users", "tokens")) {
            assertEquals(
                    List.of("limit", "offset"),
                    paths.get("/api/v1/" + list).at("/get/parameters").findValuesAsString("name"));
        }
        JsonNode report = paths.get("/api/v1/reports/usage").at("/get/responses/200/content");
        assertEquals("object", report.get("application/json").at("/schema/type").asString());
        assertEquals("string", report.get("text/csv").at("/schema/type").asString());
    }

    private static String html(String path) throws Exception {
        HttpResponse<String> answer = session.get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static List<String> all(Pattern pattern, String html) {
        return pattern.matcher(html)
                .results()
                .map(each -> each.group(1).replace("&amp;", "&"))
                .toList();
    }

    /** The link of one kind, if it leads anywhere. */
    private static String link(String rel, String html) {
        Matcher link =
                Pattern.compile("<a [^>]*rel=\"%s\"[^>]*>".formatted(rel)).matcher(html);
        if (!link.find() || link.group().contains("aria-disabled=\"true\"")) {
            return "";
        }
        return all(Pattern.compile("href=\"([^\"]+)\""), link.group()).get(0);
    }

    @Test
    @DisplayName(
            "L15 an agent's page shows 50 numbers; its pages follow each other, and together show each number once")
    void pagesOfAgent() throws Exception {
        List<String> shown = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (String place = page(); !place.isEmpty(); ) {
            places.add(place);
            String html = html(place);
            List<String> found = all(NUMBER, html);
            assertTrue(found.size() <= ROWS, () -> found.size() + " numbers on one page");
            shown.addAll(found);
            assertTrue(html.contains("2,500 numbers"), html);
            place = link("next", html);
        }
        assertEquals(numbers, shown);
        assertEquals(NUMBERS / ROWS, places.size());
        String third = html(places.get(2));
        String second = html(link("prev", third));
        assertEquals(numbers.subList(ROWS, 2 * ROWS), all(NUMBER, second));
        assertEquals(numbers.subList(0, ROWS), all(NUMBER, html(link("prev", second))));
    }

    @Test
    @DisplayName("L15 what an agent's page asks for every five seconds is the page that it shows")
    void polling() throws Exception {
        String second = html(link("next", html(page())));
        String asked = all(LIVE, second).get(0);
        assertEquals(numbers.subList(ROWS, 2 * ROWS), all(NUMBER, html(asked)));
    }

    @Test
    @DisplayName("L15 a place on an agent's page that cannot be is refused")
    void refusedPage() throws Exception {
        assertEquals(422, session.get(page() + "?after=x").statusCode());
    }

    @Test
    @DisplayName("L15 the page of all agents shows five numbers of each, and how many there are")
    void agents() throws Exception {
        String html = html("/agent-assignments");
        assertEquals(15, all(NUMBER, html).size());
        assertTrue(html.contains("All 2500 numbers of Zed"), html);
        assertTrue(html.contains("17,500"), html);
    }

    @Test
    @DisplayName("L15 no request about an agent or one of its numbers reads more rows than a page from the database")
    void rowsRead() throws Exception {
        String id = console.bean(NumberInventory.class)
                .find(organization, E164.of(numbers.get(1_270)))
                .orElseThrow()
                .id()
                .toString();
        for (String path : List.of(ofAgent(), usage(), "/api/v1/phone-numbers/" + id, ofAgent() + "?limit=20")) {
            assertBounded(path, () -> ok(path));
        }
        for (String path :
                List.of(page(), "/agent-assignments", page() + "/terms/" + id, page() + "/remove", "/users")) {
            assertBounded(path, () -> html(path));
        }
        assertBounded("PATCH", () -> {
            Answer changed =
                    console.send(admin, "PATCH", "/api/v1/phone-numbers/" + id, "{\"allowed_countries\": [\"US\"]}");
            assertEquals(
                    DAILY_LIMIT, changed.json().at("/phoneNumber/daily_limit").asInt(), changed.text());
            return changed;
        });
    }

    /** Something that asks the console. */
    private interface Request {
        Object send() throws Exception;
    }

    private static void assertBounded(String what, Request request) throws Exception {
        long before = READ.count();
        request.send();
        long rows = READ.count() - before;
        assertTrue(rows > 0, what);
        assertTrue(rows <= 2 * ROWS + OTHER_ROWS, () -> "%s reads %d rows".formatted(what, rows));
    }

    @ParameterizedTest
    @CsvSource({"users, username, user", "tokens, name, token"})
    @DisplayName(
            "L15 pages of users and tokens hold no more than the limit, and together each once; so do the console's")
    void usersAndTokens(String list, String field, String prefix) throws Exception {
        assertEquals(ROWS, ok("/api/v1/" + list).get(list).size());
        List<String> all = new ArrayList<>();
        int total = ok("/api/v1/" + list).get("total").asInt();
        for (int offset = 0; offset < total; offset += 40) {
            JsonNode page = ok("/api/v1/%s?limit=40&offset=%d".formatted(list, offset));
            assertTrue(page.get(list).size() <= 40);
            all.addAll(page.get(list).findValuesAsString(field));
        }
        assertEquals(total, all.size());
        assertEquals(total, new TreeSet<>(all).size());
        List<String> added =
                all.stream().filter(each -> each.matches(prefix + "\\d{3}")).toList();
        assertEquals(USERS, added.size());
        for (String query : List.of("limit=0", "limit=1001", "offset=-1")) {
            assertEquals(422, get("/api/v1/" + list + "?" + query).status(), query);
        }
        List<String> shown = new ArrayList<>();
        String parameter = list.equals("users") ? "page" : "tokens_page";
        Pattern name = Pattern.compile(">(%s\\d{3})<".formatted(prefix));
        for (int page = 1; page <= (total + ROWS - 1) / ROWS; page++) {
            List<String> found =
                    new ArrayList<>(new TreeSet<>(all(name, rowsOf(html("/users?" + parameter + "=" + page), list))));
            assertTrue(found.size() <= ROWS, () -> found.size() + " on one page");
            shown.addAll(found);
        }
        assertEquals(added, shown);
    }

    /** The table of users, or that of tokens, of the page that has both. */
    private static String rowsOf(String html, String list) {
        int tokens = html.indexOf("Tokens of dialers");
        return list.equals("users") ? html.substring(0, tokens) : html.substring(tokens);
    }

    @Test
    @DisplayName("L15 who removes a user sees the first 20 of many tokens that the user made")
    void tokensOfUser() throws Exception {
        String id = ok("/api/v1/users?limit=1000")
                .get("users")
                .valueStream()
                .filter(each -> each.get("username").asString().equals("user000"))
                .map(each -> each.get("id").asString())
                .findFirst()
                .orElseThrow();
        String dialog = html("/users/" + id + "/remove");
        assertEquals(20, all(Pattern.compile(">(token\\d{3})<"), dialog).size());
        assertTrue(dialog.contains("and more"), dialog);
    }

    @Test
    @DisplayName("L15 a report is of 366 days at most")
    void days() {
        for (String report : List.of("usage", "refusals", "numbers-to-rest")) {
            String path = "/api/v1/reports/" + report + "?to=2026-12-31&from=";
            assertEquals(200, get(path + "2025-12-31").status());
            Answer tooLong = get(path + "2025-12-30");
            assertEquals(422, tooLong.status(), tooLong.text());
            assertEquals("from", tooLong.json().at("/error/field").asString());
        }
    }

    @Test
    @DisplayName("L15 a report is sent while it is written, of a length that is not known before; it has each row once")
    void streamed() {
        console.bean(JdbcClient.class)
                .sql("""
                        INSERT INTO daily_usage (organization_id, counted_on, agent_id, phone_number_id, country_code, calls,
                            released, answered, busy, no_answer, failed, rejected, answered_by_machine, abandoned, short_calls,
                            talk_millis, squared_talk_deciseconds)
                        SELECT organization_id, DATE '2026-03-01', assigned_to, id, 'US', 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1000, 100
                        FROM phone_numbers WHERE organization_id = ? AND assigned_to = ?""")
                .params(organization.value(), agent.value())
                .update();
        String path = "/api/v1/reports/usage?by=number&from=2026-03-01&to=2026-03-01";
        Answer json = get(path);
        assertEquals(200, json.status());
        assertEquals(
                "application/json",
                json.response().headers().firstValue("Content-Type").orElse(""));
        assertTrue(json.json().get("success").asBoolean());
        assertEquals(numbers, json.json().get("rows").findValuesAsString("number"));
        Answer csv = get(path + "&format=csv");
        assertEquals(NUMBERS + 1, csv.text().lines().count());
        for (Answer each : List.of(json, csv)) {
            assertFalse(each.response().headers().firstValue("Content-Length").isPresent());
        }
    }
}
