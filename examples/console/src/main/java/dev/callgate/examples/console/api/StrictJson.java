package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.Nulls;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads JSON strictly: a value must have the documented type of its field, and nothing is converted, skipped, or guessed. A client that
 * sends another type gets an error instead of a limit that it did not intend.
 */
@Configuration(proxyBeanMethods = false)
class StrictJson {
    @Bean
    JsonMapperBuilderCustomizer strictTypes() {
        return StrictJson::configure;
    }

    private static void configure(JsonMapper.Builder json) {
        json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .changeDefaultNullHandling(each -> each.withContentNulls(Nulls.FAIL))
                .withCoercionConfigDefaults(
                        each -> each.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .addModule(new SimpleModule("strict")
                        .addDeserializer(String.class, new JsonText.Plain())
                        .addDeserializer(Double.class, new Numeric()));
    }

    /** Rejects the strings "NaN" and "Infinity", which Jackson reads as numbers in every configuration. */
    private static final class Numeric extends StdScalarDeserializer<Double> {
        Numeric() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser json, DeserializationContext context) {
            return json.currentToken().isNumeric()
                    ? json.getDoubleValue()
                    : context.reportInputMismatch(Double.class, "not a number");
        }
    }
}
