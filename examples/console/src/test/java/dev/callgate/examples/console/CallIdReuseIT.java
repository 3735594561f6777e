package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.contract.ReusedIds;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A dialer's token, with which calls are asked for under ids that stand for other calls. */
@Timeout(300)
class CallIdReuseIT {
    private static final String CALLS = "/api/v1/calls";
    private static final int REQUESTS = 10_000;
    private static final int REQUESTS_BETWEEN_PREVIEWS = 10;

    @Test
    @DisplayName(
            "D5 D1 of 10,000 random requests of the API over 100 ids, none is allowed that a fresh id would not be, except "
                    + "true repetitions, and what is allowed is counted")
    void rejectsAnotherRequest() {
        try (RunningConsole console = RunningConsole.start()) {
            Company company = console.company("acme");
            String admin = company.login(Role.ADMIN);
            String added = console.send(admin, "POST", "/api/v1/phone-numbers", "{\"phone_number\": \"+12025550101\"}")
                    .json()
                    .at("/phoneNumber/id")
                    .asString();
            console.send(
                    admin,
                    "POST",
                    "/api/v1/phone-numbers/" + added + "/assign",
                    "{\"agent_id\": \"%s\", \"daily_limit\": 100000, \"allowed_countries\": [\"US\", \"CA\"]}"
                            .formatted(company.agent()));
            List<ReusedIds.Way> ways = ReusedIds.ways(List.of(company.agent(), company.colleague()), List.of());
            int counted = ReusedIds.run(
                    new Dialer(console, company.login(Role.DIALER), new AtomicInteger()),
                    company.organization().id(),
                    ways,
                    REQUESTS);
            JsonNode usage = console.send(admin, "GET", "/api/v1/agents/" + company.agent() + "/usage", "")
                    .json();
            assertEquals(counted, usage.get("calls_made_today").asInt());
        }
    }

    private record Dialer(RunningConsole console, String token, AtomicInteger requests) implements ReusedIds.Host {
        @Override
        public String ask(ReusedIds.Way way, String callId) {
            String json = "{\"agent_id\": \"%s\", \"to\": \"%s\", \"call_id\": \"%s\"}"
                    .formatted(way.agent(), way.to(), callId);
            boolean previewed = requests.incrementAndGet() % REQUESTS_BETWEEN_PREVIEWS == 0;
            String preview = previewed ? answer(console.send(token, "POST", CALLS + "/preview", json)) : "";
            String answer = answer(console.send(token, "POST", CALLS, json));
            assertEquals(previewed ? answer : "", preview);
            return answer;
        }

        private static String answer(Answer answer) {
            JsonNode json = answer.json();
            if (answer.status() == 409) {
                assertEquals("call_id", json.at("/error/field").asString());
                return json.at("/error/code").asString();
            }
            assertEquals(200, answer.status(), answer.text());
            if (!json.get("allowed").asBoolean()) {
                return json.at("/reasons/0/code").asString();
            }
            return json.get("repeated").asBoolean() ? ReusedIds.REPEATED : ReusedIds.ALLOWED;
        }

        @Override
        public void complete(String callId) {
            assertEquals(
                    200,
                    console.send(
                                    token,
                                    "POST",
                                    CALLS + "/complete",
                                    "{\"call_id\": \"%s\", \"result\": \"busy\"}".formatted(callId))
                            .status());
        }

        @Override
        public void release(String callId) {
            assertEquals(
                    200,
                    console.send(token, "POST", CALLS + "/release", "{\"call_id\": \"%s\"}".formatted(callId))
                            .status());
        }
    }
}
