package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.Database;
import dev.callgate.policy.CallRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer may say, and for how long, by real sockets. */
@Timeout(60)
class BoundedRequestIT {
    private static final String REQUEST = "agi_network_script: decide?organization=acme&agent=agent-1&number="
            + Acme.encoded(Acme.CALLEE) + "\nagi_uniqueid: 1.1\n";
    private static final int LINES_OF_REQUEST = 2;
    private static final int TWENTY_MEGABYTES = 20_000_000;

    /** Before a time-out of 10 s for each read would be over, and after those for all of a request and an answer. */
    private static final Duration SOON = Duration.ofSeconds(9);

    /** Only what is said is bounded, so that no time-out is taken for another bound. */
    private static final Bounds GENEROUS_BOUNDS =
            new Bounds(100, 100, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final Database database = Database.inMemory();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    /** A peer that says the same again and again, if it says anything. */
    private final class Peer implements AutoCloseable {
        private final Socket socket;
        private final OutputStream out;
        private final BufferedReader in;

        Peer(Acme acme) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), acme.port());
            socket.setSoTimeout((int) Duration.ofSeconds(50).toMillis());
            out = socket.getOutputStream();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        Peer says(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** Until it is hung up on. */
        void sendRepeatedly(String text, Duration pause) {
            threads.submit(() -> {
                while (true) {
                    says(text);
                    Thread.sleep(pause.toMillis());
                }
            });
        }

        /** Returns what the server says next; null if it hung up. */
        String hears() throws IOException {
            try {
                return in.readLine();
            } catch (SocketException e) {
                return null; // it hung up with something of the peer's unread
            }
        }

        void assertDisconnectedSoon() throws Exception {
            Future<?> end = threads.submit(() -> {
                while (hears() != null) {
                    // Only the end matters.
                }
                return null;
            });
            end.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Acme usual() {
        return Acme.bounded(database, Bounds.of(100, 100));
    }

    private Acme patient() {
        return Acme.bounded(database, GENEROUS_BOUNDS);
    }

    private static void assertAnswersNextCall(Acme acme) throws Exception {
        assertEquals("1", acme.decide(new Channel("next"), Acme.CALLEE).allowed());
        Await.within(Duration.ofSeconds(5), "a session stays open", () -> acme.sessions() == 0);
    }

    @ParameterizedTest(name = "each tenth of a second: \"{0}\"")
    @ValueSource(strings = {"", "a", "agi_x: y\n"})
    @DisplayName("a request that does not end is hung up on, whatever trickles")
    void slowRequest(String trickle) throws Exception {
        try (Acme acme = usual();
                Peer peer = new Peer(acme)) {
            peer.sendRepeatedly(trickle, Duration.ofMillis(100));
            peer.assertDisconnectedSoon();
            assertAnswersNextCall(acme);
        }
    }

    @ParameterizedTest(name = "each tenth of a second: \"{0}\"")
    @ValueSource(strings = {"", "2", "HANGUP\n", "100 trying\n"})
    @DisplayName("an answer that does not end is hung up on, whatever trickles")
    void slowAnswer(String trickle) throws Exception {
        try (Acme acme = Acme.bounded(database, Bounds.of(100, 100));
                Peer peer = new Peer(acme)) {
            peer.says(REQUEST + "\n").hears();
            peer.sendRepeatedly(trickle, Duration.ofMillis(100));
            peer.assertDisconnectedSoon();
            assertAnswersNextCall(acme);
        }
    }

    @Test
    @DisplayName("a line of 20 MB is cut off before its end, in a request and in an answer")
    void longLine() throws Exception {
        try (Acme acme = patient();
                Peer asking = new Peer(acme);
                Peer answering = new Peer(acme)) {
            threads.submit(() -> asking.says("agi_x: " + "x".repeat(TWENTY_MEGABYTES)));
            asking.assertDisconnectedSoon();
            answering.says(REQUEST + "\n").hears();
            threads.submit(() -> answering.says("200 result=1 (" + "x".repeat(TWENTY_MEGABYTES)));
            answering.assertDisconnectedSoon();
            assertAnswersNextCall(acme);
        }
    }

    @Test
    @DisplayName("a line of 8 KB is taken, and one of a byte more is not")
    void longestLine() throws Exception {
        String begin = "agi_x: ";
        String longest = begin + "x".repeat(Session.MAX_LINE_LENGTH - begin.length());
        try (Acme acme = patient();
                Peer within = new Peer(acme);
                Peer beyond = new Peer(acme)) {
            assertEquals(
                    "SET VARIABLE \"CALLGATE_ALLOWED\" \"0\"",
                    within.says(REQUEST + longest + "\n\n").hears());
            beyond.says(REQUEST + longest + "x\n\n").assertDisconnectedSoon();
        }
    }

    @Test
    @DisplayName("a request of 100 lines is taken, and one of a line more is not")
    void maxLines() throws Exception {
        String lines = REQUEST + "agi_x: y\n".repeat(Session.MAX_LINES - LINES_OF_REQUEST - 1);
        try (Acme acme = patient();
                Peer within = new Peer(acme);
                Peer beyond = new Peer(acme)) {
            assertTrue(within.says(lines + "\n").hears().startsWith("SET VARIABLE"));
            assertEquals(null, beyond.says(lines + "agi_x: y\n\n").hears());
        }
    }

    @Test
    @DisplayName("a request of 64 KB is taken, and one of a byte more is not")
    void maxBytes() throws Exception {
        int rest = Session.MAX_BYTES - REQUEST.length() - 1;
        String lines = REQUEST + ("x".repeat(1023) + "\n").repeat(rest / 1024) + "x".repeat(rest % 1024 - 1) + "\n";
        try (Acme acme = patient();
                Peer within = new Peer(acme);
                Peer beyond = new Peer(acme)) {
            assertTrue(within.says(lines + "\n").hears().startsWith("SET VARIABLE"));
            assertEquals(null, beyond.says("x" + lines + "\n").hears());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HANGUP\n", "100 trying\n", "520-usage\n"})
    @DisplayName("an answer of 100,000 lines is hung up on")
    void longAnswer(String line) throws Exception {
        try (Acme acme = patient();
                Peer peer = new Peer(acme)) {
            peer.says(REQUEST + "\n").hears();
            String rest = line.startsWith("520") ? "usage\n" : line;
            threads.submit(() -> peer.says(line + rest.repeat(100_000)));
            peer.assertDisconnectedSoon();
            assertAnswersNextCall(acme);
        }
    }

    @Test
    @DisplayName("D4 a request that breaks off runs no script")
    void disconnected() throws Exception {
        try (Acme acme = patient();
                Peer peer = new Peer(acme)) {
            peer.says(REQUEST).socket.shutdownOutput();
            assertEquals(null, peer.hears());
            assertEquals(0, acme.counted());
        }
    }

    @Test
    @DisplayName("a decision may take longer than a request and an answer may")
    void slowDecision() throws Exception {
        Duration brief = Duration.ofMillis(500);
        CountDownLatch decided = new CountDownLatch(1);
        Bounds bounds = new Bounds(1, 1, brief, brief, Duration.ofMinutes(1));
        try (Acme acme = Acme.bounded(database, bounds, waiting(decided))) {
            Future<Channel> call = threads.submit(() -> acme.decide(new Channel("1.1"), Acme.CALLEE));
            assertFalse(decided.await(2, TimeUnit.SECONDS));
            decided.countDown();
            assertEquals("1", call.get(30, TimeUnit.SECONDS).allowed());
        }
    }

    @Test
    @DisplayName("D4 a session that takes too long is hung up on, also while the server waits for its database")
    void longSession() throws Exception {
        CountDownLatch decided = new CountDownLatch(1);
        Bounds bounds = Bounds.of(100, 100).session(Duration.ofSeconds(1));
        try (Acme acme = Acme.bounded(database, bounds, waiting(decided))) {
            Channel channel = threads.submit(() -> acme.decide(new Channel("1.1"), Acme.CALLEE))
                    .get(SOON.toMillis(), TimeUnit.MILLISECONDS);
            assertEquals("0", channel.allowed());
            decided.countDown();
            Await.within(Duration.ofSeconds(5), "the session stays open", () -> acme.sessions() == 0);
            assertEquals("0", channel.allowed());
        } finally {
            decided.countDown();
        }
    }

    private static CallRule waiting(CountDownLatch latch) {
        return call -> {
            try {
                assertTrue(latch.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.empty();
        };
    }
}
