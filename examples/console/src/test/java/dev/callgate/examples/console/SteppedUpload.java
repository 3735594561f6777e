package dev.callgate.examples.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An upload whose client says when it sends more, when it reads, and when it goes away; it wants to be told line by line. */
final class SteppedUpload implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final BufferedReader answer;

    /** Begins an upload of so many bytes. */
    SteppedUpload(URI to, String login, String type, int length) throws IOException {
        socket = new Socket(to.getHost(), to.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        send("""
                POST %s HTTP/1.1
                Host: %s
                Authorization: %s
                Accept: application/x-ndjson
                Content-Type: %s
                Content-Length: %d
                Connection: close

                """.formatted(to.getPath(), to.getAuthority(), login, type, length).replace("\n", "\r\n"));
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Returns the next line of JSON, whatever HTTP has between them. */
    String line() throws IOException {
        String line = answer.readLine();
        while (line != null && !line.startsWith("{")) {
            line = answer.readLine();
        }
        if (line == null) {
            throw new IOException("the answer is over");
        }
        return line;
    }

    /** Goes away without a word, as when the process is killed. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
