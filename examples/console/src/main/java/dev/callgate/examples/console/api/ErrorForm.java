package dev.callgate.examples.console.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/** What no endpoint had a chance to answer: it is told in the form of {@link Failures}. */
@Component
class ErrorForm extends DefaultErrorAttributes {
    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        Map<String, Object> known = super.getErrorAttributes(request, ErrorAttributeOptions.defaults());
        HttpStatus status = known.get("status") instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.INTERNAL_SERVER_ERROR;
        String message = status == HttpStatus.NOT_FOUND
                ? "there is nothing at %s".formatted(known.get("path"))
                : status.getReasonPhrase();
        Map<String, Object> body = new LinkedHashMap<>(Failures.body(code(status), message, null));
        body.put("status", status.value());
        return body;
    }

    static String code(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
