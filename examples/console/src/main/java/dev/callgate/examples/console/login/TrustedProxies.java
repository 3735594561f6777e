package dev.callgate.examples.console.login;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.Valve;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * The proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are trusted, by the setting {@code
 * callgate.console.trusted-proxies}: addresses and networks such as {@code 10.0.0.7, 2001:db8::/64}, none by default.
 *
 * <p>The address of a client decides who is locked out, so no client may choose it. Spring Boot trusts each private address as soon
 * as forwarded headers are on, and switches them on by itself in Kubernetes. So whatever {@code server.forward-headers-strategy} and
 * {@code server.tomcat.remoteip} say, only the proxies that are named here count. Tomcat's valve does the rest.
 */
@Component
final class TrustedProxies implements WebServerFactoryCustomizer<TomcatWebServerFactory>, Ordered {
    /** Accepts neither host names, which would need a name server, nor regular expressions. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F]*[.:][0-9a-fA-F.:]*(/[0-9]{1,3})?");

    private final List<String> networks;

    TrustedProxies(LoginProperties properties, ServerProperties server) {
        if (server.getForwardHeadersStrategy() == ServerProperties.ForwardHeadersStrategy.FRAMEWORK) {
            throw new IllegalArgumentException(
                    "server.forward-headers-strategy is \"framework\", which trusts the forwarded headers of every client;"
                            + " remove it, and name the proxies in callgate.console.trusted-proxies");
        }
        this.networks = properties.trustedProxies().stream()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(TrustedProxies::network)
                .toList();
    }

    private static String network(String proxy) {
        if (!ADDRESS.matcher(proxy).matches()) {
            throw unfit(proxy, null);
        }
        try {
            new IpAddressMatcher(proxy);
        } catch (RuntimeException e) {
            throw unfit(proxy, e);
        }
        if (proxy.contains("/")) {
            return proxy;
        }
        return proxy + (proxy.contains(":") ? "/128" : "/32");
    }

    private static IllegalArgumentException unfit(String proxy, @Nullable RuntimeException why) {
        return new IllegalArgumentException(
                "callgate.console.trusted-proxies names \"%s\"; name addresses or networks such as 10.0.0.7 or 10.0.0.0/24"
                        .formatted(proxy),
                why);
    }

    /** After Spring Boot's own. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatWebServerFactory server) {
        List<Valve> valves = new ArrayList<>(server.getEngineValves());
        valves.removeIf(RemoteIpValve.class::isInstance);
        if (!networks.isEmpty()) {
            valves.add(0, trusting(String.join(",", networks)));
        }
        server.setEngineValves(valves);
    }

    private static RemoteIpValve trusting(String networks) {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(networks);
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader("X-Forwarded-Proto");
        return valve;
    }
}
