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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class StrictJsonIT {
    private static final String NUMBERS = "/api/v1/phone-numbers";

    /** A value of each type, and others that look like it. */
    private static final Map<String, List<String>> WRONG = Map.of(
            "string", List.of("1", "1.9", "true", "[]", "[\"a\"]", "{}"),
            "integer", List.of("\"7\"", "\"\"", "\" \"", "1.9", "1.0", "true", "[]", "[1]", "{}", "1e40"),
            "number", List.of("\"7\"", "\"\"", "\"Infinity\"", "\"NaN\"", "true", "[]", "[1]", "{}"),
            "boolean", List.of("\"true\"", "\"\"", "\"yes\"", "1", "0", "[]", "[true]", "{}"),
            "record", List.of("\"available\"", "\"\"", "1", "true", "[]", "[{}]", "{\"status\": 1}"),
            "array", List.of("\"US\"", "\"\"", "1", "true", "{}", "[1]", "[true]", "[null]", "[[\"US\"]]"),
            "object of boolean",
                    List.of(
                            "\"sms\"",
                            "\"\"",
                            "1",
                            "true",
                            "[]",
                            "{\"sms\": \"true\"}",
                            "{\"sms\": 1}",
                            "{\"sms\": null}"),
            "object of ", List.of("\"zone\"", "\"\"", "1", "true", "[]", "[{}]", "{\"zone\": null}"),
            "object of string",
                    List.of(
                            "\"campaign\"",
                            "\"\"",
                            "1",
                            "true",
                            "[]",
                            "{\"campaign\": true}",
                            "{\"campaign\": 1}",
                            "{\"campaign\": null}",
                            "{\"campaign\": [\"spring\"]}"));

    private static RunningConsole console;
    private static Company company;
    private static String admin;
    private static PhoneNumber number;

    @BeforeAll
    static void start() {
        console = RunningConsole.withOperator();
        company = console.company("acme");
        admin = company.login(Role.ADMIN);
        number = console.bean(NumberInventory.class)
                .add(NewNumber.of(company.organization().id(), "+12025550123"));
        console.bean(Assignments.class)
                .assign(number, company.agent(), Terms.dailyLimit(100).countries("US"));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    /** The content of all tables that requests change. */
    private static String completeBody() {
        StringBuilder all = new StringBuilder();
        for (String table : List.of(
                "phone_numbers",
                "agent_phone_numbers",
                "phone_number_audit",
                "console_organizations",
                "console_agents",
                "console_users",
                "console_tokens",
                "console_policies",
                "console_do_not_call_numbers",
                "console_saved_filters",
                "call_journal")) {
            console.bean(JdbcClient.class)
                    .sql("SELECT * FROM " + table)
                    .query()
                    .listOfRows()
                    .forEach(row -> all.append(row).append('\n'));
        }
        return all.toString();
    }

    @Test
    @DisplayName(
            "a value of another type is refused for every field of every request, by its name, and nothing changes")
    void types() {
        JsonNode document = console.send(admin, "GET", "/api/v1/openapi", "").json();
        List<String> asked = new ArrayList<>();
        String before = completeBody();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode schema = operation.getValue().at("/requestBody/content/application~1json/schema");
                    if (!schema.isMissingNode()) {
                        JsonNode fields = document.at(
                                        schema.get("$ref").asString().substring(1))
                                .get("properties");
                        assertFalse(fields.isEmpty());
                        fields.properties().forEach(field -> {
                            String method = operation.getKey().toUpperCase(Locale.ROOT);
                            refuseOtherTypes(method, filled(path.getKey()), field.getKey(), typeOf(field.getValue()));
                            asked.add(path.getKey() + " " + field.getKey());
                        });
                    }
                }));
        assertTrue(asked.contains(NUMBERS + "/{id} daily_limit"), asked.toString());
        assertTrue(asked.contains("/api/v1/calls/complete call_id"), asked.toString());
        assertTrue(asked.contains("/api/v1/calls attributes"), asked.toString());
        assertTrue(asked.contains(NUMBERS + "/bulk-assign filter"), asked.toString());
        assertTrue(asked.contains(NUMBERS + "/bulk-assign all_agents"), asked.toString());
        assertTrue(asked.contains("/api/v1/policy document"), asked.toString());
        assertEquals(before, completeBody());
    }

    /** Returns the type of a field; {@code record} if its schema has a name. */
    private static String typeOf(JsonNode schema) {
        if (!schema.path("$ref").isMissingNode()) {
            return "record";
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.get(0).asString() : type.asString();
        return name.equals("object") ? "object of " + typeOf(schema.path("additionalProperties")) : name;
    }

    private static String filled(String path) {
        return path.contains("/agents/")
                ? path.replaceAll("\\{\\w+}", company.agent().value())
                : path.replaceAll("\\{\\w+}", number.id().toString());
    }

    private static String login(String path) {
        return path.startsWith("/api/v1/organizations") ? company.login(Role.OPERATOR) : admin;
    }

    private static void refuseOtherTypes(String method, String path, String field, String type) {
        for (String value : WRONG.get(type)) {
            Answer answer = console.send(login(path), method, path, "{\"%s\": %s}".formatted(field, value));
            String what = "%s %s %s: %s: %s".formatted(method, path, field, value, answer.text());
            assertEquals(422, answer.status(), what);
            assertTrue(answer.json().at("/error/field").asString().startsWith(field), what);
            assertTrue(answer.json().at("/error/message").asString().contains(field), what);
        }
    }

    private static void refused(int status, String field, String body) {
        String before = completeBody();
        Answer answer = console.send(admin, "PATCH", NUMBERS + "/" + number.id(), body);
        assertEquals(status, answer.status(), answer.text());
        assertEquals(field, answer.json().at("/error/field").asString(""), answer.text());
        assertEquals(before, completeBody());
    }

    @Test
    @DisplayName(
            "an unknown field is named, with those that are known; duplicate fields and what follows the end are refused")
    void fields() {
        refused(422, "organization_id", "{\"daily_limit\": 1, \"organization_id\": \"x\"}");
        refused(422, "dailyLimit", "{\"dailyLimit\": 1}");
        refused(422, "allowed_countries[1]", "{\"allowed_countries\": [\"US\", null]}");
        refused(422, "capabilities.sms", "{\"capabilities\": {\"sms\": \"yes\"}}");
        Answer unknown = console.send(admin, "PATCH", NUMBERS + "/" + number.id(), "{\"x\": 1}");
        assertEquals("unknown_field", unknown.json().at("/error/code").asString());
        assertTrue(unknown.json().at("/error/message").asString().contains("daily_limit"), unknown.text());
        refused(400, "", "{\"daily_limit\": 1, \"daily_limit\": 2}");
        refused(400, "", "{\"daily_limit\": 1} {}");
        refused(400, "", "{\"daily_limit\": 1} x");
        for (String none : List.of("[]", "\"x\"", "1", "null", "[{}]", "{", "{'a': 1}", "{\"daily_limit\": NaN}")) {
            refused(400, "", none);
        }
    }

    @Test
    @DisplayName("no other format is read or written: 415 or 406 in the API's form, and nothing changes")
    void otherFormats() {
        String before = completeBody();
        String path = NUMBERS + "/" + number.id();
        for (String type : List.of(
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "application/xml",
                "text/xml",
                "application/cbor",
                "application/merge-patch+json",
                "application/problem+json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "nonsense")) {
            Answer answer = console.send(admin, "PATCH", path, type, "daily_limit: 0\n");
            assertEquals(415, answer.status(), type + answer.text());
            assertEquals(
                    "unsupported_media_type", answer.json().at("/error/code").asString());
        }
        for (String type :
                List.of("application/yaml", "application/xml", "application/problem+json", "text/html", "image/png")) {
            for (String asked : List.of(path, NUMBERS, "/api/v1/agents", "/api/v1/nothing")) {
                Answer answer = console.accepting(type, admin, "GET", asked, "");
                assertEquals(asked.endsWith("nothing") ? 404 : 406, answer.status(), type + answer.text());
                assertFalse(answer.json().get("success").asBoolean());
            }
            assertEquals(
                    406,
                    console.accepting(type, admin, "PATCH", path, "{\"daily_limit\": 1}")
                            .status());
        }
        assertEquals(before, completeBody());
    }
}
