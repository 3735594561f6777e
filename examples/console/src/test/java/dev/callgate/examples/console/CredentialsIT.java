package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CredentialsIT {
    private static final int DECISIONS = 2_000;

    private static RunningConsole console;
    private static Company company;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
        company = console.company("acme");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static void requireNoCookie(Answer answer) {
        assertTrue(
                answer.response().headers().allValues("Set-Cookie").stream()
                        .noneMatch(each -> each.startsWith("JSESSIONID")),
                () -> answer.response().headers().toString());
    }

    @Test
    @DisplayName("C2 requests with a token or a password leave no session, however many there are")
    void credentialsLeaveNoSession() {
        int before = console.sessions();
        String body = "{\"agent_id\": \"%s\", \"to\": \"+12025550199\"}".formatted(company.agent());
        for (int i = 0; i < DECISIONS; i++) {
            Answer answer = console.send(company.login(Role.DIALER), "POST", "/api/v1/calls/preview", body);
            assertEquals(200, answer.status(), answer.text());
            requireNoCookie(answer);
        }
        for (int i = 0; i < 100; i++) {
            requireNoCookie(console.send(company.login(Role.ADMIN), "GET", "/api/v1/agents", ""));
            requireNoCookie(console.send(RunningConsole.basic("nobody", "wrong"), "GET", "/api/v1/agents", ""));
            requireNoCookie(console.send("Bearer wrong", "GET", "/api/v1/agents", ""));
        }
        assertEquals(before, console.sessions());
    }

    @Test
    @DisplayName("H4b strangers have no session, whatever they ask for, nor after a login that failed")
    void strangersHaveNoSession() throws Exception {
        int before = console.sessions();
        String query = "?a=" + "x".repeat(4_000);
        for (String path : List.of("/", "/login", "/phone-numbers", "/users", "/api/v1/agents", "/nothing", "/error")) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
                requireNoCookie(console.send("", method, path + query, ""));
            }
        }
        new Session(console).logIn("admin", "wrong");
        assertEquals(before, console.sessions());
    }

    @Test
    @DisplayName("C2 the cookie of a session is not looked at in a request with an Authorization header")
    void cookieIsIgnored() throws Exception {
        Session session = new Session(console);
        session.logIn("admin", RunningConsole.PASSWORD);
        assertEquals(200, session.get("/api/v1/agents").statusCode());
        String id = session.id();
        for (String login : List.of("x", "Bearer x", "Basic x", "Digest x")) {
            assertEquals(401, session.getAs(login, "/api/v1/agents").statusCode(), login);
        }
        assertEquals(
                403, session.getAs(company.login(Role.DIALER), "/api/v1/agents").statusCode());
        assertFalse(id.isEmpty());
        assertEquals(id, session.id());
        assertEquals(200, session.get("/api/v1/agents").statusCode());
    }
}
