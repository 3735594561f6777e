package dev.callgate.examples.console.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.UriUtils;

/**
 * Redirects to the login page and, after the login, back to the requested page, which is kept in the URL and not in a session.
 */
final class PageLogin implements AuthenticationEntryPoint, AuthenticationSuccessHandler, AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PageLogin.class);

    /** The parameter with the requested page. */
    private static final String PAGE = "page";

    private static final int MAX_PAGE_LENGTH = 500;

    private final Clock clock;

    PageLogin(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        String query = request.getQueryString();
        String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
        boolean keep = HttpMethod.GET.matches(request.getMethod()) && !asked.equals("/") && isPage(asked);
        response.sendRedirect(
                keep ? "/login?%s=%s".formatted(PAGE, UriUtils.encode(asked, StandardCharsets.UTF_8)) : "/login");
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        SessionCheck.begin(request.getSession(), clock);
        String page = request.getParameter(PAGE);
        response.sendRedirect(page != null && isPage(page) ? page : "/");
    }

    /** Returns whether a text is a path of this console: a redirect must not lead to another site. */
    private static boolean isPage(String text) {
        if (text.length() > MAX_PAGE_LENGTH || !text.startsWith("/") || text.startsWith("//") || text.contains("\\")) {
            return false;
        }
        try {
            URI uri = URI.create(text);
            return uri.getScheme() == null && uri.getRawAuthority() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        if (why instanceof InternalAuthenticationServiceException) {
            LOG.error("the database does not answer: no user can log in", why);
            response.sendRedirect("/login?unavailable");
        } else if (why instanceof TooManyLogins) {
            response.sendRedirect("/login?busy");
        } else {
            response.sendRedirect("/login?error");
        }
    }
}
