package dev.callgate.examples.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * What many connections send at once.
 *
 * @param name how the table calls it
 * @param connections how many at the same time; each that the server closes is opened again
 * @param gap how long each waits between an answer and its next request
 * @param drip how long it waits between two bytes of the body; zero where it sends all at once
 * @param request the parts of a request, the head first, by how many requests there were before
 */
record FloodRequest(String name, int connections, Duration gap, Duration drip, LongFunction<ByteBuffer[]> request) {
    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isSlow() {
        return !drip.isZero();
    }
}
