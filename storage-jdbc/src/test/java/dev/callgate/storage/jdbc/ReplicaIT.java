package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.Housekeeping;
import dev.callgate.admin.HousekeepingPlan;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports, lists and previews from a hot standby. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReplicaIT {
    private static final LocalDate TODAY = LocalDate.ofInstant(DialerProcess.CLOCK.instant(), ZoneOffset.UTC);

    private final Acme acme = new Acme();
    private HotStandby servers;
    private HikariDataSource primaryPool;
    private HikariDataSource replicaPool;
    private JdbcStorage primary;
    private JdbcStorage replica;

    @BeforeAll
    void callsWereMade(@TempDir Path folder) throws Exception {
        servers = new HotStandby(folder);
        primaryPool = Databases.pool(servers.primaryUrl(), 4);
        replicaPool = Databases.pool(servers.standbyUrl(), 4);
        primary = JdbcStorage.on(primaryPool);
        primary.migrate();
        replica = primary.reading(replicaPool);
        for (int n = 1; n <= 3; n++) {
            acme.assign(primary, n, 2);
        }
        for (int call = 1; call <= 8; call++) {
            CallRequest request = acme.request.callId("call-" + call).with("campaign", "spring");
            if (gate(primary).decide(request) instanceof Allowed) {
                gate(primary)
                        .complete(
                                acme.organization,
                                new CallId("call-" + call),
                                CallOutcome.answered(Duration.ofSeconds(60)));
            }
        }
        servers.awaitStandby();
    }

    @AfterAll
    void close() throws Exception {
        replicaPool.close();
        primaryPool.close();
        servers.close();
    }

    private static CallGate gate(JdbcStorage storage) {
        return CallGate.over(storage)
                .clock(DialerProcess.CLOCK)
                .policy(CallPolicy.inUtc()
                        .callees(CalleePrivacy.inFull())
                        .reportBy("campaign")
                        .limits(Limit.calls(5).perAgent().aDay()))
                .build();
    }

    private Stream<Function<JdbcStorage, Object>> readings() {
        UsageQuery month = UsageQuery.of(acme.organization, TODAY.minusDays(30), TODAY);
        Assignment assignment =
                primary.assignmentsOf(acme.organization, acme.agent).get(0);
        return Stream.of(
                storage -> Reports.over(storage).usage(month),
                storage -> Reports.over(storage).usage(month.by(UsageQuery.Dimension.values())),
                storage -> Reports.over(storage).refusals(month),
                storage -> Reports.over(storage).utilization(acme.organization, TODAY, 0.5, 10),
                storage -> Reports.over(storage)
                        .performance(acme.organization, TODAY.minusDays(30), TODAY)
                        .weights()
                        .applyAsDouble(assignment),
                storage -> storage.usageByAttribute(acme.organization, "campaign", TODAY, TODAY),
                storage -> gate(storage).utilization(acme.organization, 0.5, 10),
                storage -> gate(storage).preview(acme.request).isAllowed(),
                storage -> NumberInventory.over(storage).list(NumberQuery.of(acme.organization)),
                storage -> NumberInventory.over(storage)
                        .find(
                                assignment.number().organization(),
                                assignment.number().id()),
                storage -> storage.count(NumberQuery.of(acme.organization), 100),
                storage -> NumberInventory.over(storage)
                        .findAll(acme.organization, List.of(Acme.number(1), Acme.number(9))),
                storage -> Assignments.over(storage).stream(acme.organization).collect(Collectors.toList()),
                storage -> Assignments.over(storage).list(acme.organization, acme.agent),
                storage -> Assignments.over(storage).agents(acme.organization, null, 10),
                storage -> Assignments.over(storage)
                        .find(acme.organization, assignment.number().id()),
                storage -> AuditTrail.over(storage).list(AuditQuery.of(acme.organization)),
                storage -> CallJournal.over(storage).list(CallQuery.of(acme.organization, acme.agent, TODAY)));
    }

    @Test
    @DisplayName("K7 reports, lists and previews come from the replica, and say what the primary says")
    void read() {
        replica.validate();
        assertAll(readings().map(reading -> () -> assertEquals(reading.apply(primary), reading.apply(replica))));
        assertEquals(
                5,
                Reports.over(replica)
                        .usage(UsageQuery.of(acme.organization, TODAY, TODAY))
                        .get(0)
                        .calls()
                        .counted());
    }

    @Test
    @DisplayName(
            "D4 a store that reads a replica decides no call and changes nothing: not applied, and the replica is not asked")
    void changesNothing() {
        JdbcStorage unreachable = primary.reading(Proxies.proxy(DataSource.class, (method, args) -> {
            throw new AssertionError("the replica was asked: " + method.getName());
        }));
        Assignment assignment =
                primary.assignmentsOf(acme.organization, acme.agent).get(0);
        List<Runnable> changes = List.of(
                () -> gate(unreachable).decide(acme.request),
                () -> gate(unreachable).decide(acme.request.callId("call-1")),
                () -> gate(unreachable)
                        .decide(CallRequest.by(acme.organization, new AgentId("nobody"))
                                .to(DialerProcess.DESTINATION)),
                () -> gate(unreachable.groupCommit(GroupCommit.standard()).assignmentCacheTtl(Duration.ofMinutes(1)))
                        .decide(acme.request),
                () -> gate(unreachable).release(acme.organization, new CallId("call-1")),
                () -> gate(unreachable).renew(acme.organization, new CallId("call-1")),
                () -> gate(unreachable)
                        .complete(acme.organization, new CallId("call-1"), CallOutcome.of(CallOutcome.Result.FAILED)),
                () -> NumberInventory.over(unreachable).add(NewNumber.of(acme.organization, Acme.number(50))),
                () -> NumberInventory.over(unreachable)
                        .deactivate(acme.organization, assignment.number().id()),
                () -> NumberInventory.over(unreachable)
                        .delete(acme.organization, assignment.number().id()),
                () -> Assignments.over(unreachable)
                        .changeTerms(assignment.number(), Terms.dailyLimit(1).countries("US")),
                () -> Assignments.over(unreachable).unassign(assignment.number()),
                () -> Assignments.over(unreachable).moveAll(acme.organization, acme.agent, new AgentId("agent-2")),
                () -> CallJournal.over(unreachable).forgetCallsBefore(acme.organization, TODAY),
                () -> Reports.over(unreachable).forgetUsageBefore(acme.organization, TODAY),
                () -> AuditTrail.over(unreachable).forgetEntriesBefore(acme.organization, Instant.now()),
                () -> Housekeeping.over(unreachable).run(acme.organization, HousekeepingPlan.in(ZoneOffset.UTC)),
                unreachable::migrate);
        assertAll(changes.stream().map(change -> () -> {
            StoreException.NotApplied refused = assertThrows(StoreException.NotApplied.class, change::run);
            assertTrue(refused.getMessage().contains("reads, from a replica"), refused.getMessage());
        }));
    }

    @Test
    @DisplayName("D7 an emergency call needs no store, so a store that reads a replica allows it")
    void emergency() {
        CallGate gate =
                CallGate.over(replica).policy(CallPolicy.inUtc().region("US")).build();
        assertTrue(gate.decide(CallRequest.by(acme.organization, acme.agent).to("911"))
                .isAllowed());
    }

    @Test
    @DisplayName("K3 a dry run of an import reads from the replica")
    void dryRun() {
        List<ImportRow> rows = List.of(row(1), row(60));
        assertEquals(
                1,
                NumberInventory.over(replica)
                        .importRows(
                                acme.organization,
                                rows.iterator(),
                                rejected -> {},
                                ImportOptions.defaults().asDryRun())
                        .added());
    }

    private static ImportRow row(int n) {
        String number = Acme.number(n).toString();
        return ImportRow.of(n, number, number);
    }

    @Test
    @DisplayName(
            "D4 on a store that was opened on a standby by mistake, a decision is not applied, in every way to count")
    void openedOnStandby() {
        JdbcStorage mistaken = JdbcStorage.on(replicaPool);
        List<JdbcStorage> ways = List.of(mistaken, mistaken.groupCommit(GroupCommit.standard()));
        assertAll(ways.stream().flatMap(storage -> Stream.of(acme.request.callId("new"), acme.request)
                .map(request -> () -> {
                    CallGate gate = CallGate.over(storage)
                            .clock(DialerProcess.CLOCK)
                            .policy(CallPolicy.inUtc())
                            .build();
                    assertThrows(StoreException.NotApplied.class, () -> gate.decide(request));
                })));
        assertFalse(primary.findCall(acme.organization, new CallId("new")).isPresent());
    }
}
