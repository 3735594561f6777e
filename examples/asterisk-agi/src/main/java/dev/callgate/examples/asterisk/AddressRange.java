package dev.callgate.examples.asterisk;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address, or a network in CIDR notation, of IPv4 or IPv6. Immutable. */
final class AddressRange {
    /** Only what {@link InetAddress} takes for an address, so that no name is looked up. */
    private static final Pattern TEXT = Pattern.compile(
            "(?<address>\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(?:/(?<bits>\\d{1,3}))?");

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads an address such as {@code 10.0.0.5} or a network such as {@code 10.0.0.0/24}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static AddressRange parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw malformed(text);
        }
        byte[] address;
        try {
            address = InetAddress.getByName(matcher.group("address")).getAddress();
        } catch (UnknownHostException e) {
            throw malformed(text);
        }
        int all = address.length * Byte.SIZE;
        int bits = matcher.group("bits") == null ? all : Integer.parseInt(matcher.group("bits"));
        if (bits > all) {
            throw malformed(text);
        }
        if (!Arrays.equals(address, masked(address, bits))) {
            throw new IllegalArgumentException(
                    "\"%s\" has address bits behind its first %d: name the address alone, or the network's first address"
                            .formatted(text, bits));
        }
        return new AddressRange(address, bits);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "\"%s\" is neither an IP address, such as 10.0.0.5, nor a network, such as 10.0.0.0/24"
                        .formatted(text.substring(0, Math.min(text.length(), 50))));
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(network, masked(bytes, bits));
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
            masked[i] = (byte) (address[i] & (0xFF << (Byte.SIZE - kept)));
        }
        return masked;
    }
}
