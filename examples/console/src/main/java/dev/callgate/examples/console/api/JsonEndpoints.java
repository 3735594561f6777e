package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Restricts every endpoint of the API to JSON, unless it declares other types. Other parsers on the class path, such as the YAML parser
 * of springdoc, read no request.
 */
@Configuration(proxyBeanMethods = false)
class JsonEndpoints {
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    /** Formats that no endpoint is tested with. */
    private static final MediaType[] OTHERS = {
        MediaType.APPLICATION_YAML,
        MediaType.APPLICATION_XML,
        MediaType.APPLICATION_CBOR,
        new MediaType("application", "x-jackson-smile")
    };

    @Bean
    WebMvcRegistrations jsonByDefault() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new Mapping();
            }
        };
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer noOtherFormats() {
        return converters ->
                converters.configureMessageConvertersList(all -> all.removeIf(JsonEndpoints::isOfAnotherFormat));
    }

    private static boolean isOfAnotherFormat(HttpMessageConverter<?> converter) {
        return Arrays.stream(OTHERS)
                .anyMatch(each -> converter.getSupportedMediaTypes().contains(each));
    }

    private static final class Mapping extends RequestMappingHandlerMapping {
        @Override
        @Nullable
        protected RequestMappingInfo getMappingForMethod(Method method, Class<?> type) {
            RequestMappingInfo info = super.getMappingForMethod(method, type);
            if (info == null || !type.getPackageName().equals(JsonEndpoints.class.getPackageName())) {
                return info;
            }
            RequestMappingInfo.Builder builder = info.mutate();
            if (info.getProducesCondition().isEmpty() && method.getReturnType() != void.class) {
                builder.produces(JSON);
            }
            if (info.getConsumesCondition().isEmpty() && takesBody(method)) {
                builder.consumes(JSON);
            }
            return builder.build();
        }

        private static boolean takesBody(Method method) {
            return Arrays.stream(method.getParameters()).anyMatch(each -> each.isAnnotationPresent(RequestBody.class));
        }
    }
}
