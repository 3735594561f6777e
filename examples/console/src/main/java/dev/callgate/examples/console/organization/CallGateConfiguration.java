package dev.callgate.examples.console.organization;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.micrometer.CallMeters;
import dev.callgate.report.Reports;
import dev.callgate.storage.jdbc.JdbcStorage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the library on the database of the console. Flyway creates the tables. */
@Configuration(proxyBeanMethods = false)
class CallGateConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @DependsOnDatabaseInitialization
    JdbcStorage storage(DataSource database) {
        JdbcStorage storage = JdbcStorage.on(database);
        storage.validate();
        return storage;
    }

    @Bean
    CallGate gate(
            JdbcStorage storage,
            Organizations organizations,
            CallLimits limits,
            KeptCallees callees,
            Traffic traffic,
            Clock clock,
            MeterRegistry meters) {
        return CallGate.over(storage)
                .clock(clock)
                .listener(CallMeters.to(meters))
                .listener(traffic)
                .policies(id -> limits.addTo(callees.addTo(organizations.get(id).policy())))
                .build();
    }

    @Bean
    NumberInventory inventory(JdbcStorage storage, Clock clock) {
        return NumberInventory.over(storage).withClock(clock);
    }

    @Bean
    Assignments assignments(JdbcStorage storage, Clock clock) {
        return Assignments.over(storage).withClock(clock);
    }

    @Bean
    AuditTrail auditTrail(JdbcStorage storage) {
        return AuditTrail.over(storage);
    }

    @Bean
    CallJournal journal(JdbcStorage storage) {
        return CallJournal.over(storage);
    }

    @Bean
    Reports reports(JdbcStorage storage) {
        return Reports.over(storage);
    }
}
