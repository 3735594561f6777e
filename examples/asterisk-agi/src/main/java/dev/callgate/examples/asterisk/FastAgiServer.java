package dev.callgate.examples.asterisk;

import dev.callgate.host.UserException;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.asteriskjava.fastagi.AgiScript;
import org.asteriskjava.fastagi.DefaultAgiServer;
import org.asteriskjava.fastagi.SimpleMappingStrategy;
import org.asteriskjava.util.DaemonThreadFactory;
import org.asteriskjava.util.ServerSocketFacade;
import org.asteriskjava.util.SocketConnectionFacade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers FastAGI sessions, each on a thread of its own. Safe for use by many threads. */
final class FastAgiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FastAgiServer.class);

    /** Asterisk answers a command at once; whoever does not is no Asterisk, and must not hold a thread for long. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final int IDLE_SECONDS = 60;

    private final Listener listener;
    private final Thread accepting;

    private FastAgiServer(Listener listener, Thread accepting) {
        this.listener = listener;
        this.accepting = accepting;
    }

    /**
     * Starts to listen.
     *
     * @param sessions how many are answered at the same time; one more is hung up on, which a dial plan has to take for a refusal
     * @param scripts by the path of their URL
     * @throws IllegalArgumentException if there is to be no session
     * @throws UserException if the address or the port cannot be had
     */
    static FastAgiServer start(InetAddress address, int port, int sessions, Map<String, AgiScript> scripts) {
        if (sessions < 1) {
            throw new IllegalArgumentException("it takes one session at the same time or more, not " + sessions);
        }
        SimpleMappingStrategy mapping = new SimpleMappingStrategy();
        mapping.setMappings(new HashMap<>(scripts)); // which may be asked for null, where a session says nothing
        Listener listener = new Listener(mapping, sessions);
        listener.setAddress(address);
        listener.setPort(port);
        listener.setSocketReadTimeout((int) LONGEST_SILENCE.toMillis());
        Thread accepting = new Thread(listener::listen, "fastagi");
        accepting.setDaemon(true);
        accepting.start();
        listener.awaitReady(address, port);
        return new FastAgiServer(listener, accepting);
    }

    /** Waits until it is closed. */
    void awaitClose() throws InterruptedException {
        accepting.join();
    }

    /** Takes no more sessions, and waits for those that are being answered. */
    @Override
    public void close() {
        listener.shutdown();
        listener.awaitSessions();
    }

    /** Tells when it listens, and keeps its threads, so that they can be waited for. */
    private static final class Listener extends DefaultAgiServer {
        private final CompletableFuture<Void> ready = new CompletableFuture<>();
        private final ThreadPoolExecutor threads;

        Listener(SimpleMappingStrategy mapping, int sessions) {
            super(mapping);
            this.threads = new ThreadPoolExecutor(
                    0,
                    sessions,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    new DaemonThreadFactory(),
                    Listener::refuse);
        }

        /** What is thrown here, the caller takes as the sign to hang up. */
        private static void refuse(Runnable session, ThreadPoolExecutor threads) {
            LOG.warn("all {} sessions are taken: one more is hung up on", threads.getMaximumPoolSize());
            throw new RejectedExecutionException();
        }

        @Override
        protected ThreadPoolExecutor createPool() {
            return threads;
        }

        void listen() {
            try {
                startup();
            } catch (IOException | RuntimeException e) {
                ready.completeExceptionally(e);
            }
        }

        /** It listens when it first waits for a session: then also {@link #shutdown} knows the socket. */
        @Override
        protected ServerSocketFacade createServerSocket() throws IOException {
            ServerSocketFacade socket = super.createServerSocket();
            return new ServerSocketFacade() {
                @Override
                public SocketConnectionFacade accept() throws IOException {
                    ready.complete(null);
                    return socket.accept();
                }

                @Override
                public void close() throws IOException {
                    socket.close();
                }

                @Override
                public void setSocketReadTimeout(int millis) {
                    socket.setSocketReadTimeout(millis);
                }
            };
        }

        void awaitReady(InetAddress address, int port) {
            try {
                ready.get();
            } catch (ExecutionException e) {
                throw cannotListen(address, port, e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw cannotListen(address, port, e);
            }
        }

        private static UserException cannotListen(InetAddress address, int port, @Nullable Throwable problem) {
            return new UserException(
                    "cannot listen on %s port %d: %s".formatted(address.getHostAddress(), port, problem), problem);
        }

        void awaitSessions() {
            threads.shutdown();
            try {
                if (!threads.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("{} sessions did not end in time", threads.getActiveCount());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
