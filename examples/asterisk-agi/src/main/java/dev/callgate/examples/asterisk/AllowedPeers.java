package dev.callgate.examples.asterisk;

import java.net.InetAddress;
import java.util.List;

/** The addresses that may connect: FastAGI has no authentication, so only its address identifies an Asterisk server. Immutable. */
final class AllowedPeers {
    private final List<AddressRange> ranges;

    private AllowedPeers(List<AddressRange> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Allows the named addresses; where none are named, every peer that reaches a loopback address.
     *
     * @param bind where the server is to listen
     * @throws IllegalArgumentException if one is no address and no network, or if none are named and other machines can reach
     *     the server
     */
    static AllowedPeers of(InetAddress bind, List<String> named) {
        if (named.isEmpty() && !bind.isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    ("other machines can reach %s, and FastAGI has no authentication: name the address of each Asterisk server with"
                                    + " --allow, such as --allow 10.0.0.5, or listen on 127.0.0.1")
                            .formatted(bind.getHostAddress()));
        }
        return new AllowedPeers(named.stream().map(AddressRange::parse).toList());
    }

    boolean allows(InetAddress peer) {
        return ranges.isEmpty() || ranges.stream().anyMatch(each -> each.contains(peer));
    }
}
