package dev.callgate.examples.console.api;

import dev.callgate.examples.console.request.Text;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Rejects control characters and lone surrogates in parameters and paths, as {@link Text} does in JSON. */
@Configuration(proxyBeanMethods = false)
class PlainParameters implements WebMvcConfigurer, HandlerInterceptor {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    /** The page of an error shows no parameters. They may be the reason for the error. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return true;
        }
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            variables.forEach((name, value) -> Text.requirePlain(String.valueOf(name), String.valueOf(value)));
        }
        if (!isMultipart(request)) {
            request.getParameterMap().forEach((name, values) -> {
                Text.requirePlain("name of a parameter", name);
                for (String value : values) {
                    Text.requirePlain(name, value);
                }
            });
        }
        return true;
    }

    /** Only the endpoint of uploads reads their parts. */
    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.regionMatches(true, 0, MediaType.MULTIPART_FORM_DATA_VALUE, 0, "multipart/".length());
    }
}
