package dev.callgate.examples.reports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Outputs to write reports to. */
final class Outputs {
    /** Fails on each write. */
    static final OutputStream FULL = new OutputStream() {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("the disk is full");
        }
    };

    private Outputs() {}

    /** Returns the text that a writer writes; fails if it closes the output. */
    static String written(Consumer<OutputStream> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("the output is the caller's to close");
            }
        };
        writer.accept(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
