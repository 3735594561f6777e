package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(300)
class BulkChangesIT {
    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final String BY_LINE = "application/x-ndjson";
    private static final int MANY = 2_500;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;

    private Company company;

    /** A row that is locked by a test is waited for longer than by default. */
    @BeforeAll
    static void start() {
        console = RunningConsole.on("jdbc:h2:mem:bulk-changes;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000", "sa");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void newCompany() {
        company = console.company("bulk" + COMPANIES.incrementAndGet());
    }

    private Answer post(String path, String json) {
        return console.send(company.login(Role.ADMIN), "POST", NUMBERS + path, json);
    }

    private JsonNode done(String path, String json) {
        Answer answer = post(path, json);
        assertEquals(200, answer.status(), answer.text());
        assertEquals(
                "application/json",
                answer.response().headers().firstValue("Content-Type").orElse(""));
        return answer.json();
    }

    private List<String> upload(int count) {
        List<String> numbers =
                IntStream.range(0, count).mapToObj("+49151%08d"::formatted).toList();
        Answer answer = console.send(
                company.login(Role.ADMIN), "POST", NUMBERS + "/bulk-upload", "text/csv", String.join("\n", numbers));
        assertEquals(count, answer.json().get("added").asInt(), answer.text());
        return numbers;
    }

    private PhoneNumber stored(String number) {
        return console.bean(NumberInventory.class).stream(
                        NumberQuery.of(company.organization().id()).digits(number.substring(1)))
                .findFirst()
                .orElseThrow();
    }

    private void assign(String number, AgentId agent) {
        console.bean(Assignments.class).assign(stored(number), agent, Terms.forCountries("US"));
    }

    private List<Assignment> assignments() {
        return console.bean(Assignments.class).stream(company.organization().id())
                .toList();
    }

    private long assigned(AgentId agent) {
        return assignments().stream().filter(each -> each.agent().equals(agent)).count();
    }

    private static String listed(List<String> numbers) {
        return numbers.stream().map("\"%s\""::formatted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The newest entry of the access log about a bulk change. */
    private JsonNode entry() {
        JsonNode entries = console.send(company.login(Role.ADMIN), "GET", "/api/v1/audit?kind=access", "")
                .json()
                .get("entries");
        for (JsonNode each : entries) {
            if (each.get("action").asString().equals("numbers_changed")) {
                return each;
            }
        }
        throw new AssertionError("no entry about a bulk change: " + entries);
    }

    @Test
    @DisplayName(
            "K2 all available numbers are distributed evenly, by a filter, with progress, and one entry in the access log")
    void distributes() {
        List<String> numbers = upload(MANY);
        assign(numbers.get(7), company.colleague());
        AgentId third = console.bean(Agents.class)
                .add(company.organization().id(), "Third")
                .id();
        String wanted = "{\"filter\": {\"country_code\": \"DE\"}, \"all_agents\": true, \"daily_limit\": 5,"
                + " \"allowed_countries\": [\"DE\"]}";

        JsonNode summary = done("/bulk-assign?dry_run=true", wanted);
        assertEquals(1, assignments().size());
        Answer answer = console.accepting(BY_LINE, company.login(Role.ADMIN), "POST", NUMBERS + "/bulk-assign", wanted);

        assertEquals(200, answer.status(), answer.text());
        assertEquals(
                BY_LINE, answer.response().headers().firstValue("Content-Type").orElse(""));
        List<JsonNode> lines = answer.text().lines().map(JSON::readTree).toList();
        JsonNode result = lines.get(lines.size() - 1);
        assertTrue(summary.get("dry_run").asBoolean());
        for (String each : List.of("total", "changed", "unchanged", "skipped_count", "skipped_by_reason", "agents")) {
            assertEquals(summary.get(each), result.get(each), each);
        }
        assertEquals(MANY, result.get("total").asInt());
        assertEquals(MANY - 1, result.get("changed").asInt());
        assertEquals("{\"assigned\":1}", result.get("skipped_by_reason").toString());
        assertEquals(numbers.get(7), result.at("/skipped/0/phone_number").asString());
        List<Integer> percents = lines.stream()
                .filter(each -> each.has("progress"))
                .map(each -> each.at("/progress/percent").asInt())
                .toList();
        assertEquals(List.of(20, 40, 60, 80, 100), percents);
        List<String> skipped = lines.subList(0, lines.size() - 1).stream()
                .filter(each -> each.has("skipped"))
                .map(each -> each.at("/skipped/0/phone_number").asString())
                .toList();
        assertEquals(List.of(numbers.get(7)), skipped);
        assertEquals(
                List.of(833L, 833L, 833L),
                Stream.of(company.agent(), company.colleague(), third)
                        .map(each -> assigned(each) - (each.equals(company.colleague()) ? 1 : 0))
                        .sorted()
                        .toList());
        assertTrue(assignments().stream()
                .filter(each -> !each.number().e164().toString().equals(numbers.get(7)))
                .allMatch(each -> each.terms().equals(Terms.dailyLimit(5).countries("DE"))));
        JsonNode entry = entry();
        assertEquals("admin", entry.get("actor").asString());
        assertEquals("assign", entry.get("subject").asString());
        assertEquals("country_code=DE", entry.at("/details/chosen_by").asString());
        assertEquals("2500", entry.at("/details/chosen").asString());
        assertEquals("2499", entry.at("/details/changed").asString());
        assertEquals("1", entry.at("/details/skipped").asString());
        assertEquals("3", entry.at("/details/agents").asString());
        assertEquals("completed", entry.at("/details/end").asString());
    }

    @Test
    @DisplayName("K2 chosen numbers are moved, unassigned, changed and deleted, and what cannot be done is reported")
    void changesAList() {
        List<String> numbers = upload(4);
        assign(numbers.get(0), company.agent());
        assign(numbers.get(1), company.colleague());
        String chosen = "\"phone_numbers\": " + listed(numbers.subList(0, 3));
        String moved = "{%s, \"agent_ids\": [\"%s\"]}".formatted(chosen, company.colleague());

        JsonNode result = done("/bulk-move", moved);
        assertEquals(1, result.get("changed").asInt());
        assertEquals(1, result.get("unchanged").asInt());
        assertEquals("not_assigned", result.at("/skipped/0/reason").asString());
        assertEquals(2, assigned(company.colleague()));
        assertEquals(company.colleague().value(), entry().at("/details/agent").asString());

        assertEquals(
                2,
                done("/bulk-unassign", "{%s}".formatted(chosen)).get("changed").asInt());
        assertEquals(
                3,
                done("/bulk-unassign", "{%s}".formatted(chosen))
                        .get("unchanged")
                        .asInt());

        String resting =
                "{%s, \"status\": \"inactive\", \"quarantined_until\": \"2027-01-31\", \"provider\": \"telnyx\"}";
        assertEquals(
                3,
                done("/bulk-update", resting.formatted(chosen)).get("changed").asInt());
        PhoneNumber changed = stored(numbers.get(0));
        assertEquals("2027-01-31", String.valueOf(changed.quarantinedUntil()));
        assertEquals("telnyx", changed.provider());
        assertTrue(!changed.isActive());
        assertEquals("2027-01-31", entry().at("/details/quarantined_until").asString());
        String back = "{%s, \"status\": \"active\", \"quarantined_until\": \"\"}";
        assertEquals(
                3, done("/bulk-update", back.formatted(chosen)).get("changed").asInt());
        assertTrue(stored(numbers.get(0)).isActive());
        assertEquals(null, stored(numbers.get(0)).quarantinedUntil());

        assign(numbers.get(0), company.agent());
        JsonNode deleted = done("/bulk-delete", "{%s}".formatted(chosen));
        assertEquals(2, deleted.get("changed").asInt());
        assertEquals(
                "%s is assigned to agent %s: unassign it first".formatted(numbers.get(0), company.agent()),
                deleted.at("/skipped/0/message").asString());
        assertEquals(
                Set.of(numbers.get(0), numbers.get(3)),
                console.bean(NumberInventory.class).stream(
                                NumberQuery.of(company.organization().id()))
                        .map(each -> each.e164().toString())
                        .collect(Collectors.toSet()));
        assertEquals(
                "{\"assigned\":1,\"not_in_inventory\":2}",
                done("/bulk-delete", "{%s}".formatted(chosen))
                        .get("skipped_by_reason")
                        .toString());
    }

    @Test
    @DisplayName("K1 by a filter or a list, nothing of another organization is changed")
    void changesNothingOfOthers() {
        List<String> numbers = upload(5);
        Company other = console.company("other" + COMPANIES.incrementAndGet());
        for (String selection : List.of("\"filter\": {}", "\"phone_numbers\": " + listed(numbers))) {
            for (String each : List.of(
                    "/bulk-assign {%s, \"all_agents\": true}",
                    "/bulk-update {%s, \"status\": \"inactive\"}", "/bulk-delete {%s}")) {
                String[] request = each.formatted(selection).split(" ", 2);
                Answer answer = console.send(other.login(Role.ADMIN), "POST", NUMBERS + request[0], request[1]);
                assertEquals(0, answer.json().get("changed").asInt(-1), answer.text());
            }
        }
        assertEquals(List.of(), assignments());
        assertEquals(
                5,
                console.bean(NumberInventory.class)
                        .count(NumberQuery.of(company.organization().id())
                                .status(stored(numbers.get(0)).status())));
        assertTrue(stored(numbers.get(0)).isActive());
    }

    @Test
    @DisplayName("an export of a filter or of a list is a file that a bulk upload accepts, and is in the access log")
    void exports() {
        List<String> numbers = upload(1_200);
        for (String selection : List.of(
                "{\"filter\": {\"search\": \"4915100000\"}}", "{\"phone_numbers\": %s}".formatted(listed(numbers)))) {
            Answer answer = post("/bulk-export", selection);
            assertEquals(200, answer.status(), answer.text());
            assertEquals(
                    "attachment; filename=\"numbers.csv\"",
                    answer.response()
                            .headers()
                            .firstValue("Content-Disposition")
                            .orElse(""));
            Set<String> exported = new TreeSet<>();
            try (var rows =
                    NumbersCsv.read(new ByteArrayInputStream(answer.text().getBytes(StandardCharsets.UTF_8)))) {
                rows.forEachRemaining(row -> exported.add(row.text().split(",")[0]));
            }
            Set<String> expected = selection.contains("filter")
                    ? numbers.stream()
                            .filter(each -> each.startsWith("+4915100000"))
                            .collect(Collectors.toSet())
                    : Set.copyOf(numbers);
            assertEquals(new TreeSet<>(expected), exported);
        }
        String log = console.send(company.login(Role.ADMIN), "GET", "/api/v1/audit?kind=access", "")
                .text();
        assertTrue(log.contains("downloaded") && log.contains("search=4915100000"), log);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/bulk-unassign | {} | phone_numbers | 422",
                "/bulk-unassign | {\"filter\": {}, \"phone_numbers\": [\"+4915100000000\"]} | phone_numbers | 422",
                "/bulk-unassign | {\"phone_numbers\": []} | phone_numbers | 422",
                "/bulk-unassign | {\"phone_numbers\": [\"12\"]} | phone_number | 422",
                "/bulk-unassign | {\"filter\": {\"status\": \"any\"}} | status | 422",
                "/bulk-unassign | {\"filter\": {\"colour\": \"red\"}} | filter.colour | 422",
                "/bulk-assign | {\"filter\": {}} | agent_ids | 422",
                "/bulk-assign | {\"filter\": {}, \"agent_ids\": []} | agent_ids | 422",
                "/bulk-assign | {\"filter\": {}, \"agent_ids\": [\"a\"], \"all_agents\": true} | agent_ids | 422",
                "/bulk-assign | {\"filter\": {}, \"agent_ids\": [\"nobody\"]} | null | 404",
                "/bulk-assign | {\"filter\": {}, \"all_agents\": true, \"daily_limit\": -1} | daily_limit | 422",
                "/bulk-move | {\"filter\": {}, \"agent_ids\": [\"nobody\"]} | null | 404",
                "/bulk-update | {\"filter\": {}} | status | 422",
                "/bulk-update | {\"filter\": {}, \"status\": \"resting\"} | status | 422",
                "/bulk-update | {\"filter\": {}, \"quarantined_until\": \"soon\"} | quarantined_until | 422",
                "/bulk-export | {} | phone_numbers | 422"
            })
    @DisplayName("a request that is wrong is refused, with its field, and changes nothing")
    void refuses(String path, String body, String field, int status) {
        upload(3);
        for (String accept : List.of("*/*", BY_LINE)) {
            Answer answer = console.accepting(accept, company.login(Role.ADMIN), "POST", NUMBERS + path, body);
            assertEquals(status, answer.status(), answer.text());
            assertEquals(field, answer.json().at("/error/field").asString("null"), answer.text());
        }
        assertEquals(List.of(), assignments());
    }

    @Test
    @DisplayName("a list has at most 10,000 numbers")
    void listIsBounded() {
        List<String> numbers =
                IntStream.range(0, 10_001).mapToObj("+49151%08d"::formatted).toList();
        Answer answer = post("/bulk-delete", "{\"phone_numbers\": %s}".formatted(listed(numbers)));
        assertEquals(422, answer.status(), answer.text());
        assertEquals(
                10_000,
                done("/bulk-delete", "{\"phone_numbers\": %s}".formatted(listed(numbers.subList(0, 10_000))))
                        .get("skipped_count")
                        .asInt());
    }

    @Test
    @DisplayName("K2 while a bulk change of an organization runs, another one is refused, and a summary is not")
    void oneAtATime() throws Exception {
        List<String> numbers = upload(2);
        String first = "{\"phone_numbers\": %s}".formatted(listed(numbers.subList(0, 1)));
        String second = "{\"phone_numbers\": %s}".formatted(listed(numbers.subList(1, 2)));
        List<Integer> seen = new ArrayList<>();
        CompletableFuture<Answer> waiting;
        try (Connection connection = console.bean(DataSource.class).getConnection();
                PreparedStatement lock =
                        connection.prepareStatement("SELECT id FROM phone_numbers WHERE phone_number = ? FOR UPDATE")) {
            connection.setAutoCommit(false);
            lock.setString(1, numbers.get(0));
            lock.executeQuery().close();
            waiting = CompletableFuture.supplyAsync(() -> post("/bulk-delete", first));
            Answer answer = post("/bulk-unassign", second);
            while (answer.status() == 200 && !waiting.isDone()) {
                answer = post("/bulk-unassign", second);
            }
            seen.add(answer.status());
            assertEquals("bulk_change_running", answer.json().at("/error/code").asString(), answer.text());
            seen.add(post("/bulk-unassign?dry_run=true", second).status());
            connection.rollback();
        }
        assertEquals(List.of(409, 200), seen);
        Answer ended = waiting.get(1, TimeUnit.MINUTES);
        assertEquals(1, ended.json().get("changed").asInt(), ended.text());
        assertNotEquals(409, post("/bulk-unassign", second).status());
    }
}
