package dev.callgate.examples.console.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Wrong passwords, by user and address: who guesses is locked out for a while, and the user's other places are not. Safe for use
 * by many threads.
 */
@Component
class LoginAttempts {
    static final int MOST = 10;
    static final Duration FOR = Duration.ofMinutes(15);

    private static final int MOST_KEPT = 100_000;

    private final Cache<String, Integer> failures =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(FOR).build();

    boolean areTooMany(String username) {
        Integer known = failures.getIfPresent(key(username));
        return known != null && known >= MOST;
    }

    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        failures.asMap().merge(key(event.getAuthentication().getName()), 1, Integer::sum);
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        failures.invalidate(key(event.getAuthentication().getName()));
    }

    private static String key(String username) {
        String address = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getRemoteAddr()
                : "";
        return username.toLowerCase(Locale.ROOT) + " " + address;
    }
}
