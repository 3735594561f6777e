package dev.callgate.examples.console.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The address of a login, for counting. */
final class LoginAddress {
    /** The smallest block that a provider assigns to a customer, who may use any address in it (RFC 6177): 64 bits. */
    private static final int BYTES_OF_IPV6 = 8;

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private LoginAddress() {}

    /** Returns the address of the client of the current request; empty outside of a request. */
    static String current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? counted(request.getRequest().getRemoteAddr())
                : "";
    }

    /** Returns the key of an address: of IPv6, its first 64 bits; of IPv4, all of it. */
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
