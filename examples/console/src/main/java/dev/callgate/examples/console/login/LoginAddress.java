package dev.callgate.examples.console.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The address that a log-in comes from, as it is counted. */
final class LoginAddress {
    /** What one customer of a provider gets at least, and may change within at will (RFC 6177): 64 bits. */
    private static final int BYTES_OF_IPV6 = 8;

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private LoginAddress() {}

    /** Returns the address of the present request's client; empty outside of a request. */
    static String current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? counted(request.getRequest().getRemoteAddr())
                : "";
    }

    /** Returns an address as it is counted: an IPv6 address by its first 64 bits, any other as it is. */
    static String counted(String address) {
        int zone = address.indexOf('%');
        String plain = zone < 0 ? address : address.substring(0, zone);
        // only what is an address: of a name, the JDK would ask a name server
        if (!IPV6.matcher(plain).matches()) {
            return plain;
        }
        try {
            InetAddress parsed = InetAddress.getByName(plain);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), BYTES_OF_IPV6)) + "/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return plain;
        }
    }
}
