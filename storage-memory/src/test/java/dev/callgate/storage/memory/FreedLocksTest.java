package dev.callgate.storage.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.CallJournal;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.Fixture;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that each operation releases its lock, so that other threads can decide calls. */
class FreedLocksTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("agent");
    private static final CallId FIRST = new CallId("first");
    private static final String CALLEE = "+12125550142";

    private final Clock clock = Clock.fixed(Fixture.NOW, ZoneOffset.UTC);
    private final InMemoryStorage storage = InMemoryStorage.create(clock);
    private final CallGate gate = CallGate.over(storage)
            .clock(clock)
            .policy(CallPolicy.inUtc()
                    .callees(CalleePrivacy.inFull())
                    .limits(Limit.calls(10).perAgent().atOnce()))
            .build();

    static Stream<Map.Entry<String, Consumer<FreedLocksTest>>> operations() {
        return Stream.of(
                Map.entry("decide", test -> test.call("second")),
                Map.entry("repeat", test -> test.call(FIRST.value())),
                Map.entry("renew", test -> assertTrue(test.gate.renew(ACME, FIRST))),
                Map.entry("release", test -> test.gate.release(ACME, FIRST)),
                Map.entry("complete", test -> test.gate.complete(ACME, FIRST, CallOutcome.of(CallOutcome.Result.BUSY))),
                Map.entry("release a call that is unknown", test -> test.gate.release(ACME, new CallId("other"))),
                Map.entry("utilization", test -> test.gate.utilization(ACME, 0.1, 10)),
                Map.entry("live calls", test -> test.storage.liveCalls(ACME, Fixture.NOW, null, 10)),
                Map.entry(
                        "ends of live calls",
                        test -> test.storage.liveUntil(
                                ACME,
                                List.of(test.storage.allowedCall(ACME, FIRST).orElseThrow()),
                                Fixture.NOW)),
                Map.entry("erase", test -> CallJournal.over(test.storage)
                        .eraseCallee(ACME, E164.of(CALLEE), CalleePrivacy.inFull())),
                Map.entry(
                        "delete calls",
                        test -> test.storage.forgetCallsBefore(ACME, LocalDate.ofInstant(Fixture.NOW, ZoneOffset.UTC))),
                Map.entry("delete counters", test -> test.storage.forgetCountersBefore(ACME, Fixture.NOW)));
    }

    private boolean call(String id) {
        return gate.decide(CallRequest.by(ACME, AGENT).to(CALLEE).callId(id)).isAllowed();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    @DisplayName("D4 after any operation of one thread, a call of another is decided")
    void othersGoOn(Map.Entry<String, Consumer<FreedLocksTest>> operation) throws Exception {
        StoreUnderTest.over(storage)
                .assign(
                        ACME,
                        AGENT,
                        E164.of("+12025550123"),
                        Terms.dailyLimit(10).countries("US"));
        assertTrue(call(FIRST.value()));
        operation.getValue().accept(this);
        ExecutorService another = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        try {
            assertTrue(
                    CompletableFuture.supplyAsync(() -> call("last"), another).get(30, TimeUnit.SECONDS));
        } finally {
            another.shutdownNow();
        }
    }
}
