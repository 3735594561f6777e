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
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for changes of a number, on every database. */
final class Patches {
    private static final int ROUNDS = 200;
    private static final int ROUNDS_WITH_ALL_PROPERTIES = 40;
    private static final List<String> CAPABILITIES = List.of("voice", "sms", "mms", "fax");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunningConsole console;
    private final Company company;
    private final String admin;

    Patches(RunningConsole console, String name) {
        this.console = console;
        this.company = console.company(name);
        this.admin = company.login(Role.ADMIN);
    }

    private PhoneNumber add(String e164) {
        return console.bean(NumberInventory.class)
                .add(NewNumber.of(company.organization().id(), e164));
    }

    private static String path(PhoneNumber number) {
        return "/api/v1/phone-numbers/" + number.id();
    }

    private JsonNode get(String path) {
        Answer answer = console.send(admin, "GET", path, "");
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private Answer patch(PhoneNumber number, String body) {
        return console.send(admin, "PATCH", path(number), body);
    }

    void allOrNothing() {
        PhoneNumber number = add("+12025550123");
        JsonNode before = get(path(number));
        JsonNode trail = get("/api/v1/audit?kind=numbers");
        refused(422, number, "{\"status\": \"inactive\", \"provider\": \"other\", \"quarantined_until\": \"garbage\"}");
        refused(409, number, "{\"status\": \"inactive\", \"provider\": \"other\", \"daily_limit\": 5}");
        refused(422, number, "{\"status\": \"inactive\", \"daily_limit\": -1}");
        refused(422, number, "{\"status\": \"inactive\", \"allowed_countries\": [\"XX\"]}");
        refused(422, number, "{\"status\": \"inactive\", \"provider\": \"%s\"}".formatted("x".repeat(5_000)));
        assertEquals(before, get(path(number)));
        assertEquals(trail, get("/api/v1/audit?kind=numbers"));
        assertEquals(200, patch(number, "{\"capabilities\": {\"voice\": true}}").status());
        JsonNode both =
                patch(number, "{\"capabilities\": {\"sms\": true}}").json().at("/phoneNumber/capabilities");
        assertTrue(both.get("voice").asBoolean() && both.get("sms").asBoolean(), both.toString());
        JsonNode one =
                patch(number, "{\"capabilities\": {\"voice\": false}}").json().at("/phoneNumber/capabilities");
        assertFalse(one.get("voice").asBoolean());
        assertTrue(one.get("sms").asBoolean());
        console.bean(Assignments.class)
                .assign(number, company.agent(), Terms.dailyLimit(1).countries("CA"));
        assertEquals("country_not_allowed", call());
        Answer changed =
                patch(number, "{\"provider\": \"telnyx\", \"daily_limit\": 7, \"allowed_countries\": [\"US\"]}");
        assertEquals(200, changed.status(), changed.text());
        assertEquals(7, changed.json().at("/phoneNumber/daily_limit").asInt());
        assertEquals("allowed", call());
    }

    private String call() {
        JsonNode answer = console.send(
                        company.login(Role.DIALER),
                        "POST",
                        "/api/v1/calls",
                        "{\"agent_id\": \"%s\", \"to\": \"+12025550199\"}".formatted(company.agent()))
                .json();
        return answer.get("allowed").asBoolean()
                ? "allowed"
                : answer.at("/reasons/0/code").asString();
    }

    private void refused(int status, PhoneNumber number, String body) {
        Answer answer = patch(number, body);
        assertEquals(status, answer.status(), answer.text());
    }

    void bothChangesAreKept() throws Exception {
        PhoneNumber number = add("+12025550124");
        console.bean(Assignments.class).assign(number, company.agent(), Terms.forCountries("US"));
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            for (int round = 1; round <= ROUNDS; round++) {
                String country = round % 2 == 0 ? "CA" : "US";
                String limit = "{\"daily_limit\": %d}".formatted(round);
                String countries = "{\"allowed_countries\": [\"%s\"]}".formatted(country);
                List<Future<Answer>> answers = two.invokeAll(List.of(
                        () -> {
                            start.await();
                            return patch(number, limit);
                        },
                        () -> {
                            start.await();
                            return patch(number, countries);
                        }));
                for (Future<Answer> each : answers) {
                    assertEquals(200, each.get().status(), each.get().text());
                }
                JsonNode now = get(path(number)).get("phoneNumber");
                assertEquals(round, now.get("daily_limit").asInt());
                assertEquals(
                        "[\"%s\"]".formatted(country),
                        now.get("allowed_countries").toString());
            }
        } finally {
            two.shutdownNow();
        }
    }

    void allChangesAreKept() throws Exception {
        PhoneNumber number = add("+12025550125");
        console.bean(Assignments.class).assign(number, company.agent(), Terms.forCountries("US"));
        for (String capability : CAPABILITIES) {
            assertEquals(200, patch(number, capability(capability, false)).status());
        }
        List<String> first = fields(1);
        ExecutorService all = Executors.newFixedThreadPool(first.size());
        try {
            CyclicBarrier start = new CyclicBarrier(first.size());
            for (int round = 1; round <= ROUNDS_WITH_ALL_PROPERTIES; round++) {
                int before = audited(number);
                List<String> wanted = fields(round);
                List<Callable<Answer>> changes = wanted.stream()
                        .map(each -> (Callable<Answer>) () -> {
                            start.await();
                            return patch(number, each);
                        })
                        .toList();
                for (Future<Answer> each : all.invokeAll(changes)) {
                    assertEquals(200, each.get().status(), each.get().text());
                }
                JsonNode now = get(path(number)).get("phoneNumber");
                for (String each : wanted) {
                    assertHas(now, JSON.readTree(each));
                }
                assertEquals(before + wanted.size(), audited(number));
            }
        } finally {
            all.shutdownNow();
        }
    }

    /** Changes of one field each, to other values than those of the round before. */
    private static List<String> fields(int round) {
        boolean isOdd = round % 2 == 1;
        List<String> fields = new ArrayList<>(List.of(
                "{\"provider\": \"provider %d\"}".formatted(round),
                "{\"in_service_since\": \"%s\"}".formatted(LocalDate.EPOCH.plusDays(round)),
                "{\"daily_limit\": %d}".formatted(round),
                "{\"allowed_countries\": [\"%s\"]}".formatted(isOdd ? "CA" : "US")));
        CAPABILITIES.forEach(each -> fields.add(capability(each, isOdd)));
        return fields;
    }

    private static String capability(String name, boolean has) {
        return "{\"capabilities\": {\"%s\": %s}}".formatted(name, has);
    }

    /** Requires that a number has the values of a change. */
    private static void assertHas(JsonNode number, JsonNode change) {
        change.properties().forEach(field -> {
            JsonNode value = number.get(field.getKey());
            if (field.getValue().isObject()) {
                assertHas(value, field.getValue());
            } else {
                assertEquals(field.getValue(), value, () -> field.getKey() + " of " + number);
            }
        });
    }

    private int audited(PhoneNumber number) {
        return get("/api/v1/audit?kind=numbers&limit=1000&number_id=" + number.id())
                .get("entries")
                .size();
    }
}
