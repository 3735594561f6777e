package dev.callgate.examples.console;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of a flood: it sends a request, reads the answer, and begins again. Used by one thread. */
final class FloodConnection {
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String END_OF_CHUNKS = "0\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3})");
    private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)");
    private static final long RECONNECT_NANOS = 100_000_000;

    private final FloodRequest flood;
    private final InetSocketAddress server;
    private final Selector selector;
    private final FloodCounts counts;
    private final ByteBuffer in;

    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer[] out = {};
    private long waitsUntil;
    private long nextByteAt;
    private boolean isAsking;
    private String head = "";
    private String tail = "";
    private long bodyBytes;

    FloodConnection(
            FloodRequest flood, InetSocketAddress server, Selector selector, FloodCounts counts, ByteBuffer scratch) {
        this.flood = flood;
        this.server = server;
        this.selector = selector;
        this.counts = counts;
        this.in = scratch;
    }

    /** Does what is due without the network's saying so: connects, begins a request, or sends the next byte of a slow one. */
    void tick(long now) {
        try {
            if (now < waitsUntil) {
                return;
            }
            if (channel == null) {
                connect();
            } else if (channel.isConnected() && !isAsking) {
                begin(now);
            } else if (isAsking && flood.isSlow() && now >= nextByteAt) {
                nextByteAt = now + flood.drip().toNanos();
                write(1);
            }
        } catch (IOException e) {
            lost(now);
        }
    }

    private void connect() throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(server);
    }

    /** Does what the network is ready for. */
    void ready(long now) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                begin(now);
            }
            if (key.isValid() && key.isWritable()) {
                write(Integer.MAX_VALUE);
            }
            if (key.isValid() && key.isReadable()) {
                read(now);
            }
        } catch (IOException e) {
            lost(now);
        }
    }

    private void begin(long now) throws IOException {
        out = flood.request().apply(counts.begin());
        isAsking = true;
        head = "";
        tail = "";
        bodyBytes = 0;
        if (flood.isSlow()) {
            channel.write(out[0]);
            nextByteAt = now + flood.drip().toNanos();
        } else {
            write(Integer.MAX_VALUE);
        }
    }

    private void write(int most) throws IOException {
        if (most == 1) {
            ByteBuffer body = out[out.length - 1];
            if (body.hasRemaining()) {
                channel.write(body.slice(body.position(), 1));
                body.position(body.position() + 1);
            }
            return;
        }
        channel.write(out);
        boolean isMore = out.length > 0 && out[out.length - 1].hasRemaining();
        key.interestOps(isMore ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void read(long now) throws IOException {
        in.clear();
        int read = channel.read(in);
        if (read < 0) {
            lost(now);
            return;
        }
        String text = new String(in.array(), 0, read, StandardCharsets.ISO_8859_1);
        if (head.endsWith(END_OF_HEAD)) {
            body(text);
        } else {
            String both = head + text;
            int end = both.indexOf(END_OF_HEAD);
            head = end < 0 ? both : both.substring(0, end + END_OF_HEAD.length());
            if (end >= 0) {
                body(both.substring(head.length()));
            }
        }
        if (isAnswered()) {
            answered(now);
        }
    }

    private void body(String text) {
        bodyBytes += text.length();
        String last = tail + text;
        tail = last.substring(Math.max(0, last.length() - END_OF_CHUNKS.length()));
    }

    private boolean isAnswered() {
        if (!head.endsWith(END_OF_HEAD)) {
            return false;
        }
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        return length.find() ? bodyBytes >= Long.parseLong(length.group(1)) : tail.equals(END_OF_CHUNKS);
    }

    private String status() {
        Matcher status = STATUS.matcher(head);
        return status.find() ? status.group(1) : "";
    }

    private void answered(long now) throws IOException {
        counts.end(status());
        isAsking = false;
        waitsUntil = now + flood.gap().toNanos();
        boolean isSent = out.length == 0 || !out[out.length - 1].hasRemaining();
        if (!isSent || head.toLowerCase(Locale.ROOT).contains("connection: close")) {
            close();
        }
    }

    /** The server closed it, or refused it: what was answered until then counts. */
    private void lost(long now) {
        if (isAsking) {
            counts.end(status().isEmpty() ? "closed" : status());
        } else if (channel != null && !channel.isConnected()) {
            counts.end("refused");
        }
        isAsking = false;
        waitsUntil = now + Math.max(RECONNECT_NANOS, flood.gap().toNanos());
        close();
    }

    /** Tells whether a request was sent, or is being sent, and has no answer. */
    boolean isAsking() {
        return isAsking;
    }

    void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                counts.end("closing failed");
            }
        }
        channel = null;
    }
}
