package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.ModelAndView;

/** Answers errors outside of endpoints: under {@code /api/} always in the form of the API, and elsewhere as a page for browsers. */
@Controller
class Errors implements ErrorController {
    private final ErrorForm form;

    Errors(ErrorForm form) {
        this.form = form;
    }

    /** Answers, unless the response is committed: Tomcat dispatches here also after a client disconnected. */
    @RequestMapping(path = "${spring.web.error.path:/error}", produces = MediaType.ALL_VALUE)
    @Nullable
    Object answer(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        Map<String, Object> body =
                form.getErrorAttributes(new ServletWebRequest(request), ErrorAttributeOptions.defaults());
        HttpStatus status = ErrorForm.known(body.get("status") instanceof Integer code ? code : 0);
        return isForPage(request)
                ? new ModelAndView("error", body, status)
                : ResponseEntity.status(status)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body);
    }

    private static boolean isForPage(HttpServletRequest request) {
        Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = asked == null ? request.getRequestURI() : asked.toString();
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return !path.startsWith("/api/") && accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }
}
