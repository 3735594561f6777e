package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallDecision;
import dev.callgate.call.Refused;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Random requests with 100 call IDs, for tests of hosts. No request is allowed that would be refused under a fresh call ID, except the
 * repetition of a request whose call is open.
 */
public final class ReusedIds {
    /** The call is allowed and counted. */
    public static final String ALLOWED = "allowed";

    /** The call is allowed, and was counted before. */
    public static final String REPEATED = "repeated";

    private static final int IDS = 100;
    private static final int REQUESTS_BETWEEN_ENDS = 100;

    /** A destination that is refused for the same reason under any call ID, used or not. */
    private static final String NO_NUMBER = "nonsense";

    /**
     * A request without its call ID.
     *
     * @param from the number that the agent requires, or null
     */
    public record Way(AgentId agent, String to, @Nullable E164 from) {}

    /** The host that asks the gate. */
    public interface Host {
        /** Asks, and returns {@link #ALLOWED}, {@link #REPEATED}, or the code of the first reason of the refusal. */
        String ask(Way way, String callId);

        /** Completes a call. */
        void complete(String callId);

        /** Releases a call. */
        void release(String callId);
    }

    private final Host host;
    private final List<Way> ways;
    private final List<String> ids;
    private final Map<Way, String> whenFresh = new HashMap<>();
    private final Map<String, Way> open = new HashMap<>();
    private final Map<String, String> ended = new HashMap<>();
    private final Set<String> answers = new TreeSet<>();
    private int counted;

    private ReusedIds(Host host, OrganizationId organization, List<Way> ways) {
        this.host = host;
        this.ways = ways;
        this.ids = distinctIds(organization, numbers(ways), IDS);
    }

    /** Returns requests of the agents to many kinds of destinations, requiring each of these numbers or none. */
    public static List<Way> ways(List<AgentId> agents, List<E164> insistedOn) {
        List<Way> ways = new ArrayList<>();
        for (AgentId agent : agents) {
            for (String to : List.of(
                    "+12025550199",
                    "+12125550123",
                    "+12125550124",
                    "+14165550123",
                    "+12025550199;ext=7",
                    "+442071838750",
                    "+19005550123",
                    "+870773111632",
                    NO_NUMBER)) {
                ways.add(new Way(agent, to, null));
                insistedOn.forEach(from -> ways.add(new Way(agent, to, from)));
            }
        }
        return ways;
    }

    /** Returns the answer for a decision, as {@link Host#ask} returns it. */
    public static String answer(CallDecision decision) {
        if (decision instanceof Allowed allowed) {
            return allowed.repeated() ? REPEATED : ALLOWED;
        }
        return ((Refused) decision).reasons().get(0).code();
    }

    /**
     * Makes the requests, and fails if an answer is not the expected one.
     *
     * @param ways each of them is first asked under a fresh call ID
     * @return the number of calls that must be counted at the end
     */
    public static int run(Host host, OrganizationId organization, List<Way> ways, int requests) {
        return new ReusedIds(host, organization, ways).run(requests);
    }

    private int run(int requests) {
        for (Way way : ways) {
            String answer = host.ask(way, "fresh " + whenFresh.size());
            whenFresh.put(way, answer);
            counted += answer.equals(ALLOWED) ? 1 : 0;
        }
        Random random = new Random(18);
        for (int n = 1; n <= requests; n++) {
            String id = ids.get(random.nextInt(ids.size()));
            Way before = open.get(id);
            boolean same = before != null && random.nextInt(4) == 0;
            Way way = same ? before : ways.get(random.nextInt(ways.size()));
            String expected = expected(id, way);
            String answer = host.ask(way, id);
            assertEquals(expected, answer, () -> "call ID %s is open for %s; request: %s".formatted(id, before, way));
            answers.add(answer);
            if (answer.equals(ALLOWED)) {
                counted++;
                open.put(id, way);
            }
            if (n % REQUESTS_BETWEEN_ENDS == 0) {
                end(ids.get(n / REQUESTS_BETWEEN_ENDS % ids.size()));
            }
        }
        assertTrue(
                answers.containsAll(
                        Set.of(ALLOWED, REPEATED, Reason.CALL_ID_REUSED, Reason.CALL_COMPLETED, Reason.CALL_RELEASED)),
                answers::toString);
        return counted;
    }

    private String expected(String id, Way way) {
        Way before = open.get(id);
        if (way.to().equals(NO_NUMBER) || (before == null && !ended.containsKey(id))) {
            return whenFresh.get(way);
        }
        if (before == null) {
            return ended.get(id);
        }
        return way.equals(before) ? REPEATED : Reason.CALL_ID_REUSED;
    }

    private void end(String id) {
        if (open.remove(id) == null) {
            return;
        }
        if (ended.size() % 2 == 0) {
            host.complete(id);
            ended.put(id, Reason.CALL_COMPLETED);
        } else {
            host.release(id);
            ended.put(id, Reason.CALL_RELEASED);
            counted--;
        }
    }

    private static Set<E164> numbers(List<Way> ways) {
        return ways.stream()
                .map(way -> way.to().replaceFirst(";.*", ""))
                .filter(to -> !to.equals(NO_NUMBER))
                .map(E164::of)
                .collect(Collectors.toSet());
    }

    /** Returns call IDs for which the fingerprints of all the numbers differ, as they do for nearly every call ID. */
    static List<String> distinctIds(OrganizationId organization, Set<E164> numbers, int count) {
        return Stream.iterate(0, n -> n + 1)
                .map(n -> "c-" + n)
                .filter(id -> numbers.size()
                        == numbers.stream()
                                .map(to -> CallFingerprint.of(organization, new CallId(id), to, null, false, Map.of()))
                                .distinct()
                                .count())
                .limit(count)
                .toList();
    }
}
