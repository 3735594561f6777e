package dev.callgate.spring.boot;

import dev.callgate.CallGate;
import dev.callgate.CallListener;
import dev.callgate.CallPolicy;
import dev.callgate.PolicyDocument;
import dev.callgate.admin.AdministrationListener;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.Housekeeping;
import dev.callgate.admin.NumberInventory;
import dev.callgate.policy.DoNotCallList;
import dev.callgate.report.Reports;
import dev.callgate.services.CallGateServices;
import dev.callgate.spi.Storage;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Clock;
import java.util.List;
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

    /** A policy in the properties that nothing reads would limit nothing, so the application is stopped. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(CallGate.class)
    static class GateOfTheApplication {
        GateOfTheApplication(CallGateProperties properties, ObjectProvider<CallPolicy> policies) {
            if (!properties.policy().isEmpty() && policies.stream().findAny().isEmpty()) {
                throw new InvalidCallGatePropertiesException(
                        List.of("callgate.policy: is not used by the CallGate bean of the application: remove it,"
                                + " or build the gate with a bean of type CallPolicy"));
            }
        }
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
    CallGateServices callGateServices(
            Storage storage,
            ObjectProvider<CallListener> callListeners,
            ObjectProvider<AdministrationListener> administrationListeners) {
        CallGateServices services = CallGateServices.over(storage).withClock(clock);
        for (CallListener each : callListeners.orderedStream().toList()) {
            services = services.withCallListener(each);
        }
        for (AdministrationListener each :
                administrationListeners.orderedStream().toList()) {
            services = services.withAdministrationListener(each);
        }
        return services;
    }

    @Bean
    @ConditionalOnMissingBean
    CallGate callGate(CallGateServices services, CallPolicy policy) {
        return services.gate(policy);
    }

    @Bean
    @ConditionalOnMissingBean
    NumberInventory callGateNumberInventory(CallGateServices services) {
        return services.inventory();
    }

    @Bean
    @ConditionalOnMissingBean
    Assignments callGateAssignments(CallGateServices services) {
        return services.assignments();
    }

    @Bean
    @ConditionalOnMissingBean
    Housekeeping callGateHousekeeping(CallGateServices services) {
        return services.housekeeping();
    }

    @Bean
    @ConditionalOnMissingBean
    CallJournal callGateJournal(CallGateServices services) {
        return services.journal();
    }

    @Bean
    @ConditionalOnMissingBean
    AuditTrail callGateAuditTrail(CallGateServices services) {
        return services.auditTrail();
    }

    @Bean
    @ConditionalOnMissingBean
    Reports callGateReports(CallGateServices services) {
        return services.reports();
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
