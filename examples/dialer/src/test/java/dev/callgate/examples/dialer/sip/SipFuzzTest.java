package dev.callgate.examples.dialer.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.E164;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as what a trunk says to an INVITE. A line of hyphens separates datagrams, and {@code {Via}} is replaced by the
 * value of that header in the INVITE.
 */
class SipFuzzTest {
    private static final int MAX_DATAGRAM = 65_535;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern HEADER = Pattern.compile("(?m)^([A-Za-z-]+): (.*)$");
    private static final Pattern ANSWER = Pattern.compile("(?i)SIP/2\\.0\\s+2[0-9]{2}");
    private static final E164 FROM = E164.of("+12025550123");

    /** None of its timers ends a call before the test does. */
    private static final CallTimes TIMES = new CallTimes(SOON, SOON, SOON);

    private static final DatagramSocket TRUNK = socket();
    private static final SipPhone PHONE = SipPhone.open(
            new Trunk("127.0.0.1", TRUNK.getLocalPort()), InetAddress.getLoopbackAddress(), TIMES, Clock.systemUTC());

    private static int calls;

    private static DatagramSocket socket() {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setSoTimeout((int) SOON.toMillis());
            return socket;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Path> inputs() throws IOException {
        return Files.list(Path.of("src/test/resources/dev/callgate/examples/dialer/sip/SipFuzzTestInputs/trunk"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName("whatever a trunk says, a call ends once, and is dialed once")
    void stored(Path input) throws Exception {
        trunk(Files.readAllBytes(input));
    }

    @FuzzTest
    void trunk(byte[] said) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            call(new String(said, StandardCharsets.ISO_8859_1));
        } finally {
            System.setErr(usual);
        }
        String logged = log.toString(StandardCharsets.UTF_8);
        assertFalse(logged.contains("could not be handled") || logged.contains("Exception in thread"), logged);
    }

    private static void call(String said) throws Exception {
        Queue<CallOutcome> outcomes = new ConcurrentLinkedQueue<>();
        PHONE.call(new OutboundCall("fuzzed-" + ++calls, FROM, "+12125550142"), outcomes::add);
        Set<String> invites = new HashSet<>();
        InetSocketAddress phone = receive("INVITE", "fuzzed-" + calls + "@", invites);
        String invite = invites.iterator().next();
        String answer = HEADER.matcher(invite)
                .results()
                .reduce(
                        said,
                        (text, header) -> text.replace(
                                "{" + header.group(1) + "}", header.group(2).strip()),
                        (a, b) -> b);
        for (String datagram : answer.split("\n----\n")) {
            send(datagram.replaceAll("\r?\n", "\r\n"), phone);
        }
        awaitHandled(phone, invites);
        PHONE.abandonAll();
        PHONE.abandonAll();
        assertTrue(PHONE.awaitQuiet(SOON), "the call does not end");
        awaitHandled(phone, invites);
        assertEquals(1, outcomes.size(), outcomes::toString);
        assertTrue(
                ANSWER.matcher(answer).find() || outcomes.peek().result() != CallOutcome.Result.ANSWERED,
                outcomes::toString);
        assertEquals(1, invites.size(), invites::toString);
    }

    private static void send(String text, InetSocketAddress phone) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        TRUNK.send(new DatagramPacket(bytes, Math.min(bytes.length, MAX_DATAGRAM / 2), phone));
    }

    /** Receives up to a message, and keeps the INVITEs of the call on the way: those of the calls before may be repeated late. */
    private static InetSocketAddress receive(String beginning, String callId, Set<String> invites) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        while (true) {
            TRUNK.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
            if (text.startsWith("INVITE") && text.contains("Call-ID: fuzzed-" + calls + "@")) {
                invites.add(text);
            }
            if (text.startsWith(beginning) && text.contains("Call-ID: " + callId)) {
                return (InetSocketAddress) packet.getSocketAddress();
            }
        }
    }

    /** Waits until the phone has handled all that it was sent, which it answers in order. */
    private static void awaitHandled(InetSocketAddress phone, Set<String> invites) throws Exception {
        String options = """
                OPTIONS sip:dialer@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%s;branch=z9hG4bK-%s
                From: <sip:trunk@127.0.0.1>;tag=1
                To: <sip:dialer@127.0.0.1>
                Call-ID: last-%s
                CSeq: 1 OPTIONS
                Max-Forwards: 70
                Content-Length: 0

                """;
        String branch = calls + "-" + System.nanoTime();
        send(
                options.formatted(String.valueOf(TRUNK.getLocalPort()), branch, String.valueOf(calls))
                        .replace("\n", "\r\n"),
                phone);
        receive("SIP/2.0 200", "last-" + calls + "\r", invites);
    }
}
