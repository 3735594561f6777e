package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.Assignment;
import dev.callgate.model.Terms;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripsIT {
    private final Acme acme = new Acme();

    @ParameterizedTest
    @EnumSource
    @DisplayName("a decision is one round trip after the agent's assignments were read")
    void oneRoundTrip(Databases database) {
        try (HikariDataSource pool = Databases.pool(database.url(), 1)) {
            RoundTrips counted = new RoundTrips();
            JdbcStorage storage = Databases.open(counted.of(pool));
            acme.assign(storage, 1, 50);
            acme.assign(storage, 2, 50);
            CallGate gate = Acme.gate(storage);
            assertTrue(gate.decide(acme.request).isAllowed());

            int before = counted.count();
            for (int call = 0; call < 99; call++) {
                assertTrue(gate.decide(acme.request).isAllowed());
            }
            assertEquals(99, counted.count() - before);

            int whenFull = counted.count();
            assertFalse(gate.decide(acme.request).isAllowed());
            assertEquals(1, counted.count() - whenFull, "a refusal rests on one reading");
        }
    }

    @Test
    @DisplayName("D5 on PostgreSQL, a decision with a call ID is one round trip, too")
    void idsTakeOneRoundTripOnPostgres() {
        try (HikariDataSource pool = Databases.pool(Databases.POSTGRESQL.url(), 2)) {
            RoundTrips counted = new RoundTrips();
            JdbcStorage storage = Databases.open(counted.of(pool));
            acme.assign(storage, 1, 100);
            CallGate gate = Acme.gate(storage);
            assertTrue(gate.decide(acme.request.callId("first")).isAllowed());
            int before = counted.count();
            for (int call = 0; call < 50; call++) {
                assertTrue(gate.decide(acme.request.callId("c-" + call)).isAllowed());
            }
            assertEquals(50, counted.count() - before);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D10 a node's cache allows nothing that an administrator on another node revoked")
    void cacheAllowsNothingThatWasRevoked(Databases database) {
        try (HikariDataSource pool = Databases.pool(database.url(), 2)) {
            JdbcStorage dialer = Databases.open(pool).refusalsRememberedFor(Duration.ZERO);
            Assignments elsewhere = Assignments.over(database.storage());
            NumberInventory inventoryElsewhere = NumberInventory.over(database.storage());
            Assignment assignment = acme.assign(dialer, 1, 50);
            CallGate gate = Acme.gate(dialer);
            assertTrue(gate.decide(acme.request).isAllowed());

            elsewhere.changeTerms(assignment.number(), Terms.dailyLimit(50).countries("CA"));
            assertFalse(gate.decide(acme.request).isAllowed());
            elsewhere.changeTerms(assignment.number(), Terms.dailyLimit(50).countries("US"));
            assertTrue(gate.decide(acme.request).isAllowed(), "a refusal is never remembered");

            inventoryElsewhere.deactivate(acme.organization, assignment.number().id());
            assertFalse(gate.decide(acme.request).isAllowed());
            inventoryElsewhere.activate(acme.organization, assignment.number().id());
            assertTrue(gate.decide(acme.request).isAllowed());

            elsewhere.changeTerms(assignment.number(), Terms.dailyLimit(3).countries("US"));
            assertFalse(gate.decide(acme.request).isAllowed());
            elsewhere.changeTerms(assignment.number(), Terms.dailyLimit(4).countries("US"));
            assertTrue(gate.decide(acme.request).isAllowed());

            elsewhere.changeTerms(assignment.number(), Terms.dailyLimit(50).countries("US"));
            assertTrue(gate.decide(acme.request).isAllowed());
            elsewhere.unassign(assignment.number());
            assertFalse(gate.decide(acme.request).isAllowed());
        }
    }
}
