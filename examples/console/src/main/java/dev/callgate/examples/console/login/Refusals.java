package dev.callgate.examples.console.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Answers requests to the API that are not authenticated, that the role does not allow, or that lack the CSRF token. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof InternalAuthenticationServiceException) {
            unavailable(response, why);
            return;
        }
        if (why instanceof TooManyLogins) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(TooManyLogins.RETRY_AFTER_SECONDS));
            refuse(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS.value(),
                    "too_many_logins",
                    "the server is checking too many passwords, and did not check this one: try again in a second");
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"CallGate\"");
        refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "unauthorized", "log in with a password or a token");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (why instanceof CsrfException) {
            refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "csrf_token_invalid",
                    "the header X-CSRF-TOKEN does not have the token of this session: load the page again");
        } else {
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "forbidden", "your role does not allow this");
        }
    }

    static void unavailable(HttpServletResponse response, Exception why) throws IOException {
        LOG.error("the database does not answer: no request can be authenticated", why);
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        refuse(
                response,
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                "store_unavailable",
                "the database does not answer, and nothing was changed: try again");
    }

    static void refuse(HttpServletResponse response, int status, String code, String message) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write("{\"success\":false,\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"field\":null}}"
                        .formatted(code, message));
    }
}
