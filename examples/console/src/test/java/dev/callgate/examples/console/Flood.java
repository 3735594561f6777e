package dev.callgate.examples.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** A flood that is going on, from one thread, so that it takes little of the machine that it shares with the console. */
final class Flood implements AutoCloseable {
    private static final int TICK_MILLIS = 5;
    private static final int BUFFER = 1 << 16;

    private final FloodRequest request;
    private final InetSocketAddress server;
    private final FloodCounts counts = new FloodCounts();
    private final Thread thread;
    private volatile boolean isOver;

    private Flood(FloodRequest request, InetSocketAddress server) {
        this.request = request;
        this.server = server;
        this.thread = new Thread(this::run, "flood");
    }

    static Flood begin(FloodRequest request, InetSocketAddress server) {
        Flood flood = new Flood(request, server);
        flood.thread.start();
        return flood;
    }

    private void run() {
        List<FloodConnection> all = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            ByteBuffer scratch = ByteBuffer.allocate(BUFFER);
            for (int i = 0; i < request.connections(); i++) {
                all.add(new FloodConnection(request, server, selector, counts, scratch));
            }
            while (!isOver) {
                long now = System.nanoTime();
                all.forEach(each -> each.tick(now));
                selector.select(TICK_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid()) {
                        ((FloodConnection) key.attachment()).ready(System.nanoTime());
                    }
                }
                selector.selectedKeys().clear();
            }
            all.stream().filter(FloodConnection::isAsking).forEach(each -> counts.end("open at the end"));
            all.forEach(FloodConnection::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, and returns what it counted. */
    FloodCounts end() throws InterruptedException {
        close();
        return counts;
    }

    @Override
    public void close() throws InterruptedException {
        isOver = true;
        thread.join();
    }
}
