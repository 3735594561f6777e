package dev.callgate.examples.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A log-in by HTTP Basic from an address of one's own: all of 127.0.0.0/8 are this machine's. */
final class Guess {
    private Guess() {}

    /** Returns the status of the answer. */
    static int from(String address, RunningConsole console, String user, String password) {
        URI to = console.at("/api/v1/phone-numbers");
        String request = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: %s\r\n\r\n"
                .formatted(to.getPath(), RunningConsole.basic(user, password));
        try (Socket socket =
                new Socket(InetAddress.getByName(to.getHost()), to.getPort(), InetAddress.getByName(address), 0)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
