package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErrorFormIT {
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

    private static void isForm(int status, JsonNode answer) {
        assertFalse(answer.get("success").asBoolean());
        assertFalse(answer.at("/error/code").asString().isEmpty());
        assertFalse(answer.at("/error/message").asString().isEmpty());
        assertTrue(status >= 400 && status < 500, status + ": " + answer);
    }

    @Test
    @DisplayName("the error page without an error, unknown paths and wrong methods are told in the API's form")
    void springsRefusals() {
        Answer error = console.send("", "GET", "/error", "");
        assertEquals(404, error.status(), error.text());
        isForm(error.status(), error.json());
        String admin = company.login(Role.ADMIN);
        for (List<String> each : List.of(
                List.of("404", "GET", "/api/v1/nothing"),
                List.of("405", "DELETE", "/api/v1/agents"),
                List.of("405", "PUT", "/api/v1/calls"),
                List.of("422", "GET", "/api/v1/phone-numbers?search=%00"),
                List.of("422", "GET", "/api/v1/phone-numbers?provider=a%0Ab"),
                List.of("422", "GET", "/api/v1/reports/usage?from=0000-01-01"),
                List.of("422", "GET", "/api/v1/reports/usage?to=-999999999-01-01"),
                List.of("422", "GET", "/api/v1/reports/usage?from=%2B999999999-12-31"))) {
            Answer answer = console.send(admin, each.get(1), each.get(2), "");
            assertEquals(each.get(0), String.valueOf(answer.status()), answer.text());
            isForm(answer.status(), answer.json());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/phone-numbers?search=%zz",
                "GET /phone-numbers?search=%zz",
                "GET /login?a=%",
                "GET /login?a=%ff",
                "GET /api/v1/%2e%2e/%2f",
                "GET /api/v1/agents/a%2Fb/usage",
                "GET /api/v1/a\\b",
                "GET /api/v1/{x}",
                "GET /api/v1/%00",
                "GET /api/v1/agents;a=b",
                "TRACE /api/v1/agents",
                "FOO /api/v1/agents"
            })
    @DisplayName("what is hardly HTTP is refused in the API's form, and never as a failure of the server")
    void tomcatsRefusals(String line) throws IOException {
        String answer = raw(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        int status = Integer.parseInt(answer.split(" ")[1]);
        if (status != 302) {
            isForm(status, body(answer));
        }
    }

    /** Sends a request that has to be refused in the API's form, without a stack trace in the log. */
    private void assertRefusedQuietly(String request) throws IOException {
        try (CapturedLog log = new CapturedLog()) {
            String answer = raw(request);
            isForm(Integer.parseInt(answer.split(" ")[1]), body(answer));
            assertTrue(
                    log.events().stream().noneMatch(each -> each.getThrowableProxy() != null),
                    () -> CapturedLog.lines(log.events()).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: x",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Content-Length: 1\r\nContent-Length: 2",
                "Transfer-Encoding: chunked\r\nContent-Length: x"
            })
    @DisplayName("a body whose length cannot be read is refused in the API's form, without a stack trace in the log")
    void unreadableLengths(String headers) throws IOException {
        assertRefusedQuietly(
                "POST /api/v1/agents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n\r\n{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/calls",
                "A.GET /api/v1/calls",
                "GET /api/v1//calls",
                "GET /api/v1/nowhere",
                "GET /login"
            })
    @DisplayName("parameters that cannot be decoded are refused in the API's form, without a stack trace in the log")
    void undecodableParameters(String line) throws IOException {
        assertRefusedQuietly(line + "?%tt=x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + company.login(Role.ADMIN) + "\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "POST /api/v1/phone-numbers/bulk-upload, text/csv, */*",
        "POST /api/v1/phone-numbers/bulk-upload, text/csv, application/x-ndjson",
        "POST /api/v1/phone-numbers/bulk-upload, application/json, */*",
        "PUT /api/v1/do-not-call-lists/own, text/csv, */*",
        "POST /api/v1/agents, application/json, */*",
        "POST /api/v1/calls, application/json, */*"
    })
    @DisplayName("a body that is not chunked, though its headers say so, is refused in the API's form")
    void brokenChunks(String line, String type, String accepted) throws IOException {
        assertRefusedQuietly("%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: %s\r\n"
                        .formatted(line, company.login(Role.ADMIN))
                + "Content-Type: %s\r\nAccept: %s\r\nTransfer-Encoding: chunked\r\n\r\nphone_number\r\n"
                        .formatted(type, accepted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/x-ndjson"})
    @DisplayName("a file that breaks off after a second header is refused in the API's form")
    void shortFile(String accepted) throws IOException {
        String file = "phone_number\n1\nphone_number,provider\n+12025550124,acme";
        String answer =
                raw("POST /api/v1/phone-numbers/bulk-upload HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Authorization: %s\r\nContent-Type: text/csv\r\nAccept: %s\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(company.login(Role.ADMIN), accepted, file.length() + 10, file));
        isForm(Integer.parseInt(answer.split(" ")[1]), body(answer));
    }

    @Test
    @DisplayName("a path and a header that are too long are refused in the API's form")
    void tooLong() throws IOException {
        for (String request : List.of(
                "GET /api/v1/" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/v1/agents HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
            String answer = raw(request);
            isForm(Integer.parseInt(answer.split(" ")[1]), body(answer));
        }
    }

    private static JsonNode body(String answer) {
        return JsonMapper.shared().readTree(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
    }

    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(console.at("/").getHost(), console.at("/").getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
