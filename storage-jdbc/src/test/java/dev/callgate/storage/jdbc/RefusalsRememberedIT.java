package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Refused;
import dev.callgate.contract.MovableClock;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that remembers for an hour that a limit was reached, and another node of the same database. */
class RefusalsRememberedIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Acme acme = new Acme();
    private final RoundTrips roundTrips = new RoundTrips();

    /** A test on a node with a limit of two calls. */
    private void onNode(Databases database, Duration time, BiConsumer<JdbcStorage, Assignment> test) {
        Assignment assignment = acme.assign(database.storage(), 1, 2);
        try (HikariDataSource pool = Databases.pool(database.url(), 1)) {
            test.accept(Databases.open(roundTrips.of(pool)).refusalsRememberedFor(time), assignment);
        }
    }

    private void reachLimit(CallGate gate) {
        assertTrue(gate.decide(acme.request).isAllowed());
        assertTrue(gate.decide(acme.request).isAllowed());
        assertFalse(gate.decide(acme.request).isAllowed());
    }

    private int roundTripsOfRefusals(CallGate gate, int refusals) {
        int before = roundTrips.count();
        for (int i = 0; i < refusals; i++) {
            assertFalse(gate.decide(acme.request).isAllowed());
        }
        return roundTrips.count() - before;
    }

    private Assignments elsewhere(Databases database) {
        return Assignments.over(database.storage());
    }

    private static Terms limit(int calls) {
        return Terms.dailyLimit(calls).countries("US");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D2 a flood of calls beyond the daily limit takes no round trip")
    void floodTakesNoRoundTrip(Databases database) {
        onNode(database, HOUR, (node, assignment) -> {
            CallGate gate = Acme.gate(node);
            reachLimit(gate);
            Refused first = (Refused) gate.decide(acme.request);
            assertEquals(0, roundTripsOfRefusals(gate, 1_000));
            assertEquals(first, gate.decide(acme.request), "the answer is the same");
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "D14 a flood of calls beyond limits of periods takes no round trip, and is allowed again in the next period")
    void limitsOfPeriods(Databases database) {
        onNode(database, HOUR, (node, assignment) -> {
            MovableClock clock = new MovableClock(DialerProcess.CLOCK.instant());
            CallGate gate = CallGate.over(node)
                    .clock(clock)
                    .policy(CallPolicy.inUtc()
                            .limits(
                                    Limit.calls(1).perOrganization().aMonth(),
                                    Limit.calls(50).perNumber().anHour()))
                    .build();
            assertTrue(gate.decide(acme.request).isAllowed());
            Refused refused = (Refused) gate.decide(acme.request);
            assertEquals(0, roundTripsOfRefusals(gate, 100));

            clock.moveTo(Objects.requireNonNull(refused.nextAllowed()).minusMillis(1));
            assertEquals(0, roundTripsOfRefusals(gate, 1));
            clock.moveTo(refused.nextAllowed());
            assertTrue(gate.decide(acme.request).isAllowed());
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D13 a limit of calls at once is read for each call, because calls end")
    void limitsOfCallsAtOnce(Databases database) {
        onNode(database, HOUR, (node, assignment) -> {
            CallGate gate = Acme.gate(node, Limit.calls(1).perAgent().atOnce());
            assertTrue(gate.decide(acme.request.callId("call")).isAllowed());
            assertFalse(gate.decide(acme.request).isAllowed());
            gateElsewhere(database).release(acme.organization, new CallId("call"));
            assertTrue(gate.decide(acme.request).isAllowed());
        });
    }

    private CallGate gateElsewhere(Databases database) {
        return Acme.gate(database.storage());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "D10 on the same node, a higher limit, another number, a moved number and a released call take effect at once")
    void changesOnThisNode(Databases database) {
        onNode(database, HOUR, (node, assignment) -> {
            CallGate gate = Acme.gate(node);
            assertTrue(gate.decide(acme.request.callId("first")).isAllowed());
            assertTrue(gate.decide(acme.request).isAllowed());
            assertFalse(gate.decide(acme.request).isAllowed());

            gate.release(acme.organization, new CallId("first"));
            assertTrue(gate.decide(acme.request).isAllowed());
            assertFalse(gate.decide(acme.request).isAllowed());

            Assignments.over(node).changeTerms(assignment.number(), limit(3));
            assertTrue(gate.decide(acme.request).isAllowed());
            assertFalse(gate.decide(acme.request).isAllowed());

            acme.assign(node, 2, 1);
            assertTrue(gate.decide(acme.request).isAllowed());
            assertFalse(gate.decide(acme.request).isAllowed());

            Acme colleague = new Acme(acme.organization, new AgentId("agent-2"));
            colleague.assign(node, 3, 1);
            assertFalse(gate.decide(acme.request).isAllowed());
            Assignments.over(node).moveAll(acme.organization, colleague.agent, acme.agent);
            assertTrue(gate.decide(acme.request).isAllowed());
            assertFalse(gate.decide(acme.request).isAllowed());
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D10 a higher limit of another node takes effect for the next decision if nothing is remembered")
    void remembersNothing(Databases database) {
        onNode(database, Duration.ZERO, (node, assignment) -> {
            CallGate gate = Acme.gate(node);
            reachLimit(gate);
            elsewhere(database).changeTerms(assignment.number(), limit(3));
            assertTrue(gate.decide(acme.request).isAllowed());
        });
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    @DisplayName("D10 a higher limit of another node takes effect within the time for which refusals are remembered")
    void higherLimitElsewhere(Databases database) {
        onNode(database, Duration.ofMillis(20), (node, assignment) -> {
            CallGate gate = Acme.gate(node);
            reachLimit(gate);
            elsewhere(database).changeTerms(assignment.number(), limit(3));
            awaitAllowed(gate);
            assertEquals(3, acme.callsMade(node));
        });
    }

    private void awaitAllowed(CallGate gate) {
        while (!gate.decide(acme.request).isAllowed()) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "D10 only limits are remembered: a number that another node activates, or countries that it adds, count at once")
    void remembersOnlyLimits(Databases database) {
        onNode(database, HOUR, (node, assignment) -> {
            CallGate gate = Acme.gate(node);
            assertTrue(gate.decide(acme.request).isAllowed());
            NumberInventory inventory = NumberInventory.over(database.storage());
            inventory.deactivate(acme.organization, assignment.number().id());
            assertFalse(gate.decide(acme.request).isAllowed());
            inventory.activate(acme.organization, assignment.number().id());
            assertTrue(gate.decide(acme.request).isAllowed());
            assertFalse(gate.decide(acme.request).isAllowed());
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D5 a call ID that was allowed before the limit was reached gets the same answer")
    void callIdsAreLookedUp(Databases database) {
        onNode(database, HOUR, (node, assignment) -> {
            CallGate gate = Acme.gate(node);
            assertTrue(gate.decide(acme.request.callId("call")).isAllowed());
            assertTrue(gate.decide(acme.request).isAllowed());
            assertFalse(gate.decide(acme.request).isAllowed());
            assertTrue(gate.decide(acme.request.callId("call")).isAllowed());
            assertFalse(gate.decide(acme.request.callId("another")).isAllowed());
        });
    }

    @Test
    @DisplayName("a negative time is refused by name")
    void refusesNegativeTime() {
        JdbcStorage storage = Databases.H2.storage();
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> storage.refusalsRememberedFor(Duration.ofSeconds(-1)));
        assertEquals("refusalsRememberedFor must not be negative, but is PT-1S", refused.getMessage());
    }
}
