package dev.callgate.spring.boot;

import static dev.callgate.spring.boot.Hosts.ACME;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.micrometer.CallMeters;
import dev.callgate.model.ActorId;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import dev.callgate.model.PhoneNumber;
import dev.callgate.policy.DoNotCallList;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.services.CallGateServices;
import dev.callgate.spi.Storage;
import dev.callgate.storage.jdbc.GroupCommit;
import dev.callgate.storage.jdbc.JdbcStorage;
import dev.callgate.storage.memory.InMemoryStorage;
import dev.callgate.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The beans of an application, and what they do. */
class CallGateAutoConfigurationTest {
    @Test
    void makesAGateFromTheZoneAlone() {
        Hosts.withDatabase().run(host -> {
            assertThat(host).hasSingleBean(JdbcStorage.class).hasSingleBean(TransactionalCallGate.class);
            Hosts.assign(host, 1);
            assertThat(host.getBean(CallGate.class)
                            .decide(Hosts.call().callId("c-1"))
                            .isAllowed())
                    .isTrue();
            assertThat(Hosts.isAllowed(host)).isFalse();
            assertThat(host.getBean(CallJournal.class).find(ACME, new CallId("c-1")))
                    .isPresent();
            assertThat(host.getBean(AuditTrail.class).list(AuditQuery.of(ACME))).hasSize(2);
            LocalDate today = LocalDate.now(ZoneId.of("America/New_York"));
            assertThat(host.getBean(Reports.class).usage(UsageQuery.of(ACME, today.minusDays(1), today)))
                    .hasSize(1);
        });
    }

    private static final InMemoryStorage OTHER_STORAGE = InMemoryStorage.create();
    private static final DataSource OTHER_POOL = JdbcConnectionPool.create("jdbc:h2:mem:other", "sa", "");
    private static final CallPolicy OTHER_POLICY = CallPolicy.in(ZoneOffset.UTC);
    private static final CallGate OTHER_GATE =
            CallGate.over(OTHER_STORAGE).policy(OTHER_POLICY).build();

    /** A bean of a host, with the type that backs off. */
    record HostBean<T>(Class<T> type, T bean) {
        ApplicationContextRunner in(ApplicationContextRunner runner) {
            return runner.withBean("mine", type, () -> bean);
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    static Stream<HostBean<?>> hostBeans() {
        return Stream.of(
                new HostBean<>(Storage.class, OTHER_STORAGE),
                new HostBean<>(PolicyDocument.class, PolicyDocument.of(Map.of("zone", "UTC"))),
                new HostBean<>(PolicyDocument.Resources.class, new PolicyResources(name -> null, null)),
                new HostBean<>(CallPolicy.class, OTHER_POLICY),
                new HostBean<>(CallGate.class, OTHER_GATE),
                new HostBean<>(NumberInventory.class, NumberInventory.over(OTHER_STORAGE)),
                new HostBean<>(Assignments.class, Assignments.over(OTHER_STORAGE)),
                new HostBean<>(CallJournal.class, CallJournal.over(OTHER_STORAGE)),
                new HostBean<>(AuditTrail.class, AuditTrail.over(OTHER_STORAGE)),
                new HostBean<>(Reports.class, Reports.over(OTHER_STORAGE)),
                new HostBean<>(Housekeeping.class, Housekeeping.over(OTHER_STORAGE)),
                new HostBean<>(CallGateServices.class, CallGateServices.over(OTHER_STORAGE)),
                new HostBean<>(
                        TransactionalCallGate.class,
                        new TransactionalCallGate(OTHER_GATE, JdbcStorage.on(OTHER_POOL), OTHER_POOL)),
                new HostBean<>(CallMeters.class, CallMeters.to(new SimpleMeterRegistry())));
    }

    @ParameterizedTest
    @MethodSource("hostBeans")
    void backsOffForABeanOfTheHost(HostBean<?> mine) {
        mine.in(Hosts.withDatabase())
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(host -> {
                    assertThat(host).hasNotFailed().hasSingleBean(mine.type());
                    assertThat(host.getBean(mine.type())).isSameAs(mine.bean());
                });
    }

    @ParameterizedTest
    @MethodSource("hostBeans")
    void makesWhatTheHostHasNot(HostBean<?> mine) {
        Hosts.withDatabase()
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(host -> assertThat(host).hasSingleBean(mine.type()));
    }

    @Test
    void aGateOrAPolicyOfTheHostNeedsNoZone() {
        ApplicationContextRunner withoutZone = Hosts.withoutZone();
        withoutZone.withBean(CallPolicy.class, () -> OTHER_POLICY).run(host -> assertThat(host)
                .hasSingleBean(CallGate.class));
        withoutZone
                .withBean(CallGate.class, () -> OTHER_GATE)
                .run(host -> assertThat(host).hasNotFailed().doesNotHaveBean(CallPolicy.class));
    }

    @Test
    void aPolicyThatTheGateOfTheHostDoesNotUseStopsIt() {
        Hosts.withoutZone()
                .withPropertyValues("callgate.policy.limits[0].calls=1")
                .withBean(CallGate.class, () -> OTHER_GATE)
                .run(host -> assertThat(host)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("callgate.policy: is not used by the CallGate bean"));
    }

    /** An application with rules of its own besides the policy in the properties. */
    @Configuration(proxyBeanMethods = false)
    static class OwnRules {
        @Bean
        CallPolicy policy(PolicyDocument document, PolicyDocument.Resources resources) {
            return CallPolicy.of(document, resources)
                    .rules(call -> Optional.of(new Reason("closed", "the office is closed", null)));
        }
    }

    @Test
    void aPolicyOfTheHostMayAddToTheProperties() {
        Hosts.withDatabase().withUserConfiguration(OwnRules.class).run(host -> {
            Hosts.assign(host, 1);
            assertThat(host.getBean(CallGate.class).decide(Hosts.call()))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.cause().code()).isEqualTo("closed"));
        });
    }

    @Test
    void withoutADataSourceThereIsNothing() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        CallGateStorageAutoConfiguration.class,
                        CallGateAutoConfiguration.class,
                        CallGateHealthAutoConfiguration.class,
                        CallGateMetersAutoConfiguration.class))
                .run(host -> assertThat(host)
                        .hasNotFailed()
                        .doesNotHaveBean(Storage.class)
                        .doesNotHaveBean(CallGate.class));
    }

    @Test
    void oneOfSeveralDataSourcesIsNotGuessed() {
        Hosts.withDatabase()
                .withBean("first", DataSource.class, () -> OTHER_POOL)
                .withBean("second", DataSource.class, () -> OTHER_POOL)
                .run(host -> assertThat(host).hasNotFailed().doesNotHaveBean(CallGate.class));
    }

    /** Listeners that write their names down when they are told of a decision or of a number. */
    @Configuration(proxyBeanMethods = false)
    static class Listeners {
        record Named(String name, List<String> told) implements CallListener, AdministrationListener {
            @Override
            public void decided(CallRequest request, CallDecision decision, Duration took) {
                told.add(name + " decided");
            }

            @Override
            public void numbersAdded(ActorId actor, List<PhoneNumber> added) {
                told.add(name + " added");
            }
        }

        @Bean
        List<String> told() {
            return new ArrayList<>();
        }

        @Bean
        @Order(2)
        Named second(List<String> told) {
            return new Named("second", told);
        }

        @Bean
        @Order(1)
        Named first(List<String> told) {
            return new Named("first", told);
        }
    }

    @Test
    @DisplayName("T1 listeners that are beans are told of decisions and changes, in their order")
    void listenersAreToldInTheirOrder() {
        Hosts.withDatabase().withUserConfiguration(Listeners.class).run(host -> {
            Hosts.assign(host, 1);
            assertThat(Hosts.isAllowed(host)).isTrue();
            assertThat(host.getBean("told"))
                    .isEqualTo(List.of("first added", "second added", "first decided", "second decided"));
        });
    }

    @Test
    void storageInMemoryHasTheClockOfTheHost() {
        TestClock clock = TestClock.at(Instant.parse("2026-03-02T17:00:00Z"), ZoneId.of("America/New_York"));
        Hosts.withDatabase()
                .withPropertyValues("callgate.storage=memory")
                .withBean(Clock.class, () -> clock)
                .run(host -> {
                    assertThat(host).hasSingleBean(InMemoryStorage.class).doesNotHaveBean(TransactionalCallGate.class);
                    Hosts.assign(host, 1);
                    assertThat(Hosts.isAllowed(host)).isTrue();
                    assertThat(Hosts.isAllowed(host)).isFalse();
                    clock.moveToNextDay();
                    assertThat(Hosts.isAllowed(host)).isTrue();
                    assertThat(host.getBean(AuditTrail.class)
                                    .list(AuditQuery.of(ACME))
                                    .get(0)
                                    .at())
                            .isBetween(Instant.parse("2026-03-02T17:00:00Z"), Instant.parse("2026-03-02T17:01:00Z"));
                });
    }

    @Test
    void storageInMemoryNeedsItsDependency() {
        Hosts.withDatabase()
                .withPropertyValues("callgate.storage=memory")
                .withClassLoader(new FilteredClassLoader(InMemoryStorage.class))
                .run(host -> assertThat(host).hasNotFailed().doesNotHaveBean(CallGate.class));
    }

    @Test
    void storageInMemoryNeedsNothingElse() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        CallGateStorageAutoConfiguration.class,
                        CallGateAutoConfiguration.class,
                        CallGateMetersAutoConfiguration.class))
                .withPropertyValues("callgate.storage=memory", "callgate.zone=UTC")
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.jdbc",
                        "org.springframework.transaction",
                        "org.springframework.boot.sql",
                        "org.springframework.boot.jdbc",
                        "io.micrometer"))
                .run(host -> assertThat(host).hasNotFailed().hasSingleBean(CallGate.class));
    }

    @Test
    void unknownStorageIsRefused() {
        Hosts.withDatabase()
                .withPropertyValues("callgate.storage=redis")
                .run(host -> assertThat(host.getStartupFailure()).hasStackTraceContaining("redis"));
    }

    @Test
    void measuresTheGate() {
        Hosts.withDatabase().run(host -> {
            Hosts.assign(host, 1);
            assertThat(Hosts.isAllowed(host)).isTrue();
            assertThat(host.getBean(MeterRegistry.class)
                            .get("callgate.decisions")
                            .tag("result", "allowed")
                            .timer()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void withoutMetersThereIsNoListener() {
        Hosts.withDatabase()
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withClassLoader(new FilteredClassLoader(CallMeters.class))
                .run(host -> assertThat(host).hasSingleBean(CallGate.class).doesNotHaveBean(CallListener.class));
    }

    @Test
    void assignmentsAreCachedAsLongAsSet() {
        Map<String, Boolean> cached = new LinkedHashMap<>();
        for (String ttl : List.of("1m", "0")) {
            Hosts.withDatabase()
                    .withPropertyValues("callgate.assignment-cache-ttl=" + ttl)
                    .run(host -> {
                        Hosts.assign(host, 5);
                        assertThat(Hosts.isAllowed(host)).isTrue();
                        cached.put(
                                ttl,
                                host.getBean(JdbcStorage.class)
                                        .cachedAssignmentsOf(ACME, Hosts.AGENT)
                                        .isPresent());
                    });
        }
        assertThat(cached).isEqualTo(Map.of("1m", true, "0", false));
    }

    @Test
    void groupCommitHasTheStandardSizes() {
        Hosts.withDatabase().run(host -> assertThat(
                        host.getBean(CallGateProperties.class).groupCommit().settings())
                .isEqualTo(GroupCommit.standard()));
    }

    @Test
    void groupCommitCounts() {
        Hosts.withDatabase()
                .withPropertyValues("callgate.group-commit.enabled=true", "callgate.group-commit.max-wait=2s")
                .run(host -> {
                    Hosts.assign(host, 1);
                    assertThat(Hosts.isAllowed(host)).isTrue();
                    assertThat(Hosts.isAllowed(host)).isFalse();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "callgate.group-commit.largest-group=0, largestGroup must be from 1 to 1000",
                "callgate.assignment-cache-ttl=-1s, assignmentCacheTtl must not be negative",
                "callgate.zone=America/New_Yorck, America/New_Yorck",
                "callgate.polcy.limits[0].calls=1, callgate.polcy.limits[0].calls"
            })
    void wrongValuesAreRefused(String propertyAndMessage) {
        String[] both = propertyAndMessage.split(", ");
        Hosts.withDatabase()
                .withPropertyValues("callgate.group-commit.enabled=true", both[0])
                .run(host -> assertThat(host.getStartupFailure()).hasStackTraceContaining(both[1]));
    }

    /** A list that has every number. */
    record Everybody() implements DoNotCallList {
        @Override
        public boolean contains(E164 number) {
            return true;
        }

        @Override
        public LocalDate date() {
            return LocalDate.EPOCH;
        }
    }

    @Test
    void doNotCallListsAreBeans() {
        ApplicationContextRunner runner =
                Hosts.withDatabase().withPropertyValues("callgate.policy.do-not-call[0].list=internal");
        runner.withBean("internal", DoNotCallList.class, Everybody::new).run(host -> {
            Hosts.assign(host, 1);
            assertThat(Hosts.isAllowed(host)).isFalse();
        });
        runner.withBean("external", DoNotCallList.class, Everybody::new)
                .run(host -> assertThat(host.getStartupFailure())
                        .hasStackTraceContaining(
                                "the policy names the do-not-call list \"internal\", and there is no such list"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", set callgate.callee-key to the Base64 form",
                "c2hvcnQ=, must have at least 32 bytes",
                "?, callgate.callee-key is not in Base64 form"
            })
    void wrongKeysAreRefused(String keyAndMessage) {
        String[] both = keyAndMessage.split(", ");
        Hosts.withDatabase()
                .withPropertyValues("callgate.policy.callees=hashed")
                .withPropertyValues(both[0].isEmpty() ? "a=b" : "callgate.callee-key=" + both[0])
                .run(host -> assertThat(host.getStartupFailure()).hasStackTraceContaining(both[1]));
    }
}
