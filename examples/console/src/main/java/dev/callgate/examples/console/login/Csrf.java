package dev.callgate.examples.console.login;

import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/**
 * Keeps the CSRF token in the session of a user, or in a cookie before the login, when there is no session. Reads it from the header or
 * from a small form, never from the parts of an upload: the server would store the upload of a client that is not authenticated.
 */
final class Csrf implements CsrfTokenRepository, CsrfTokenRequestHandler {
    private final CsrfTokenRequestHandler handler = new XorCsrfTokenRequestAttributeHandler();
    private final CsrfTokenRepository inSession = new HttpSessionCsrfTokenRepository();
    private final CookieCsrfTokenRepository inCookie = new CookieCsrfTokenRepository();

    Csrf() {
        inCookie.setHeaderName("X-CSRF-TOKEN");
        inCookie.setCookieCustomizer(cookie -> cookie.sameSite("Lax").path("/"));
    }

    private CsrfTokenRepository of(HttpServletRequest request) {
        return request.getSession(false) == null ? inCookie : inSession;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    @Nullable
    public CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        handler.handle(request, response, token);
    }

    @Override
    @Nullable
    public String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
        String type = request.getContentType();
        boolean isForm = type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
        return isForm || request.getHeader(token.getHeaderName()) != null
                ? handler.resolveCsrfTokenValue(request, token)
                : null;
    }
}
