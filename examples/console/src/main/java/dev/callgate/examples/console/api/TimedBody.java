package dev.callgate.examples.console.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A request with a time limit for its whole body. The time limit of the server restarts with each byte. */
final class TimedBody extends HttpServletRequestWrapper {
    private final Clock clock;
    private final Instant deadline;

    TimedBody(HttpServletRequest request, Clock clock, Duration within) {
        super(request);
        this.clock = clock;
        this.deadline = clock.instant().plus(within);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Timed(super.getInputStream());
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private final class Timed extends ServletInputStream {
        private final ServletInputStream in;

        Timed(ServletInputStream in) {
            this.in = in;
        }

        private void requireInTime() throws InterruptedIOException {
            if (clock.instant().isAfter(deadline)) {
                throw new InterruptedIOException("the body of the request did not arrive in time");
            }
        }

        @Override
        public int read() throws IOException {
            requireInTime();
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            requireInTime();
            return in.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
