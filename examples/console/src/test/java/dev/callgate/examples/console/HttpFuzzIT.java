package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any bytes as what a client sends to the server. {@code {admin}}, {@code {manager}} and {@code {dialer}} are replaced by what logs in,
 * {@code {agent}} by an agent's ID, and {@code {length}} by the length of the body.
 */
class HttpFuzzIT {
    private static final int SOON_MILLIS = 60_000;
    private static final int MAX_ANSWER = 1 << 20;
    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 ([0-9]{3})");
    private static final Pattern LENGTH = Pattern.compile("(?mi)^Content-Length: ([0-9]+)\r$");

    /** Not implemented, and HTTP version not supported: a server has to answer so (RFC 9110, section 15.6). */
    private static final Set<String> NO_FAILURES = Set.of("501", "505");

    private static final String NUMBER = "+12025550123";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final RunningConsole CONSOLE = RunningConsole.withOperator();
    private static final Company COMPANY = CONSOLE.company("fuzzed");

    static Stream<Path> inputs() throws IOException {
        return Files.list(Path.of("src/test/resources/dev/callgate/examples/console/HttpFuzzITInputs/client"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName(
            "whatever a client sends, the server does not fail, answers in its form, and logs no secret and no number")
    void stored(Path input) throws IOException {
        client(Files.readAllBytes(input));
    }

    @FuzzTest
    void client(byte[] sent) throws IOException {
        try (CapturedLog log = new CapturedLog()) {
            String request = request(new String(sent, StandardCharsets.ISO_8859_1));
            checkAnswer(answerTo(request));
            checkLog(log.events());
        }
    }

    private static String request(String input) {
        String filled = input.replaceAll("\r?\n", "\r\n")
                .replace("{admin}", COMPANY.login(Role.ADMIN))
                .replace("{manager}", COMPANY.login(Role.MANAGER))
                .replace("{dialer}", COMPANY.login(Role.DIALER))
                .replace("{agent}", COMPANY.agent().value());
        int body = filled.indexOf("\r\n\r\n");
        return body < 0 ? filled : filled.replace("{length}", String.valueOf(filled.length() - body - 4));
    }

    private static String answerTo(String request) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        URI server = CONSOLE.at("/");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(SOON_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(heard);
        } catch (SocketException e) {
            // the server hung up with something unread
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    private static void checkAnswer(String answer) {
        assertTrue(answer.length() < MAX_ANSWER);
        for (Matcher each = STATUS.matcher(answer); each.find(); ) {
            assertTrue(each.group(1).compareTo("500") < 0 || NO_FAILURES.contains(each.group(1)), answer);
        }
        int body = answer.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(answer);
        if (body > 0 && answer.startsWith("HTTP/1.1 4") && length.find() && length.start() < body) {
            String text = answer.substring(body + 4);
            if (answer.substring(0, body).toLowerCase(Locale.ROOT).contains("content-type: application/json")) {
                JsonNode json = JSON.readTree(text);
                assertEquals(false, json.get("success").asBoolean(), answer);
                assertFalse(json.at("/error/code").asString().isEmpty(), answer);
                assertFalse(json.at("/error/message").asString().isEmpty(), answer);
            }
        }
    }

    private static void checkLog(List<ILoggingEvent> events) {
        List<String> lines = CapturedLog.lines(events);
        assertTrue(events.stream().noneMatch(each -> each.getLevel().isGreaterOrEqual(Level.ERROR)), lines::toString);
        assertTrue(events.stream().noneMatch(each -> each.getThrowableProxy() != null), lines::toString);
        for (String secret : List.of(RunningConsole.PASSWORD, COMPANY.token(), NUMBER)) {
            assertTrue(lines.stream().noneMatch(each -> each.contains(secret)), lines::toString);
        }
    }
}
