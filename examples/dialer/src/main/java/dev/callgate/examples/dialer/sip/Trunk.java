package dev.callgate.examples.dialer.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A SIP trunk, reached over UDP.
 *
 * @param host host name or IPv4 address
 * @param port UDP port
 */
public record Trunk(String host, int port) {
    private static final int LAST_PORT = 65_535;

    public Trunk {
        if (host.isEmpty() || host.contains(":") || port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException(problem(host + ":" + port));
        }
    }

    private static String problem(String text) {
        return "trunk %s: expected a host and a port, such as sip.example.com:5060".formatted(text);
    }

    /**
     * Parses a text such as {@code sip.example.com:5060}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Trunk parse(String text) {
        int colon = text.indexOf(':');
        try {
            return new Trunk(text.substring(0, Math.max(colon, 0)), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(problem(text), e);
        }
    }

    /**
     * Resolves the address.
     *
     * @throws UnknownHostException if the host name cannot be resolved
     */
    InetSocketAddress address() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
