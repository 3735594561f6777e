package dev.callgate.examples.dialer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where calls are sent to, by SIP over UDP.
 *
 * @param host its name or IPv4 address
 * @param port its UDP port
 */
record Trunk(String host, int port) {
    private static final int LAST_PORT = 65_535;

    Trunk {
        if (host.isEmpty() || host.contains(":") || port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("it has to be a host and a port, such as sip.example.com:5060");
        }
    }

    /**
     * Takes a text such as {@code sip.example.com:5060}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static Trunk parse(String text) {
        int colon = text.indexOf(':');
        try {
            return new Trunk(text.substring(0, Math.max(colon, 0)), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it has to be a host and a port, such as sip.example.com:5060", e);
        }
    }

    /**
     * Finds its address.
     *
     * @throws UnknownHostException if nobody knows it
     */
    InetSocketAddress address() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
