package dev.callgate.examples.console.organization;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.Housekeeping;
import dev.callgate.admin.NumberInventory;
import dev.callgate.report.Reports;
import dev.callgate.services.CallGateServices;
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
    CallGateServices services(JdbcStorage storage, Clock clock) {
        return CallGateServices.over(storage).withClock(clock);
    }

    @Bean
    NumberInventory inventory(CallGateServices services) {
        return services.inventory();
    }

    @Bean
    Assignments assignments(CallGateServices services) {
        return services.assignments();
    }

    @Bean
    Housekeeping housekeeping(CallGateServices services) {
        return services.housekeeping();
    }

    @Bean
    AuditTrail auditTrail(CallGateServices services) {
        return services.auditTrail();
    }

    @Bean
    CallJournal journal(CallGateServices services) {
        return services.journal();
    }

    @Bean
    Reports reports(CallGateServices services) {
        return services.reports();
    }
}
