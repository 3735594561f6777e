package dev.callgate.spring.boot;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.CallPolicy;
import dev.callgate.PolicyDocument;
import dev.callgate.admin.AdministrationListener;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NumberInventory;
import dev.callgate.policy.DoNotCallList;
import dev.callgate.report.Reports;
import dev.callgate.spi.Storage;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes the gate and what administers its store. A {@link Clock} bean is used if there is exactly one. The beans of type {@link
 * CallListener} are notified by the gate, and those of type {@link AdministrationListener} by the inventory and the assignments, in
 * their order.
 */
@AutoConfiguration(after = CallGateStorageAutoConfiguration.class)
@ConditionalOnBean(Storage.class)
public final class CallGateAutoConfiguration {
    private final Clock clock;

    CallGateAutoConfiguration(ObjectProvider<Clock> clock) {
        this.clock = clock.getIfUnique(Clock::systemUTC);
    }

    /** The policy in the properties. Made only if something needs it: an application may have a policy of its own. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    PolicyDocument callGatePolicyDocument(CallGateProperties properties, Environment environment) {
        return PolicyProperties.read(properties, environment);
    }

    @Bean
    @ConditionalOnMissingBean
    PolicyDocument.Resources callGatePolicyResources(CallGateProperties properties, ListableBeanFactory beans) {
        return new PolicyResources(
                name -> beans.getBeansOfType(DoNotCallList.class).get(name), properties.calleeKey());
    }

    @Bean
    @ConditionalOnMissingBean({CallPolicy.class, CallGate.class})
    CallPolicy callGatePolicy(PolicyDocument document, PolicyDocument.Resources resources) {
        return CallPolicy.of(document, resources);
    }

    @Bean
    @ConditionalOnMissingBean
    CallGate callGate(Storage storage, CallPolicy policy, ObjectProvider<CallListener> listeners) {
        CallGate.Builder gate = CallGate.over(storage).policy(policy).clock(clock);
        listeners.orderedStream().forEach(gate::listener);
        return gate.build();
    }

    @Bean
    @ConditionalOnMissingBean
    NumberInventory callGateNumberInventory(Storage storage, ObjectProvider<AdministrationListener> listeners) {
        return listeners
                .orderedStream()
                .reduce(
                        NumberInventory.over(storage).withClock(clock),
                        NumberInventory::withListener,
                        (first, second) -> second);
    }

    @Bean
    @ConditionalOnMissingBean
    Assignments callGateAssignments(Storage storage, ObjectProvider<AdministrationListener> listeners) {
        return listeners
                .orderedStream()
                .reduce(
                        Assignments.over(storage).withClock(clock),
                        Assignments::withListener,
                        (first, second) -> second);
    }

    @Bean
    @ConditionalOnMissingBean
    CallJournal callGateJournal(Storage storage) {
        return CallJournal.over(storage);
    }

    @Bean
    @ConditionalOnMissingBean
    AuditTrail callGateAuditTrail(Storage storage) {
        return AuditTrail.over(storage);
    }

    @Bean
    @ConditionalOnMissingBean
    Reports callGateReports(Storage storage) {
        return Reports.over(storage);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({DataSourceUtils.class, TransactionSynchronizationManager.class})
    @ConditionalOnBean(JdbcStorage.class)
    @ConditionalOnSingleCandidate(DataSource.class)
    static class Transactions {
        @Bean
        @ConditionalOnMissingBean
        TransactionalCallGate transactionalCallGate(CallGate gate, JdbcStorage storage, DataSource dataSource) {
            return new TransactionalCallGate(gate, storage, dataSource);
        }
    }
}
