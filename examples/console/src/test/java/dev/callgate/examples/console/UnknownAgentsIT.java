package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class UnknownAgentsIT {
    private static final String CALL = "{\"agent_id\": \"%s\", \"to\": \"%s\"}";

    @Test
    @DisplayName(
            "T2 an agent whom the organization does not have is not found, and leaves no row; D7 and may call 911 all the same")
    void unknownAgents() {
        try (RunningConsole console = RunningConsole.start()) {
            Company company = console.company("acme");
            Company other = console.company("other");
            String token = company.login(Role.DIALER);
            for (String agent : List.of("nobody", other.agent().value(), "x".repeat(64))) {
                for (String path : List.of("/api/v1/calls", "/api/v1/calls/preview")) {
                    for (String to : List.of("+12025550199", "+442071838750")) {
                        Answer answer = console.send(token, "POST", path, CALL.formatted(agent, to));
                        assertEquals(404, answer.status(), answer.text());
                        assertEquals(
                                "not_found", answer.json().at("/error/code").asString());
                    }
                    for (String to : List.of("911", "112", "9-1-1;ext=2", "\\t911\\n", "\\u200b911")) {
                        Answer emergency = console.send(token, "POST", path, CALL.formatted(agent, to));
                        assertEquals(200, emergency.status(), emergency.text());
                        assertTrue(emergency.json().get("allowed").asBoolean(), to);
                    }
                }
            }
            JdbcClient database = console.bean(JdbcClient.class);
            assertEquals(0, rows(database));
            Answer refused =
                    console.send(token, "POST", "/api/v1/calls", CALL.formatted(company.agent(), "+12025550199"));
            assertEquals(200, refused.status(), refused.text());
            assertEquals(1, rows(database));
        }
    }

    private static int rows(JdbcClient database) {
        return database.sql("SELECT COUNT(*) FROM daily_refusals")
                .query(Integer.class)
                .single();
    }
}
