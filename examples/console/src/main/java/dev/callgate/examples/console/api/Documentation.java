package dev.callgate.examples.console.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the API as OpenAPI, in addition to the endpoints, which springdoc reads. */
@Configuration(proxyBeanMethods = false)
class Documentation {
    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("CallGate console")
                        .version("v1")
                        .description("Numbers, agents, and decisions on calls"))
                .components(new Components()
                        .addSecuritySchemes(
                                PASSWORD,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic"))
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList(PASSWORD))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    /** Names the fields as the API does. springdoc uses an earlier version of Jackson than the API. */
    @Bean
    ModelResolver modelResolver() {
        ObjectMapper json = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        return new ModelResolver(json).openapi31(true);
    }
}
