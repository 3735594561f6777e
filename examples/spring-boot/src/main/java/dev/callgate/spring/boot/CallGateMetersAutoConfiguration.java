package dev.callgate.spring.boot;

import dev.callgate.micrometer.CallMeters;
import dev.callgate.spi.Storage;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Makes the listener that measures what the gate does, if {@code callgate-micrometer} is there. */
@AutoConfiguration(
        after = CallGateStorageAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration", // 3.5
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({CallMeters.class, MeterRegistry.class})
@ConditionalOnBean(Storage.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public final class CallGateMetersAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    CallMeters callGateMeters(MeterRegistry registry) {
        return CallMeters.to(registry);
    }
}
