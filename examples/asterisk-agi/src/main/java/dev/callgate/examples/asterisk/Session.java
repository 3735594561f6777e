package dev.callgate.examples.asterisk;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.asteriskjava.util.SocketConnectionFacade;

/**
 * A connection that bounds the input of its peer. The peer and the server take turns: the peer's first turn is the request, up to a
 * blank line; each later turn is the answer to a command. A turn is bounded in total time, bytes, lines and line length; the server
 * closes a session that exceeds a bound.
 *
 * <p>One thread reads and writes. {@link #hangUp} and the queries of the state are thread-safe.
 */
final class Session implements SocketConnectionFacade {
    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_LINES = 100;
    static final int MAX_LINE_LENGTH = 8 * 1024;

    /** Asterisk answers a command at once, but may be busy. */
    private static final long USUAL_ANSWER_NANOS = Duration.ofMillis(500).toNanos();

    private final Socket socket;
    private final InetAddress peer;
    private final Bounds bounds;
    private final PeerLog log;
    private final Consumer<Session> ended;
    private final InputStream in;
    private final Writer out;

    private int lines;
    private int bytes;

    private volatile boolean requesting = true;
    private volatile boolean waiting = true;
    private volatile boolean hungUp;
    private volatile long turnSince = System.nanoTime();

    /** Wraps a socket; {@code ended} is called when the session is closed, possibly more than once. */
    Session(Socket socket, Bounds bounds, PeerLog log, Consumer<Session> ended) throws IOException {
        this.socket = socket;
        this.peer = socket.getInetAddress();
        this.bounds = bounds;
        this.log = log;
        this.ended = ended;
        this.in = new BufferedInputStream(new InTime(socket.getInputStream()));
        this.out = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Returns a line in UTF-8, without its line feed. */
    @Override
    public String readLine() throws IOException {
        waiting = true;
        if (++lines > MAX_LINES) {
            throw limitExceeded("has more than %d lines".formatted(MAX_LINES));
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = next(); next != '\n'; next = next()) {
            if (line.size() == MAX_LINE_LENGTH) {
                throw limitExceeded("has a line of more than %d bytes".formatted(MAX_LINE_LENGTH));
            }
            line.write(next);
        }
        if (!requesting || line.size() == 0) {
            requesting = false;
            waiting = false;
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the peer hung up");
        }
        if (++bytes > MAX_BYTES) {
            throw limitExceeded("has more than %d bytes".formatted(MAX_BYTES));
        }
        return next;
    }

    private IOException limitExceeded(String problem) {
        String whole = (requesting ? "its request " : "its answer ") + problem;
        hangUp(whole);
        return new IOException(whole);
    }

    @Override
    public void write(String text) throws IOException {
        out.write(text);
    }

    /** Sends a command, which begins the peer's next turn. */
    @Override
    public void flush() throws IOException {
        lines = 0;
        bytes = 0;
        turnSince = System.nanoTime();
        waiting = true;
        out.flush();
    }

    /** Returns whether the server has waited for the peer longer than Asterisk usually takes, so that another session may replace it. */
    boolean isReplaceable() {
        return waiting && !hungUp && !hasInput() && (requesting || waited() >= USUAL_ANSWER_NANOS);
    }

    /** Returns whether the request is incomplete. */
    boolean isRequesting() {
        return requesting;
    }

    /** Returns the duration of the peer's turn so far, in nanoseconds. */
    long waited() {
        return System.nanoTime() - turnSince;
    }

    /** Returns whether there is unread input: then the session waits for its own thread. */
    private boolean hasInput() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes the session from another thread; its reads and writes then fail. Only the first reason is logged. */
    void hangUp(String reason) {
        if (!hungUp) {
            hungUp = true;
            log.warn(peer, "the server hung up: " + reason);
        }
        closeSocket();
    }

    @Override
    public void close() {
        closeSocket();
        ended.accept(this);
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more can be done, and the socket is no longer read.
        }
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return peer;
    }

    @Override
    public int getRemotePort() {
        return socket.getPort();
    }

    /** Limits the total time of the peer's turn: single bytes do not extend it. */
    private final class InTime extends FilterInputStream {
        InTime(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Duration most = requesting ? bounds.request() : bounds.answer();
            long left = most.minusNanos(waited()).toMillis();
            if (left > 0) {
                try {
                    socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
                    return super.read(buffer, offset, length);
                } catch (SocketTimeoutException e) {
                    // The turn has timed out: handled below.
                }
            }
            throw limitExceeded("was not complete after %d ms".formatted(most.toMillis()));
        }
    }
}
