package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultsIT {
    private static RunningConsole console;
    private static Company acme;
    private static Company other;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
        acme = console.company("acme");
        other = console.company("other");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    @DisplayName("M6 the console listens on 127.0.0.1 only")
    void address() {
        assertEquals("127.0.0.1", console.address());
    }

    @Test
    @DisplayName("L7 redirects name no host, whatever the request says")
    void redirects() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), console.at("/").getPort())) {
            socket.getOutputStream()
                    .write("GET /users HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.contains("Location: /login?page=%2Fusers\r\n"), answer);
            assertFalse(answer.contains("evil"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "/\\evil.example", "https://evil.example", "evil", "/%zz", "javascript:1"})
    @DisplayName("nobody is sent to another site after logging in")
    void pageAfterLogin(String page) throws Exception {
        HttpResponse<String> in = new Session(console).logIn("admin", RunningConsole.PASSWORD, page);
        assertEquals("/", in.headers().firstValue("Location").orElse(""));
    }

    @Test
    @DisplayName("a login leads to the page that was asked for")
    void requestedPage() throws Exception {
        HttpResponse<String> in =
                new Session(console).logIn("admin", RunningConsole.PASSWORD, "/audit?actor=admin&after=1");
        assertEquals(
                "/audit?actor=admin&after=1",
                in.headers().firstValue("Location").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/api/v1/agents"})
    @DisplayName("L8 pages and answers forbid what they do not need")
    void headers(String path) {
        HttpHeaders headers = console.send("", "GET", path, "").response().headers();
        assertEquals("same-origin", headers.firstValue("Referrer-Policy").orElse(""));
        assertEquals(
                "same-origin", headers.firstValue("Cross-Origin-Opener-Policy").orElse(""));
        assertTrue(headers.firstValue("Permissions-Policy").orElse("").contains("camera=()"), headers::toString);
        assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
    }

    @Test
    @DisplayName("L1 a user name that another organization has is free, and tells nothing of it")
    void userNames() {
        String user = "{\"username\": \"anna\", \"password\": \"kestrel umbrella 77\", \"role\": \"manager\"}";
        assertEquals(
                201,
                console.send(acme.login(Role.ADMIN), "POST", "/api/v1/users", user)
                        .status());
        assertEquals(
                201,
                console.send(other.login(Role.ADMIN), "POST", "/api/v1/users", user)
                        .status());
        assertEquals(
                409,
                console.send(other.login(Role.ADMIN), "POST", "/api/v1/users", user)
                        .status());
    }

    @Test
    @DisplayName("L14 there is no dialog for a user who does not exist, or is another organization's")
    void dialogs() throws Exception {
        Session session = new Session(console);
        session.logIn("admin@acme", RunningConsole.PASSWORD);
        String theirs = console.leaver(other);
        for (String page : new String[] {"/users/%s/password", "/users/%s/remove"}) {
            assertEquals(404, session.get(page.formatted(theirs)).statusCode());
            assertEquals(404, session.get(page.formatted("nobody")).statusCode());
            assertEquals(200, session.get(page.formatted(console.leaver(acme))).statusCode());
        }
    }

    @Test
    @DisplayName("L14 a refused CSRF token is told as that")
    void csrf() throws Exception {
        Session session = new Session(console);
        session.logIn("admin@acme", RunningConsole.PASSWORD);
        HttpResponse<String> refused =
                session.send("POST", "/api/v1/agents", "application/json", "{\"name\": \"Anna\"}", "guessed");
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("csrf_token_invalid"), refused.body());
    }
}
