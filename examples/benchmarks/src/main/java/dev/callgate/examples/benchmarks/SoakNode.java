package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.admin.Housekeeping;
import dev.callgate.micrometer.CallMeters;
import dev.callgate.model.ActorId;
import dev.callgate.model.OrganizationId;
import dev.callgate.services.CallGateServices;
import dev.callgate.storage.jdbc.GroupCommit;
import dev.callgate.storage.jdbc.JdbcStorage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A node of the host: a store on a pool of its own, with group commit, caches and meters, and its own housekeeping. */
final class SoakNode implements AutoCloseable {
    static final int CONNECTIONS = 8;

    final HikariDataSource pool;
    final CallGateServices services;
    final CallGate gate;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final SoakExecutor executor;
    private final Housekeeping.Schedule schedule;

    private SoakNode(
            HikariDataSource pool,
            CallGateServices services,
            Map<OrganizationId, SoakTenant> tenants,
            SoakClock clock) {
        this.pool = pool;
        this.services = services.withCallListener(CallMeters.to(meters));
        this.gate = this.services
                .gateBuilder()
                .policies(organization -> Objects.requireNonNull(tenants.get(organization)).policy)
                .build();
        this.executor = new SoakExecutor(clock);
        this.schedule = this.services
                .housekeeping()
                .withActor(new ActorId("housekeeping"))
                .start(executor, () -> tenants.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().plan)));
    }

    static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMaxLifetime(Duration.ofMinutes(3).toMillis());
        return new HikariDataSource(config);
    }

    static CallGateServices services(HikariDataSource pool, SoakClock clock) {
        return CallGateServices.over(JdbcStorage.on(pool).groupCommit(GroupCommit.standard()))
                .withClock(clock)
                .withActor(new ActorId("administrator"));
    }

    static SoakNode start(
            HikariDataSource pool,
            CallGateServices services,
            Map<OrganizationId, SoakTenant> tenants,
            SoakClock clock) {
        return new SoakNode(pool, services, tenants, clock);
    }

    /** Returns how many decisions the meters have counted. */
    long metered() {
        return meters.find("callgate.decisions").timers().stream()
                .mapToLong(each -> each.count())
                .sum();
    }

    @Override
    public void close() {
        schedule.close();
        executor.shutdown();
        pool.close();
    }
}
