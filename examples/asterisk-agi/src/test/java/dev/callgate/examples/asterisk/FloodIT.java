package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls while other peers hold all the connections that they can get, by real sockets. */
@Timeout(120)
class FloodIT {
    private static final int SESSIONS = 200;
    private static final int CALLS = 50;

    /** Threads that have just ended a session, and have not noticed yet. */
    private static final int ENDING_SESSIONS = 20;

    private final Database database = Database.inMemory();

    @AfterEach
    void close() {
        database.close();
    }

    private Acme acme() {
        return Acme.bounded(database, Bounds.of(SESSIONS, Bounds.DEFAULT_SESSIONS_PER_ADDRESS));
    }

    private static IntFunction<String> addresses(int number, int first) {
        return peer -> "127.0.0." + (first + peer % number);
    }

    @ParameterizedTest(name = "{0} silent and {1} trickling peers, of {2} addresses from 127.0.0.{3}")
    @DisplayName("calls are answered while peers that never end a request hold all connections that they can get")
    @CsvSource({"200,200,1,1", "200,200,1,2", "200,200,10,2", "0,400,3,2", "2000,0,1,1", "2000,0,200,2"})
    void answersCalls(int silent, int trickling, int number, int first) throws Exception {
        try (Acme acme = acme()) {
            try (Flood flood = Flood.of(acme.port(), silent, trickling, addresses(number, first))) {
                for (int call = 0; call < CALLS; call++) {
                    assertAllowed(acme, "1." + call);
                    assertTrue(acme.sessions() <= SESSIONS, () -> "open sessions: " + acme.sessions());
                    assertTrue(threads() <= SESSIONS + ENDING_SESSIONS, () -> "threads: " + threads());
                }
                assertTrue(flood.hungUp() > 0, "the peers of the flood were never hung up on");
            }
            assertAsBefore(acme);
        }
    }

    @RepeatedTest(5)
    @DisplayName("100 calls at the same moment are answered while silent peers hold all connections that they can get")
    void answersABurst() throws Exception {
        try (Acme acme = acme();
                Flood flood = Flood.of(acme.port(), SESSIONS, SESSIONS, addresses(10, 2))) {
            HundredSessions.decide(acme, "1.").assertAllowed(100);
            assertTrue(flood.hungUp() > 0, "the peers of the flood were never hung up on");
        }
    }

    @Test
    @DisplayName("calls are answered while peers that ended their request never answer a command")
    void answersCallsBesideSilentPeers() throws Exception {
        List<Socket> mute = new ArrayList<>();
        try (Acme acme = acme()) {
            for (int i = 0; i < SESSIONS; i++) {
                mute.add(requested(acme.port(), addresses(4, 2).apply(i)));
            }
            Await.within(Duration.ofSeconds(3), "no call is answered", () -> isAllowed(acme, "1.1"));
        } finally {
            for (Socket each : mute) {
                each.close();
            }
        }
    }

    private static Socket requested(int port, String address) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0);
        socket.getOutputStream()
                .write("agi_network_script: decide?organization=acme\n\n".getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static void assertAllowed(Acme acme, String id) throws IOException {
        Channel channel = acme.decide(new Channel(id), Acme.CALLEE);
        assertEquals("1", channel.allowed(), channel::toString);
    }

    private static boolean isAllowed(Acme acme, String id) throws IOException {
        return acme.decide(new Channel(id), Acme.CALLEE).allowed().equals("1");
    }

    private static void assertAsBefore(Acme acme) throws Exception {
        Await.within(Duration.ofSeconds(5), "sessions stay open", () -> acme.sessions() == 0);
        Await.within(Duration.ofSeconds(20), "threads stay", () -> threads() == 0);
        assertAllowed(acme, "after");
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals(FastAgiServer.SESSION_THREAD))
                .count();
    }
}
