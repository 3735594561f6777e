package dev.callgate.examples.console.policy;

import dev.callgate.CallGate;
import dev.callgate.examples.console.organization.Traffic;
import dev.callgate.micrometer.CallMeters;
import dev.callgate.storage.jdbc.JdbcStorage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Configures the gate, with the policies of the organizations. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PolicyConfiguration {
    @Bean
    CallGate gate(JdbcStorage storage, Policies policies, Traffic traffic, Clock clock, MeterRegistry meters) {
        return CallGate.over(storage)
                .clock(clock)
                .listener(CallMeters.to(meters))
                .listener(traffic)
                .policies(policies::forDecision)
                .build();
    }
}
