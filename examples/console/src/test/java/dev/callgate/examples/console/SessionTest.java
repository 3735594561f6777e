package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.login.Role;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static RunningConsole console;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(console.at(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String type, String body, String csrf)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(console.at(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
        if (!csrf.isEmpty()) {
            request.header("X-CSRF-TOKEN", csrf);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private String csrfOf(String page) throws IOException, InterruptedException {
        Matcher found = CSRF.matcher(get(page).body());
        assertTrue(found.find(), page);
        return found.group(1);
    }

    private HttpResponse<String> logIn(String password) throws IOException, InterruptedException {
        return logIn("admin", password);
    }

    private HttpResponse<String> logIn(String user, String password) throws IOException, InterruptedException {
        String form = "username=%s&password=%s&_csrf=%s"
                .formatted(
                        user,
                        URLEncoder.encode(password, StandardCharsets.UTF_8),
                        URLEncoder.encode(csrfOf("/login"), StandardCharsets.UTF_8));
        return post("/login", "application/x-www-form-urlencoded", form, "");
    }

    private String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(each -> each.getName().equals("JSESSIONID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    @Test
    @DisplayName("logging in begins another session, whose cookie no script sees; a wrong password begins none")
    void logIn() throws Exception {
        URI failed = URI.create(logIn("wrong").headers().firstValue("Location").orElse(""));
        assertEquals("error", failed.getQuery());
        assertEquals(401, get(NUMBERS).statusCode());
        String before = session();
        HttpResponse<String> in = logIn(RunningConsole.PASSWORD);
        assertEquals(302, in.statusCode());
        assertNotEquals(before, session());
        String cookie = in.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        assertEquals(200, get(NUMBERS).statusCode());
    }

    @Test
    @DisplayName("what changes something in a session needs the session's CSRF token")
    void csrf() throws Exception {
        logIn(RunningConsole.PASSWORD);
        String agent = "{\"name\": \"Anna\"}";
        assertEquals(403, post("/api/v1/agents", "application/json", agent, "").statusCode());
        assertEquals(
                403,
                post("/api/v1/agents", "application/json", agent, "guessed").statusCode());
        String token = csrfOf("/logout");
        assertEquals(
                201, post("/api/v1/agents", "application/json", agent, token).statusCode());
    }

    @Test
    @DisplayName("the session of a user who is removed ends at once")
    void removed() throws Exception {
        RunningConsole.Company company = console.company("sessions");
        String leaver = console.leaver(company);
        logIn(leaver.replace("@", "%40"), RunningConsole.PASSWORD);
        assertEquals(200, get(NUMBERS).statusCode());
        assertEquals(
                200,
                console.send(company.login(Role.ADMIN), "DELETE", "/api/v1/users/" + leaver, "")
                        .status());
        assertEquals(401, get(NUMBERS).statusCode());
    }

    @Test
    @DisplayName("with a new password of the own the session goes on, and the user's other sessions end")
    void ownPassword() throws Exception {
        String manager = "manager@" + console.company("passwords").name();
        SessionTest elsewhere = new SessionTest();
        elsewhere.logIn(manager, RunningConsole.PASSWORD);
        logIn(manager, RunningConsole.PASSWORD);
        assertEquals(200, elsewhere.get(NUMBERS).statusCode());
        assertEquals(200, changePassword(RunningConsole.PASSWORD).statusCode());
        assertEquals(200, get(NUMBERS).statusCode());
        assertEquals(401, elsewhere.get(NUMBERS).statusCode());
    }

    @Test
    @DisplayName("wrong passwords in a session are counted as those before it: after ten, the right one is refused too")
    void guessing() throws Exception {
        String manager = "manager@" + console.company("guessed").name();
        logIn(manager, RunningConsole.PASSWORD);
        for (int i = 0; i < 10; i++) {
            assertEquals(422, changePassword("wrong").statusCode());
        }
        HttpResponse<String> right = changePassword(RunningConsole.PASSWORD);
        assertEquals(422, right.statusCode());
        assertTrue(right.body().contains("\"field\":\"current\""), right.body());
        URI failed = URI.create(new SessionTest()
                .logIn(manager, RunningConsole.PASSWORD)
                .headers()
                .firstValue("Location")
                .orElse(""));
        assertEquals("error", failed.getQuery());
    }

    private HttpResponse<String> changePassword(String current) throws IOException, InterruptedException {
        String body = "{\"current\": \"%s\", \"password\": \"0123456789\"}".formatted(current);
        return browser.send(
                HttpRequest.newBuilder(console.at("/api/v1/account/password"))
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-TOKEN", csrfOf("/logout"))
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    @DisplayName("the sessions of a user end when an administrator gives the user another password")
    void givenPassword() throws Exception {
        RunningConsole.Company company = console.company("forgetful");
        logIn("manager@forgetful", RunningConsole.PASSWORD);
        assertEquals(200, get(NUMBERS).statusCode());
        assertEquals(
                200,
                console.send(
                                company.login(Role.ADMIN),
                                "PUT",
                                "/api/v1/users/manager@forgetful/password",
                                "{\"password\": \"0123456789\"}")
                        .status());
        assertEquals(401, get(NUMBERS).statusCode());
    }

    @Test
    @DisplayName("a stranger is asked to log in, sees health, and nothing else of the actuator; pages are not framed")
    void strangers() throws Exception {
        HttpResponse<String> health = get("/actuator/health");
        assertEquals("{\"status\":\"UP\"}", health.body());
        HttpResponse<String> env = get("/actuator/env");
        assertEquals(302, env.statusCode());
        assertTrue(env.headers().firstValue("Location").orElse("").endsWith("/login"));
        HttpResponse<String> page = get("/login");
        assertTrue(
                page.headers().firstValue("Content-Security-Policy").orElse("").contains("frame-ancestors 'none'"));
        assertFalse(
                get(NUMBERS).headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic"));
    }
}
