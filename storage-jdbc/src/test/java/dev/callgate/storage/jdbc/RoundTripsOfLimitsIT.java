package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.CallGate;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.policy.Limit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many round trips decisions take, by their limits; every counter has a row already, and no refusal is remembered. */
class RoundTripsOfLimitsIT {
    private static final int MOST = 4;

    private final Acme acme = new Acme();
    private final RoundTrips counted = new RoundTrips();

    /** The first of them refuses the fifth call. */
    private static final List<Limit> LIMITS = List.of(
            Limit.calls(MOST).perAgent().aDay(),
            Limit.calls(50).perNumber().anHour(),
            Limit.calls(50).perOrganization().aDay(),
            Limit.calls(50).per("campaign").aMonth(),
            Limit.calls(50).perCallee().within(Duration.ofHours(24)));

    private CallRequest request(boolean withId, String id) {
        CallRequest request = acme.request.with("campaign", "spring");
        return withId ? request.callId(id) : request;
    }

    private int cost(CallGate gate, CallRequest request, boolean isAllowed) {
        int before = counted.count();
        assertEquals(isAllowed, gate.decide(request).isAllowed());
        return counted.count() - before;
    }

    /** A store that has cached nothing about the agent. */
    private CallGate newNode(HikariDataSource pool, int limits) {
        JdbcStorage storage = Databases.open(counted.of(pool)).refusalsRememberedFor(Duration.ZERO);
        storage.assignmentsOf(acme.organization, new AgentId("nobody"));
        return Acme.gate(storage, LIMITS.subList(0, limits).toArray(Limit[]::new));
    }

    @ParameterizedTest(name = "{0}, {1} limits, call ID {2}")
    @CsvSource(textBlock = """
            # database, limits, with a call ID; allowed: agent cached, agent not cached; refused: cached, not cached
            POSTGRESQL, 0, false, 1, 2, 1, 1
            POSTGRESQL, 0, true, 1, 2, 2, 3
            POSTGRESQL, 1, false, 1, 2, 2, 3
            POSTGRESQL, 1, true, 1, 2, 3, 4
            POSTGRESQL, 5, false, 1, 2, 2, 3
            POSTGRESQL, 5, true, 1, 2, 3, 4
            MARIADB, 0, false, 1, 2, 1, 1
            MARIADB, 0, true, 4, 5, 3, 3
            MARIADB, 1, false, 6, 7, 6, 6
            MARIADB, 1, true, 9, 10, 9, 9
            MARIADB, 5, false, 9, 10, 9, 9
            MARIADB, 5, true, 12, 13, 12, 12
            H2, 0, false, 1, 2, 1, 1
            H2, 0, true, 4, 5, 3, 3
            H2, 1, false, 6, 7, 6, 6
            H2, 1, true, 9, 10, 9, 9
            H2, 5, false, 17, 18, 17, 17
            H2, 5, true, 20, 21, 20, 20
            SQLITE, 0, false, 1, 2, 1, 1
            SQLITE, 0, true, 4, 5, 3, 3
            SQLITE, 1, false, 7, 8, 7, 7
            SQLITE, 1, true, 10, 11, 10, 10
            SQLITE, 5, false, 18, 19, 18, 18
            SQLITE, 5, true, 21, 22, 21, 21""")
    @DisplayName(
            "K3 a decision takes as many round trips as documented; on PostgreSQL one, with any limits and a call ID, and two "
                    + "if it is refused, and one to count the refusal of a call with an ID")
    void takesSoMany(
            Databases database,
            int limits,
            boolean withId,
            int allowedIfCached,
            int allowedIfNot,
            int refusedIfCached,
            int refusedIfNot) {
        acme.assign(database.storage(), 1, limits == 0 ? MOST : 50);
        try (HikariDataSource pool = Databases.pool(database.url(), 1)) {
            cost(newNode(pool, limits), request(withId, "first"), true);
            CallGate gate = newNode(pool, limits);
            int notCached = cost(gate, request(withId, "second"), true);
            int cached = cost(gate, request(withId, "third"), true);
            int again = cost(gate, request(withId, "fourth"), true);
            cost(gate, request(withId, "refused"), false);
            int refused = cost(gate, request(withId, "refused again"), false);
            int refusedElsewhere = cost(newNode(pool, limits), request(withId, "refused elsewhere"), false);
            assertEquals(
                    List.of(allowedIfCached, allowedIfCached, allowedIfNot, refusedIfCached, refusedIfNot),
                    List.of(cached, again, notCached, refused, refusedElsewhere));
        }
    }
}
