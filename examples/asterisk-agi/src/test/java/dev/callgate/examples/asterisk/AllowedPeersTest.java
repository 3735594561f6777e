package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.MovableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(60)
class AllowedPeersTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static AllowedPeers naming(String... addresses) {
        return AllowedPeers.of(LOOPBACK, List.of(addresses));
    }

    @ParameterizedTest(name = "--allow {0}: {1} is allowed: {2}")
    @CsvSource({
        "10.0.0.5,10.0.0.5,true",
        "10.0.0.5,10.0.0.6,false",
        "10.0.0.0/24,10.0.0.255,true",
        "10.0.0.0/24,10.0.1.0,false",
        "10.0.0.0/25,10.0.0.127,true",
        "10.0.0.0/25,10.0.0.128,false",
        "10.0.0.0/8,11.0.0.0,false",
        "0.0.0.0/0,203.0.113.7,true",
        "0.0.0.0/0,2001:db8::1,false",
        "10.0.0.5,::ffff:10.0.0.5,true",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "2001:db8::1,2001:db8::1,true",
        "2001:db8::1,2001:db8::2,false"
    })
    void contains(String named, String peer, boolean allowed) throws Exception {
        assertEquals(allowed, naming(named).allows(InetAddress.getByName(peer)));
    }

    @ParameterizedTest(name = "--allow {0}")
    @ValueSource(
            strings = {
                "",
                "asterisk.example.com",
                "10.0.0",
                "10",
                "10.0.0.256",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "2001:db8::/129",
                "fe80::1%eth0",
                ":::",
                "10.0.0.5 ",
                "10.0.0.5,10.0.0.6"
            })
    void rejectsInvalidAddresses(String text) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> naming(text)).getMessage();
        assertTrue(message.contains("is neither an IP address, such as 10.0.0.5, nor a network"), message);
    }

    @Test
    void rejectsANetworkWithHostBits() {
        String message = assertThrows(IllegalArgumentException.class, () -> naming("10.0.0.5/24"))
                .getMessage();
        assertTrue(message.contains("\"10.0.0.5/24\" has address bits behind its first 24"), message);
    }

    @ParameterizedTest(name = "--bind {0}")
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    @DisplayName("does not start where other machines can reach it and none is named, and says what to do")
    void doesNotStart(String bind) {
        StringWriter err = new StringWriter();
        int status = AsteriskAgi.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "--url",
                "jdbc:h2:mem:",
                "--bind",
                bind);
        assertEquals(1, status);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("name the address of each Asterisk server with --allow"), err::toString);
    }

    @Test
    @DisplayName("hangs up at once on who is not named, and logs it once a minute")
    void hangsUp() throws Exception {
        MovableClock clock = new MovableClock(Instant.EPOCH);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        int port = Acme.freePort();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (FastAgiServer server =
                FastAgiServer.start(LOOPBACK, port, naming("127.0.0.3"), Bounds.of(100, 100), clock, Map.of())) {
            for (int i = 0; i < 50; i++) {
                assertDisconnected("127.0.0.2", port);
                assertDisconnected("127.0.0.1", port);
            }
            assertEquals(0, server.sessions());
            assertEquals(1, count(log, "127.0.0.2: the server hung up: --allow does not name this address"));
            assertEquals(1, count(log, "127.0.0.1: the server hung up: --allow does not name this address"));
            try (Socket named = connected("127.0.0.3", port)) {
                named.getOutputStream().write("agi_network_script: none\n\n".getBytes(StandardCharsets.UTF_8));
                assertTrue(named.getInputStream().read() > 0);
            }
            clock.moveTo(clock.instant().plusSeconds(59));
            assertDisconnected("127.0.0.2", port);
            clock.moveTo(clock.instant().plusSeconds(1));
            assertDisconnected("127.0.0.2", port);
            Await.within(Duration.ofSeconds(5), "logged again", () -> count(log, "127.0.0.2: ") == 2);
        } finally {
            System.setErr(before);
        }
    }

    private static long count(ByteArrayOutputStream log, String text) {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(each -> each.contains(text))
                .count();
    }

    private static Socket connected(String address, int port) throws Exception {
        Socket socket = new Socket(LOOPBACK, port, InetAddress.getByName(address), 0);
        socket.setSoTimeout(1_000);
        return socket;
    }

    /** Before the request would have to be complete. */
    private static void assertDisconnected(String address, int port) throws Exception {
        try (Socket socket = connected(address, port)) {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e.getMessage());
        }
    }

    @Test
    @DisplayName("logs 100 addresses a minute at most")
    void limitsLoggedAddresses() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
        MovableClock clock = new MovableClock(Instant.EPOCH);
        PeerLog log = new PeerLog(LoggerFactory.getLogger("peers"), clock);
        try {
            for (int i = 0; i < 1_000; i++) {
                log.warn(InetAddress.getByName("10.0." + i / 250 + "." + i % 250), "silent");
            }
            assertEquals(100, count(out, "silent"));
            clock.moveTo(clock.instant().plusSeconds(60));
            log.warn(InetAddress.getByName("10.0.0.0"), "silent");
            assertEquals(101, count(out, "silent"));
        } finally {
            System.setErr(before);
        }
    }
}
