package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/** Formats errors outside of endpoints as {@link Failures} does. */
@Component
class ErrorForm extends DefaultErrorAttributes {
    private static final int NO_ERROR = 999;

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        Map<String, Object> known = super.getErrorAttributes(request, ErrorAttributeOptions.defaults());
        HttpStatus status = known(known.get("status") instanceof Integer code ? code : 0);
        String message = status == HttpStatus.NOT_FOUND
                ? "there is no resource at %s".formatted(Text.shown(String.valueOf(known.get("path"))))
                : status.getReasonPhrase();
        Map<String, Object> body = new LinkedHashMap<>(Failures.body(Problem.code(status), message, null));
        body.put("status", status.value());
        return body;
    }

    /** Returns a known status. Spring Boot uses 999 for a request of the error page without an error. */
    static HttpStatus known(int code) {
        if (code == NO_ERROR) {
            return HttpStatus.NOT_FOUND;
        }
        HttpStatus known = HttpStatus.resolve(code);
        return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }
}
