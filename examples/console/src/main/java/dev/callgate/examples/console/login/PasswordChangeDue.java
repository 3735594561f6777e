package dev.callgate.examples.console.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Requires a user whose password was chosen by another person to change it before anything else. */
final class PasswordChangeDue extends OncePerRequestFilter {
    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher API = PATHS.matcher("/api/**");

    private static final RequestMatcher ALLOWED = new OrRequestMatcher(
            PATHS.matcher(HttpMethod.PUT, "/api/v1/account/password"),
            PATHS.matcher(HttpMethod.GET, "/account"),
            PATHS.matcher("/login"),
            PATHS.matcher("/logout"),
            PATHS.matcher("/error"),
            PATHS.matcher(HttpMethod.GET, "/*.js"),
            PATHS.matcher(HttpMethod.GET, "/*.css"),
            PATHS.matcher(HttpMethod.GET, "/*.svg"),
            PATHS.matcher(HttpMethod.GET, "/webjars/**"),
            PATHS.matcher(HttpMethod.GET, "/actuator/health"));

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        boolean due = known != null && known.getPrincipal() instanceof Member member && member.passwordChangeDue();
        if (!due || ALLOWED.matches(request)) {
            chain.doFilter(request, response);
        } else if (API.matches(request)) {
            Refusals.refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "password_change_due",
                    "another person chose your password: change it with PUT /api/v1/account/password");
        } else {
            response.sendRedirect("/account");
        }
    }
}
