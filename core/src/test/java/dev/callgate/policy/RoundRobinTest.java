package dev.callgate.policy;

import static dev.callgate.policy.Candidates.ACME;
import static dev.callgate.policy.Candidates.ANNA;
import static dev.callgate.policy.Candidates.block;
import static dev.callgate.policy.Candidates.callBy;
import static dev.callgate.policy.Candidates.digits;
import static dev.callgate.policy.Candidates.unused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.call.CallFacts;
import dev.callgate.contract.Together;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
    private static final AgentId BEN = new AgentId("ben");
    private static final CallFacts BY_ANNA = callBy(ACME, ANNA);
    private static final CallFacts BY_BEN = callBy(ACME, BEN);
    private static final CallFacts BY_ANOTHER_ANNA = callBy(new OrganizationId("other"), ANNA);

    private static final String FIRST = "+12025550100";
    private static final String SECOND = "+12025550101";
    private static final String THIRD = "+12025550102";
    private static final List<Assignment> THREE = block(3);

    private final Rotation tested = Rotation.roundRobin();

    private String firstOf(List<Assignment> candidates, CallFacts call) {
        return digits(tested.order(candidates, call)).get(0);
    }

    @Test
    @DisplayName("each call begins with the number behind the last one's, and the others follow in turn")
    void takesTurns() {
        assertEquals(List.of(FIRST, SECOND, THIRD), digits(tested.order(THREE, BY_ANNA)));
        assertEquals(List.of(SECOND, THIRD, FIRST), digits(tested.order(THREE, BY_ANNA)));
        assertEquals(List.of(THIRD, FIRST, SECOND), digits(tested.order(THREE, BY_ANNA)));
        assertEquals(List.of(FIRST, SECOND, THIRD), digits(tested.order(THREE, BY_ANNA)));
    }

    @Test
    @DisplayName("turns go by E.164, in whichever order the candidates are given")
    void ordersByNumber() {
        List<Assignment> reversed = new ArrayList<>(THREE);
        Collections.reverse(reversed);
        assertEquals(FIRST, firstOf(THREE, BY_ANNA));
        assertEquals(SECOND, firstOf(List.copyOf(reversed), BY_ANNA));
        assertEquals(THIRD, firstOf(THREE, BY_ANNA));
        assertEquals(FIRST, firstOf(List.copyOf(reversed), BY_ANNA));
    }

    @Test
    @DisplayName("a number that is no candidate is passed over, and the turn goes on behind it")
    void candidatesMayChange() {
        assertEquals(FIRST, firstOf(THREE, BY_ANNA));
        assertEquals(THIRD, firstOf(unused(FIRST, THIRD), BY_ANNA));
        assertEquals(FIRST, firstOf(THREE, BY_ANNA));
        assertEquals(SECOND, firstOf(unused(SECOND), BY_ANNA));
        assertEquals(THIRD, firstOf(THREE, BY_ANNA));
        assertEquals(FIRST, firstOf(unused(FIRST, SECOND), BY_ANNA));
    }

    @Test
    @DisplayName("each agent of each organization has turns of its own")
    void agentsRotateSeparately() {
        assertEquals(FIRST, firstOf(THREE, BY_ANNA));
        assertEquals(FIRST, firstOf(THREE, BY_BEN));
        assertEquals(FIRST, firstOf(THREE, BY_ANOTHER_ANNA));
        assertEquals(SECOND, firstOf(THREE, BY_ANNA));
        assertEquals(SECOND, firstOf(THREE, BY_BEN));
        assertEquals(SECOND, firstOf(THREE, BY_ANOTHER_ANNA));
    }

    @Test
    @DisplayName(
            "no more than the greatest number of agents is remembered: the one that has not called for longest starts over")
    void memoryIsBounded() {
        Rotation ofTwo = new RoundRobin(2);
        ofTwo.order(THREE, BY_ANNA);
        ofTwo.order(THREE, BY_BEN);
        assertEquals(SECOND, digits(ofTwo.order(THREE, BY_ANNA)).get(0));

        ofTwo.order(THREE, BY_ANOTHER_ANNA);

        assertEquals(THIRD, digits(ofTwo.order(THREE, BY_ANNA)).get(0), "called since");
        assertEquals(FIRST, digits(ofTwo.order(THREE, BY_BEN)).get(0), "forgotten");
    }

    @Test
    @DisplayName("from 16 threads, each number is first equally often")
    void isExactUnderManyThreads() throws Exception {
        int threads = 16;
        int callsOfEach = 3_000;
        List<List<String>> firsts = Together.run(threads, n -> () -> {
            List<String> mine = new ArrayList<>();
            for (int call = 0; call < callsOfEach; call++) {
                mine.add(firstOf(THREE, BY_ANNA));
            }
            return mine;
        });
        Map<String, Integer> counts = new HashMap<>();
        firsts.forEach(each -> each.forEach(number -> counts.merge(number, 1, Integer::sum)));
        int expected = threads * callsOfEach / THREE.size();
        assertEquals(Map.of(FIRST, expected, SECOND, expected, THIRD, expected), counts);
    }
}
