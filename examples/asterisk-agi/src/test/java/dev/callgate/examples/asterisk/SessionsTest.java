package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.Database;
import dev.callgate.host.UserException;
import dev.callgate.policy.CallRule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
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

@Timeout(60)
class SessionsTest {
    private final Database database = Database.inMemory();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    @DisplayName("D2 of 100 sessions at the same moment, a limit of 60 allows 60, and refuses the others by name")
    void hundred() throws Exception {
        try (Acme acme = Acme.on(database, 60)) {
            HundredSessions.decide(acme, "1.").assertAllowed(60, "daily_limit_reached");
            assertEquals(60, acme.counted());
        }
    }

    @Test
    @DisplayName(
            "D5 of 100 sessions at the same moment that ask for the same call, all are allowed, and one is counted")
    void hundredSameRequests() throws Exception {
        try (Acme acme = Acme.on(database, 60)) {
            HundredSessions.decideTheSame(acme).assertAllowed(100);
            assertEquals(1, acme.counted());
        }
    }

    @Test
    @DisplayName("D4 a session more than may be is hung up on, which allows nothing")
    void oneTooMany() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (Acme acme = Acme.withSessions(database, 1, waiting(asked, answered))) {
            Future<Channel> first = threads.submit(() -> decided(acme, "1.1"));
            assertTrue(asked.await(30, TimeUnit.SECONDS));
            Channel second = decided(acme, "1.2");
            assertEquals(List.of(), second.commands());
            assertEquals("", second.allowed());
            answered.countDown();
            assertEquals("1", first.get(30, TimeUnit.SECONDS).allowed());
        } finally {
            answered.countDown();
        }
    }

    @Test
    @DisplayName("a server that stops answers the sessions that it has, and takes no more")
    void stop() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Acme acme = Acme.withSessions(database, 10, waiting(asked, answered));
        Future<Channel> session = threads.submit(() -> decided(acme, "1.1"));
        assertTrue(asked.await(30, TimeUnit.SECONDS));
        Future<?> stopped = threads.submit(acme::close);
        awaitRefused(acme.port());
        assertFalse(stopped.isDone());
        answered.countDown();
        stopped.get(30, TimeUnit.SECONDS);
        assertEquals("1", session.get(30, TimeUnit.SECONDS).allowed());
    }

    /** Asks again and again, until nobody listens. */
    private static void awaitRefused(int port) throws IOException {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertTrue(socket.isConnected());
            } catch (ConnectException e) {
                return;
            } catch (SocketException e) {
                // It was connecting while the server closed, and was reset: the next one is refused.
            }
        }
    }

    private static CallRule waiting(CountDownLatch asked, CountDownLatch answered) {
        return call -> {
            asked.countDown();
            try {
                assertTrue(answered.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.empty();
        };
    }

    private static Channel decided(Acme acme, String id) throws IOException {
        return acme.decide(new Channel(id), Acme.CALLEE);
    }

    @Test
    void reportsTheAddressInUse() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            UserException e = assertThrows(
                    UserException.class,
                    () -> FastAgiServer.start(
                            InetAddress.getLoopbackAddress(),
                            acme.port(),
                            AllowedPeers.of(InetAddress.getLoopbackAddress(), List.of()),
                            Bounds.of(10, 10),
                            Acme.CLOCK,
                            Map.of()));
            assertAll(
                    () -> assertTrue(e.getMessage().startsWith("cannot listen on 127.0.0.1 port " + acme.port())),
                    () -> assertTrue(e.getMessage().contains("in use"), e.getMessage()));
        }
    }
}
