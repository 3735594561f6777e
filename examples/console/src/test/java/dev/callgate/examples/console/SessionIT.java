package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Users;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionIT {
    private static final String NUMBERS = "/api/v1/phone-numbers";

    private static RunningConsole console;

    private Session session;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void newSession() {
        session = new Session(console);
    }

    @Test
    @DisplayName("logging in begins another session, whose cookie no script sees; a wrong password begins none")
    void logIn() throws Exception {
        URI failed = URI.create(
                session.logIn("admin", "wrong").headers().firstValue("Location").orElse(""));
        assertEquals("error", failed.getQuery());
        assertEquals(401, session.get(NUMBERS).statusCode());
        String before = session.id();
        HttpResponse<String> in = session.logIn("admin", RunningConsole.PASSWORD);
        assertEquals(302, in.statusCode());
        assertNotEquals(before, session.id());
        String cookie = in.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        assertEquals(200, session.get(NUMBERS).statusCode());
    }

    @Test
    @DisplayName("what changes something in a session needs the session's CSRF token")
    void csrf() throws Exception {
        session.logIn("admin", RunningConsole.PASSWORD);
        String agent = "{\"name\": \"Anna\"}";
        assertEquals(
                403,
                session.send("POST", "/api/v1/agents", "application/json", agent, "")
                        .statusCode());
        assertEquals(
                403,
                session.send("POST", "/api/v1/agents", "application/json", agent, "guessed")
                        .statusCode());
        String token = session.csrfOf("/account");
        assertEquals(
                201,
                session.send("POST", "/api/v1/agents", "application/json", agent, token)
                        .statusCode());
    }

    @Test
    @DisplayName("the session of a user who is removed ends at once")
    void removed() throws Exception {
        RunningConsole.Company company = console.company("sessions");
        String leaver = console.leaver(company);
        session.logIn("leaver@sessions", RunningConsole.PASSWORD);
        assertEquals(200, session.get(NUMBERS).statusCode());
        assertEquals(
                200,
                console.send(company.login(Role.ADMIN), "DELETE", "/api/v1/users/" + leaver, "")
                        .status());
        assertEquals(401, session.get(NUMBERS).statusCode());
    }

    @Test
    @DisplayName("with a new password of the own the session goes on, and the user's other sessions end")
    void ownPassword() throws Exception {
        String manager = "manager@" + console.company("passwords").name();
        Session elsewhere = new Session(console);
        elsewhere.logIn(manager, RunningConsole.PASSWORD);
        session.logIn(manager, RunningConsole.PASSWORD);
        assertEquals(200, elsewhere.get(NUMBERS).statusCode());
        assertEquals(200, changePassword(RunningConsole.PASSWORD).statusCode());
        assertEquals(200, session.get(NUMBERS).statusCode());
        assertEquals(401, elsewhere.get(NUMBERS).statusCode());
    }

    @Test
    @DisplayName("wrong passwords in a session are counted as those before it: after ten, the right one is refused too")
    void guessing() throws Exception {
        String manager = "manager@" + console.company("guessed").name();
        session.logIn(manager, RunningConsole.PASSWORD);
        for (int i = 0; i < 10; i++) {
            assertEquals(422, changePassword("wrong").statusCode());
        }
        HttpResponse<String> right = changePassword(RunningConsole.PASSWORD);
        assertEquals(422, right.statusCode());
        assertTrue(right.body().contains("\"field\":\"current\""), right.body());
        URI failed = URI.create(new Session(console)
                .logIn(manager, RunningConsole.PASSWORD)
                .headers()
                .firstValue("Location")
                .orElse(""));
        assertEquals("error", failed.getQuery());
    }

    private HttpResponse<String> changePassword(String current) throws IOException, InterruptedException {
        String body = "{\"current\": \"%s\", \"password\": \"kestrel umbrella 77\"}".formatted(current);
        return session.send("PUT", "/api/v1/account/password", "application/json", body, session.csrfOf("/account"));
    }

    @Test
    @DisplayName("the sessions of a user end when an administrator gives the user another password")
    void givenPassword() throws Exception {
        RunningConsole.Company company = console.company("forgetful");
        Member manager = console.bean(Users.class).list(company.organization().id(), 1_000, 0).stream()
                .filter(each -> each.role() == Role.MANAGER)
                .findFirst()
                .orElseThrow();
        session.logIn("manager@forgetful", RunningConsole.PASSWORD);
        assertEquals(200, session.get(NUMBERS).statusCode());
        assertEquals(
                200,
                console.send(
                                company.login(Role.ADMIN),
                                "PUT",
                                "/api/v1/users/%s/password".formatted(manager.id()),
                                "{\"password\": \"kestrel umbrella 77\"}")
                        .status());
        assertEquals(401, session.get(NUMBERS).statusCode());
    }

    @Test
    @DisplayName("a stranger is asked to log in, sees health, and nothing else of the actuator; pages are not framed")
    void strangers() throws Exception {
        HttpResponse<String> health = session.get("/actuator/health");
        assertEquals("{\"status\":\"UP\"}", health.body());
        HttpResponse<String> env = session.get("/actuator/env");
        assertEquals(302, env.statusCode());
        assertEquals(
                "/login?page=%2Factuator%2Fenv",
                env.headers().firstValue("Location").orElse(""));
        HttpResponse<String> page = session.get("/login");
        assertTrue(
                page.headers().firstValue("Content-Security-Policy").orElse("").contains("frame-ancestors 'none'"));
        assertFalse(session.get(NUMBERS)
                .headers()
                .firstValue("WWW-Authenticate")
                .orElse("")
                .startsWith("Basic"));
    }
}
