package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.model.Terms;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CallIdInBodyIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** RFC 3261, section 25.1: the characters of a word; a Call-ID is one word, or two with an at sign between them. */
    private static final String WORD = "abcXYZ019-.!%*_+`'~()<>:\\\"/[]?{}";

    private static final int IDS = 300;

    private static RunningConsole console;
    private static Company company;
    private static String token;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
        company = console.company("acme");
        token = company.login(Role.DIALER);
        console.bean(Assignments.class)
                .assign(
                        console.bean(NumberInventory.class)
                                .add(NewNumber.of(company.organization().id(), "+12025550123")),
                        company.agent(),
                        Terms.dailyLimit(10_000).countries("US"));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    @DisplayName("D5, D6 a call of any SIP Call-ID can be decided, completed and released")
    void anySipCallId() {
        Random random = new Random(20261129);
        for (int i = 0; i < IDS; i++) {
            String id = word(random) + i + (random.nextBoolean() ? "@" + word(random) : "");
            end(id, i % 2 == 0);
        }
    }

    @Test
    @DisplayName("D5, D6 ids that a path cannot carry can be completed and released")
    void idsThatNoPathCarries() {
        List<String> ids = List.of(
                ".",
                "..",
                "a//b",
                "f81d4fae/7dec@biloxi",
                "w+x/y=@host",
                "3c26;x@10.0.0.1",
                "50%off@h",
                "a\\b",
                "%2F",
                "é✓😀");
        for (String id : ids) {
            end(id + "", true);
            end(id + "r", false);
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            word.append(WORD.charAt(random.nextInt(WORD.length())));
        }
        return word.toString();
    }

    private static void end(String id, boolean completed) {
        String quoted = JSON.writeValueAsString(id);
        Answer allowed = send(
                "",
                "{\"agent_id\": \"%s\", \"to\": \"+12025550199\", \"call_id\": %s}".formatted(company.agent(), quoted));
        assertTrue(allowed.json().path("allowed").asBoolean(), allowed.text());
        Answer ended = completed
                ? send("/complete", "{\"call_id\": %s, \"result\": \"busy\"}".formatted(quoted))
                : send("/release", "{\"call_id\": %s}".formatted(quoted));
        assertEquals(200, ended.status(), id + ": " + ended.text());
        assertEquals(id, ended.json().get("call_id").asString());
        assertEquals(!completed, ended.json().get("released").asBoolean());
    }

    @Test
    @DisplayName("a call id that is missing, or is none, is named")
    void missing() {
        for (String path : List.of("/complete", "/release")) {
            for (String body : List.of("{}", "{\"call_id\": null}", "{\"call_id\": \"\"}", "{\"call_id\": \" a\"}")) {
                Answer answer = send(path, body);
                assertEquals(422, answer.status(), answer.text());
                assertEquals("call_id", answer.json().at("/error/field").asString());
            }
        }
        assertEquals(404, send("/release", "{\"call_id\": \"unknown\"}").status());
    }

    private static Answer send(String path, String body) {
        return console.send(token, "POST", "/api/v1/calls" + path, body);
    }
}
