package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import jakarta.annotation.Nullable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs before every other reader of bodies. Forms are read before a user is authenticated, so only few are read at the same time. The
 * parts of an upload are written to disk only if the request has credentials in a header.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyGuard extends OncePerRequestFilter {
    static final String UPLOAD = "/api/v1/phone-numbers/bulk-upload";

    private static final String LISTS = "/api/v1/do-not-call-lists/";

    private static final String CSRF = "X-CSRF-TOKEN";

    private static final int LARGEST_FORM = 8_192;
    private static final Duration SMALL_BODY_TIMEOUT = Duration.ofSeconds(10);

    private final JsonMapper json;
    private final Clock clock;
    private final Semaphore forms;

    BodyGuard(JsonMapper json, Clock clock, RequestLimits limits) {
        this.json = json;
        this.clock = clock;
        this.forms = new Semaphore(limits.maxFormsAtOnce());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type =
                request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/") && !mayUpload(request)) {
            refuse(
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "multipart/form-data is accepted only by %s, with credentials in a header".formatted(UPLOAD));
        } else if (isUpload(request.getRequestURI())
                && (type.startsWith("multipart/") || type.startsWith("text/csv"))) {
            // UploadRate sees to the time that it takes.
            pass(request, response, chain);
        } else if (!type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            pass(new TimedBody(request, clock, SMALL_BODY_TIMEOUT), response, chain);
        } else if (forms.tryAcquire()) {
            readForm(request, response, chain);
        } else {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(response, HttpStatus.SERVICE_UNAVAILABLE, "the server is reading too many forms: try again");
        }
    }

    /** Returns whether a file may be sent to a path, for which {@link UploadRate} applies instead of the time limit of small bodies. */
    static boolean isUpload(String path) {
        return path.equals(UPLOAD) || path.startsWith(LISTS);
    }

    /** The place is free again as soon as the form was read: what is done with it afterwards waits for no client. */
    private void readForm(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest form;
        try {
            form = ReadForm.of(new TimedBody(request, clock, SMALL_BODY_TIMEOUT), LARGEST_FORM);
        } catch (Problem problem) {
            refuse(response, problem.status(), String.valueOf(problem.getMessage()));
            return;
        } catch (IOException e) {
            refuse(response, HttpStatus.REQUEST_TIMEOUT, "the form did not arrive in time: send it again");
            return;
        } finally {
            forms.release();
        }
        pass(form, response, chain);
    }

    /** A parameter is looked for in the parts where it is not in a header: so there has to be a header. */
    private static boolean mayUpload(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && request.getRequestURI().equals(UPLOAD)
                && (request.getHeader(HttpHeaders.AUTHORIZATION) != null || request.getHeader(CSRF) != null);
    }

    /** Tomcat throws where it reads parameters first, which may be anywhere: that is the client's mistake, and no failure. */
    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (InterruptedIOException e) {
            if (response.isCommitted()) {
                throw e;
            }
            refuse(
                    response,
                    HttpStatus.REQUEST_TIMEOUT,
                    "the body of the request did not arrive in time: send it again");
        } catch (InvalidParameterException | ServletException e) {
            InvalidParameterException unreadable = unreadable(e);
            if (unreadable == null || response.isCommitted()) {
                throw e;
            }
            response.reset();
            HttpStatus status = HttpStatus.resolve(unreadable.getErrorCode());
            refuse(
                    response,
                    status == null ? HttpStatus.BAD_REQUEST : status,
                    "the parameters cannot be decoded: check their encoding");
        }
    }

    @Nullable
    private static InvalidParameterException unreadable(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof InvalidParameterException found) {
                return found;
            }
        }
        return null;
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String message) throws IOException {
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(json.writeValueAsString(Failures.body(Problem.code(status), message, null)));
    }
}
