package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.contract.Together;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** What 100 channels were told that asked at the same moment. */
record HundredSessions(List<Channel> channels) {
    private static final int SESSIONS = 100;
    private static final int MAX_SECONDS = 30;

    /** Each for a call of its own, whose id begins so. */
    static HundredSessions decide(Acme acme, String ids) throws Exception {
        return decide(acme, n -> ids + n);
    }

    /** All for one call. */
    static HundredSessions decideTheSame(Acme acme) throws Exception {
        return decide(acme, n -> "the same");
    }

    /** No session is answered before the last one has begun: so the server has all of them at once. */
    private static HundredSessions decide(Acme acme, IntFunction<String> ids) throws Exception {
        CyclicBarrier allHaveBegun = new CyclicBarrier(SESSIONS);
        return new HundredSessions(Together.run(SESSIONS, n -> () -> {
            Channel channel = new Channel(ids.apply(n)).beforeFirstResponse(() -> await(allHaveBegun));
            return acme.decide(channel, Acme.CALLEE);
        }));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the server does not answer 100 sessions at once", e);
        }
    }

    /** So many were allowed, from the right number; and all others refused for one of the reasons. */
    void assertAllowed(int expected, String... reasonsOfOthers) {
        int allowed = 0;
        for (Channel channel : channels) {
            boolean isAllowed = channel.allowed().equals("1");
            allowed += isAllowed ? 1 : 0;
            assertEquals(isAllowed ? "1" : "0", channel.allowed(), channel::toString);
            Set<String> reasons = isAllowed ? Set.of("") : Set.of(reasonsOfOthers);
            assertTrue(reasons.contains(channel.reason()), channel::toString);
            assertEquals(isAllowed ? Acme.FROM : "", channel.variable("CALLERID(num)"), channel::toString);
            assertEquals(isAllowed ? Acme.FROM : "", channel.variable("CALLGATE_FROM"), channel::toString);
        }
        assertEquals(expected, allowed);
    }
}
