package dev.callgate.spring.boot;

import dev.callgate.spi.Storage;
import dev.callgate.storage.jdbc.JdbcStorage;
import dev.callgate.storage.memory.InMemoryStorage;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Makes the store: in the database of the application's {@code DataSource}, or in memory. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration", // 3.5
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@EnableConfigurationProperties(CallGateProperties.class)
public final class CallGateStorageAutoConfiguration {
    private static final String MIGRATIONS = "callgate/db-migration";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JdbcStorage.class, TransactionAwareDataSourceProxy.class})
    @ConditionalOnSingleCandidate(DataSource.class)
    @ConditionalOnProperty(name = "callgate.storage", havingValue = "jdbc", matchIfMissing = true)
    static class Jdbc {
        /** After the application's own migrations, because Flyway would refuse a schema that is not empty. */
        @Bean
        @ConditionalOnMissingBean(Storage.class)
        @DependsOnDatabaseInitialization
        JdbcStorage callGateStorage(DataSource dataSource, CallGateProperties properties, Environment environment) {
            JdbcStorage storage = JdbcStorage.on(Pool.of(dataSource));
            if (migrates(properties, environment)) {
                storage.migrate();
            }
            storage.validate();
            return configured(storage, properties);
        }

        private static boolean migrates(CallGateProperties properties, Environment environment) {
            return properties.migrate() == null ? !flywayMigrates(environment) : properties.migrate();
        }

        private static boolean flywayMigrates(Environment environment) {
            return Binder.get(environment)
                    .bind("spring.flyway.locations", Bindable.listOf(String.class))
                    .orElseGet(List::of)
                    .stream()
                    .anyMatch(each -> each.contains(MIGRATIONS));
        }

        private static JdbcStorage configured(JdbcStorage standard, CallGateProperties properties) {
            JdbcStorage storage = properties.assignmentCacheTtl() == null
                    ? standard
                    : standard.assignmentCacheTtl(properties.assignmentCacheTtl());
            return properties.groupCommit().enabled()
                    ? storage.groupCommit(properties.groupCommit().settings())
                    : storage;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(InMemoryStorage.class)
    @ConditionalOnProperty(name = "callgate.storage", havingValue = "memory")
    static class Memory {
        @Bean
        @ConditionalOnMissingBean(Storage.class)
        InMemoryStorage callGateStorage(ObjectProvider<Clock> clock) {
            return InMemoryStorage.create(clock.getIfUnique(Clock::systemUTC));
        }
    }
}
