package dev.callgate.examples.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Limits the size of JSON bodies, which are held in memory. No other limit applies to them. */
@RestControllerAdvice(basePackageClasses = JsonLimit.class)
class JsonLimit extends RequestBodyAdviceAdapter {
    private final long most;

    JsonLimit(RequestLimits limits) {
        this.most = limits.maxJsonSize().toBytes();
    }

    private record Limited(InputStream getBody, HttpHeaders getHeaders) implements HttpInputMessage {}

    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        HttpHeaders headers = message.getHeaders();
        return new Limited(new BodyStream(message.getBody(), headers.getContentLength(), most), headers);
    }
}
