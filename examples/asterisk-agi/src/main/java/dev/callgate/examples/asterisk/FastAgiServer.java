package dev.callgate.examples.asterisk;

import dev.callgate.host.UserException;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiScript;
import org.asteriskjava.fastagi.DefaultAgiServer;
import org.asteriskjava.fastagi.MappingStrategy;
import org.asteriskjava.util.ServerSocketFacade;
import org.asteriskjava.util.SocketConnectionFacade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers FastAGI sessions within {@link Bounds}, each on a thread of its own. Thread-safe. */
final class FastAgiServer implements AutoCloseable {
    static final String SESSION_THREAD = "fastagi-session";

    private static final Logger LOG = LoggerFactory.getLogger(FastAgiServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final int IDLE_SECONDS = 5;

    private final Listener listener;
    private final Thread accepting;

    private FastAgiServer(Listener listener, Thread accepting) {
        this.listener = listener;
        this.accepting = accepting;
    }

    /**
     * Starts the server.
     *
     * @param bounds a session beyond them is closed, which a dial plan has to treat as a refusal
     * @param clock limits how often a peer is logged
     * @param scripts by the path of their URL
     * @throws UserException if the server cannot listen on the address and port
     */
    static FastAgiServer start(
            InetAddress address,
            int port,
            AllowedPeers allowed,
            Bounds bounds,
            Clock clock,
            Map<String, AgiScript> scripts) {
        Listener listener = new Listener(address, port, allowed, bounds, new PeerLog(LOG, clock), scripts);
        Thread accepting = daemon(listener::listen, "fastagi");
        accepting.start();
        listener.awaitReady();
        return new FastAgiServer(listener, accepting);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until the server is closed. */
    void awaitClose() throws InterruptedException {
        accepting.join();
    }

    /** Returns the number of open sessions. */
    int sessions() {
        return listener.sessions.count();
    }

    /** Accepts no more sessions and waits for the open ones. */
    @Override
    public void close() {
        listener.shutdown();
        listener.awaitSessions();
    }

    /** Reports when it listens, and keeps its threads so that {@link #awaitSessions} can wait for them. */
    private static final class Listener extends DefaultAgiServer {
        private final InetAddress address;
        private final int port;
        private final AllowedPeers allowed;
        private final Bounds bounds;
        private final PeerLog log;
        private final CompletableFuture<Void> ready = new CompletableFuture<>();
        private final ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, work -> daemon(work, "fastagi-timer"));
        private final Sessions sessions;

        /** One thread per session, and idle ones for a few seconds. */
        private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> daemon(work, SESSION_THREAD));

        Listener(
                InetAddress address,
                int port,
                AllowedPeers allowed,
                Bounds bounds,
                PeerLog log,
                Map<String, AgiScript> scripts) {
            super(mapping(scripts, log));
            this.address = address;
            this.port = port;
            this.allowed = allowed;
            this.bounds = bounds;
            this.log = log;
            this.sessions = new Sessions(bounds, timer);
            timer.setRemoveOnCancelPolicy(true);
        }

        private static MappingStrategy mapping(Map<String, AgiScript> scripts, PeerLog log) {
            return (request, channel) -> script(scripts, request, log);
        }

        /** Logs an unknown script within the limits of the {@link PeerLog}; the library would log a stack trace each time. */
        @Nullable
        private static AgiScript script(Map<String, AgiScript> scripts, AgiRequest request, PeerLog log) {
            String name = request.getScript();
            AgiScript script = name == null ? null : scripts.get(name);
            if (script == null) {
                log.warn(request.getRemoteAddress(), "it asked for a script that is none of " + scripts.keySet());
                return null;
            }
            return (asked, channel) -> {
                try {
                    script.service(asked, channel);
                } catch (RuntimeException e) {
                    LOG.error("the script {} failed", name, e);
                    throw e;
                }
            };
        }

        @Override
        protected ThreadPoolExecutor createPool() {
            return threads;
        }

        /** Also while the server is being closed: the library closes a session that is rejected here. */
        @Override
        protected void execute(Runnable session) {
            threads.execute(session);
        }

        void listen() {
            try {
                startup();
            } catch (IOException | RuntimeException e) {
                ready.completeExceptionally(e);
            }
        }

        /** The server is ready when it first waits for a session: from then on, {@link #shutdown} closes the socket. */
        @Override
        protected ServerSocketFacade createServerSocket() throws IOException {
            ServerSocketFacade socket = new SessionSocket(address, port, allowed, bounds, sessions, log);
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

        void awaitReady() {
            try {
                ready.get();
            } catch (ExecutionException e) {
                throw cannotListen(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw cannotListen(e);
            }
        }

        private UserException cannotListen(@Nullable Throwable problem) {
            return new UserException(
                    "cannot listen on %s port %d: %s".formatted(address.getHostAddress(), port, problem), problem);
        }

        void awaitSessions() {
            threads.shutdown();
            try {
                if (!threads.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("{} sessions did not end in time", threads.getActiveCount());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            timer.shutdownNow();
        }
    }
}
