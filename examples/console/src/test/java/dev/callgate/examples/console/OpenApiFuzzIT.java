package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is sent to what the OpenAPI document describes is answered, or refused in the API's form; the server never fails. */
class OpenApiFuzzIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What people, programs and attackers write into fields. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "+12025550123",
            "+12025550124,telnyx,US\n\"",
            "0",
            "-1",
            "null",
            "active",
            "assigned",
            "US",
            "*",
            "csv",
            "day",
            "busy",
            "admin",
            "2026-03-01",
            "2026-02-30",
            "+999999999-12-31",
            "9e999",
            "' OR 1=1 --",
            "%_!",
            "<script>",
            "\u0000",
            "\uD83D\uDE00",
            "\u202E",
            "\r\nSet-Cookie: a=b",
            "../../etc",
            "x".repeat(5_000),
            "01936000-0000-7000-8000-000000000001");

    private static final List<String> NUMBERS =
            List.of("0", "1", "-1", "100", "1000001", "2147483648", "-9223372036854775809", "0.5", "1e400");

    private static RunningConsole console;
    private static Company company;
    private static JsonNode document;
    private static List<Operation> operations;

    @BeforeContainer
    static void start() {
        console = RunningConsole.withOperator();
        company = console.company("fuzzed");
        Answer answer = console.send(company.login(Role.ADMIN), "GET", "/api/v1/openapi", "");
        document = answer.json();
        operations = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(each -> operations.add(
                        new Operation(each.getKey().toUpperCase(Locale.ROOT), path.getKey(), each.getValue()))));
        assertFalse(operations.isEmpty());
    }

    @AfterContainer
    static void stop() {
        console.close();
    }

    /** One thing that can be asked, as the document describes it. */
    private record Operation(String method, String path, JsonNode described) {}

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    @Property(tries = 1_000)
    @Label("no request of any shape makes the server fail, and each refusal is in the API's form")
    void neverFails(@ForAll("seeds") long seed) {
        Random random = new Random(seed);
        Operation operation = operations.get(random.nextInt(operations.size()));
        String path = path(operation, random);
        Map.Entry<String, JsonNode> content = content(operation, random);
        String login = company.login(path.startsWith("/api/v1/organizations") ? Role.OPERATOR : Role.ADMIN);
        Answer answer = content == null
                ? console.send(login, operation.method(), path, "")
                : console.send(
                        login,
                        operation.method(),
                        path,
                        content.getKey(),
                        body(content.getKey(), content.getValue(), random));
        String what = "%s %s: %d %s".formatted(operation.method(), path, answer.status(), answer.text());
        assertTrue(answer.status() < 500, what);
        // A path that is not even HTTP is refused before it gets to the API.
        if (answer.status() > 400 || (answer.status() == 400 && answer.text().startsWith("{"))) {
            assertFalse(answer.json().get("success").asBoolean(), what);
            assertFalse(answer.json().at("/error/code").asString().isEmpty(), what);
            assertFalse(answer.json().at("/error/message").asString().isEmpty(), what);
        } else if (answer.status() < 300 && answer.text().startsWith("{")) {
            assertEquals(true, answer.json().get("success").asBoolean(), what);
        }
    }

    private static String path(Operation operation, Random random) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.described().path("parameters")) {
            String name = parameter.get("name").asString();
            String value = encoded(plain(parameter.path("schema"), random));
            if (parameter.get("in").asString().equals("path")) {
                path = path.replace("{" + name + "}", value.isEmpty() ? "x" : value);
            } else if (random.nextBoolean()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
            }
        }
        return path + query;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A value as text: mostly one that fits, sometimes any. */
    private static String plain(JsonNode schema, Random random) {
        JsonNode value = value(schema, random);
        return value.isString() ? value.asString() : value.toString();
    }

    private static Map.Entry<String, JsonNode> content(Operation operation, Random random) {
        Map<String, JsonNode> all = new TreeMap<>();
        operation
                .described()
                .at("/requestBody/content")
                .properties()
                .forEach(each -> all.put(each.getKey(), each.getValue().path("schema")));
        return all.isEmpty() ? null : List.copyOf(all.entrySet()).get(random.nextInt(all.size()));
    }

    private static String body(String type, JsonNode schema, Random random) {
        String text = type.equals("application/json") ? value(schema, random).toString() : text(random);
        return text.isEmpty() ? " " : text;
    }

    private static JsonNode value(JsonNode schema, Random random) {
        if (random.nextInt(10) == 0) {
            return anything(random);
        }
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asString();
            return value(document.at(name.substring(1)), random);
        }
        JsonNode type = schema.path("type");
        String known = type.isArray() ? type.get(0).asString() : type.asString("string");
        return switch (known) {
            case "object" -> object(schema, random);
            case "array" -> {
                ArrayNode array = JSON.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(schema.path("items"), random));
                }
                yield array;
            }
            case "integer", "number" -> JSON.readTree(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            default -> JSON.getNodeFactory().stringNode(text(random));
        };
    }

    private static ObjectNode object(JsonNode schema, Random random) {
        ObjectNode object = JSON.createObjectNode();
        schema.path("properties").properties().forEach(each -> {
            if (random.nextInt(4) > 0) {
                object.set(each.getKey(), value(each.getValue(), random));
            }
        });
        if (schema.has("additionalProperties") || random.nextInt(20) == 0) {
            object.set(random.nextBoolean() ? "voice" : text(random), anything(random));
        }
        return object;
    }

    private static JsonNode anything(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> JSON.getNodeFactory().nullNode();
            case 1 -> JSON.getNodeFactory().booleanNode(true);
            case 2 -> JSON.createArrayNode().add(text(random));
            case 3 -> JSON.createObjectNode().put(text(random), 1);
            case 4 -> JSON.readTree(NUMBERS.get(random.nextInt(NUMBERS.size())));
            default -> JSON.getNodeFactory().stringNode(text(random));
        };
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
