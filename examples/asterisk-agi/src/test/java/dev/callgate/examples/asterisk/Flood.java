package dev.callgate.examples.asterisk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Peers that connect, connect again as soon as they are hung up on, and never end a request, until the flood is closed. */
final class Flood implements AutoCloseable {
    private static final int ROUND_MILLIS = 100;

    private final int port;
    private final int silent;
    private final IntFunction<String> addresses;
    private final List<SocketChannel> peers = new ArrayList<>();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "flood");
    private volatile boolean closed;

    private Flood(int port, int silent, IntFunction<String> addresses) {
        this.port = port;
        this.silent = silent;
        this.addresses = addresses;
    }

    /**
     * Begins, and returns when each peer has connected once.
     *
     * @param silent how many say nothing
     * @param trickling how many send a byte each tenth of a second
     * @param addresses the loopback address of each
     */
    static Flood of(int port, int silent, int trickling, IntFunction<String> addresses) throws Exception {
        Flood flood = new Flood(port, silent, addresses);
        for (int i = 0; i < silent + trickling; i++) {
            flood.peers.add(flood.connected(i));
        }
        flood.thread.start();
        flood.begun.await();
        return flood;
    }

    private SocketChannel connected(int peer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getByName(addresses.apply(peer)), 0));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        return channel;
    }

    private void run() {
        try {
            while (!closed) {
                for (int i = 0; i < peers.size() && !closed; i++) {
                    if (isHungUp(i)) {
                        peers.get(i).close();
                        hungUp.incrementAndGet();
                        peers.set(i, connected(i));
                    }
                }
                begun.countDown();
                Thread.sleep(ROUND_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            begun.countDown();
        }
    }

    private boolean isHungUp(int peer) {
        try {
            SocketChannel channel = peers.get(peer);
            if (peer >= silent) {
                channel.write(ByteBuffer.wrap("a".getBytes(StandardCharsets.UTF_8)));
            }
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns how often a peer was hung up on. */
    int hungUp() {
        return hungUp.get();
    }

    @Override
    public void close() throws Exception {
        closed = true;
        thread.join();
        for (SocketChannel each : peers) {
            each.close();
        }
    }
}
