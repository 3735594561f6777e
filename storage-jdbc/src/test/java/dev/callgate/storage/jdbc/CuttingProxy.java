package dev.callgate.storage.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A TCP proxy in front of a database, which cuts a connection at the request that holds a given text: before the server
 * sees it, or after the server has answered it.
 */
final class CuttingProxy implements Closeable {
    /** When to cut. */
    enum Cut {
        /** Not at all. */
        NEVER,
        /** When the request comes, before it is passed on. */
        BEFORE_REQUEST,
        /** When the answer comes, before it is passed back. */
        BEFORE_ANSWER
    }

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listener;
    private final int serverPort;
    private final String text;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(int serverPort, String text) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.text = text;
        start("accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts once, at the next request that holds the text. */
    void cutNext(Cut when) {
        next.set(when);
    }

    int cuts() {
        return cuts.get();
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void start(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException e) {
                        // A closed socket ends its thread: that is how connections end here.
                    }
                },
                "cutting-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            new Pipe(client, server).start();
        }
    }

    /** One client's connection. */
    private final class Pipe {
        private final Socket client;
        private final Socket server;
        private volatile boolean cutAtAnswer;

        Pipe(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() {
            CuttingProxy.start("requests", this::passRequests);
            CuttingProxy.start("answers", this::passAnswers);
        }

        private void passRequests() throws IOException {
            byte[] buffer = new byte[BUFFER];
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Cut cut = new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(text)
                        ? next.getAndSet(Cut.NEVER)
                        : Cut.NEVER;
                if (cut == Cut.BEFORE_REQUEST) {
                    close();
                    return;
                }
                cutAtAnswer = cutAtAnswer || cut == Cut.BEFORE_ANSWER;
                out.write(buffer, 0, n);
            }
            close();
        }

        private void passAnswers() throws IOException {
            byte[] buffer = new byte[BUFFER];
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (cutAtAnswer) {
                    break;
                }
                out.write(buffer, 0, n);
            }
            close();
        }

        private void close() throws IOException {
            if (!client.isClosed()) {
                cuts.incrementAndGet();
            }
            client.close();
            server.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
