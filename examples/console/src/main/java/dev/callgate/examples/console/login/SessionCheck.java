package dev.callgate.examples.console.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the sessions of a user who was removed or has a new password, on every node, and each session after twelve hours. It reads the
 * row of the user at each request, so that nodes need no messages.
 */
public final class SessionCheck extends OncePerRequestFilter {
    /** The longest life of a session, whatever the user does in it: NIST SP 800-63B (2017), section 4.2.3. */
    static final Duration MAX_DURATION = Duration.ofHours(12);

    private static final String BEGIN_ATTRIBUTE = SessionCheck.class.getName() + ".began";

    private final Users users;
    private final Clock clock;
    private final OnOutage onOutage;

    /** Answers 503: the database does not answer. */
    interface OnOutage {
        void tell(HttpServletResponse response, Exception why) throws IOException;
    }

    SessionCheck(Users users, Clock clock, OnOutage onOutage) {
        this.users = users;
        this.clock = clock;
        this.onOutage = onOutage;
    }

    /** Records the beginning of the session of a user who has just logged in. */
    static void begin(HttpSession session, Clock clock) {
        session.setAttribute(BEGIN_ATTRIBUTE, clock.instant());
    }

    /** Keeps the session in which a user changed their own account. The user's other sessions end. */
    public static void keep(HttpServletRequest request, HttpServletResponse response, Member changed) {
        HttpSession session = request.getSession(false);
        if (session == null || request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return;
        }
        request.changeSessionId();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(changed, null, changed.getAuthorities()));
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        if (session != null && known != null && known.getPrincipal() instanceof Member member) {
            try {
                if (!isValid(session, member)) {
                    SecurityContextHolder.clearContext();
                    session.invalidate();
                }
            } catch (DataAccessException | TransactionException e) {
                onOutage.tell(response, e);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private boolean isValid(HttpSession session, Member member) {
        if (!(session.getAttribute(BEGIN_ATTRIBUTE) instanceof Instant began)
                || !clock.instant().isBefore(began.plus(MAX_DURATION))) {
            return false;
        }
        Optional<Member> current = users.current(member);
        return current.isPresent() && current.get().version() == member.version();
    }
}
