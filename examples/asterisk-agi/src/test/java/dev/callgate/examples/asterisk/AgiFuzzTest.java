package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.callgate.host.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as what a peer says: its request, and its answers to the commands of the server. */
class AgiFuzzTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Acme ACME = Acme.bounded(Database.inMemory(), Bounds.of(100, 100));

    /** A message at level ERROR, or a line of a stack trace. */
    private static final Pattern FAULT = Pattern.compile("(?m)^\\S+ \\[[^]]*] ERROR |^\\tat ");

    /** Asterisk takes a line feed for the end of a command, and nothing else. */
    private static final Pattern COMMAND = Pattern.compile("(GET VARIABLE|SET VARIABLE|VERBOSE) \"?.+", Pattern.DOTALL);

    private static final Pattern ALLOWED = Pattern.compile("SET VARIABLE \"?CALLGATE_ALLOWED\"? \"?1\"?");
    private static final Pattern EMERGENCY = Pattern.compile("SET VARIABLE \"?CALLGATE_EMERGENCY\"? \"?1\"?");
    private static final Pattern REPEATED = Pattern.compile("SET VARIABLE \"?CALLGATE_REPEATED\"? \"?1\"?");

    static Stream<Path> inputs() throws IOException {
        return Files.list(Path.of("src/test/resources/dev/callgate/examples/asterisk/AgiFuzzTestInputs/peer"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName("D1 whatever a peer says, it is allowed only calls that are counted, and its session ends")
    void stored(Path input) throws Exception {
        peer(Files.readAllBytes(input));
    }

    @FuzzTest
    void peer(byte[] said) throws Exception {
        int before = ACME.counted();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        List<String> commands;
        try {
            commands = answersTo(said);
            Await.within(SOON, "a session stays open", () -> ACME.sessions() == 0);
        } finally {
            System.setErr(usual);
        }
        String logged = log.toString(StandardCharsets.UTF_8);
        assertFalse(FAULT.matcher(logged).find(), logged);
        assertFalse(logged.contains(Acme.CALLEE), logged);
        commands.forEach(
                each -> assertTrue(each.isEmpty() || COMMAND.matcher(each).matches(), each));
        boolean allowed = has(ALLOWED, commands) && !has(EMERGENCY, commands) && !has(REPEATED, commands);
        int counted = ACME.counted() - before;
        assertTrue(allowed ? counted == 1 : counted <= 1, () -> counted + " calls were counted: " + commands);
    }

    private static boolean has(Pattern command, List<String> commands) {
        return commands.stream().anyMatch(each -> command.matcher(each).matches());
    }

    private static List<String> answersTo(byte[] said) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ACME.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write(said);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(heard);
        } catch (SocketException e) {
            // the server hung up with something unread
        }
        return List.of(heard.toString(StandardCharsets.UTF_8).split("\n"));
    }
}
