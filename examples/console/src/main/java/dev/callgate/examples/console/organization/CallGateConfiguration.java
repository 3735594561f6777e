package dev.callgate.examples.console.organization;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NumberInventory;
import dev.callgate.report.Reports;
import dev.callgate.storage.jdbc.JdbcStorage;
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
