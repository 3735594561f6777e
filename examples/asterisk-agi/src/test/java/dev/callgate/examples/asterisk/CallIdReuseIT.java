package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.contract.ReusedIds;
import dev.callgate.host.Database;
import dev.callgate.model.AgentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dial plans that ask with ids that stand for other calls. */
@Timeout(300)
class CallIdReuseIT {
    private static final int REQUESTS = 10_000;

    private final Database database = Database.inMemory();

    @Test
    @DisplayName(
            "D5 D1 of 10,000 random requests of FastAGI over 100 ids, none is allowed that a fresh id would not be, except "
                    + "true repetitions, and what is allowed is counted")
    void rejectsAnotherRequest() {
        try (database;
                Acme acme = Acme.on(database, 100_000)) {
            List<ReusedIds.Way> ways = ReusedIds.ways(List.of(Acme.AGENT, new AgentId("agent-2")), List.of());
            assertEquals(ReusedIds.run(new DialPlan(acme), Acme.ID, ways, REQUESTS), acme.counted());
        }
    }

    /** Runs each request, and each end, on a channel of its own. */
    private record DialPlan(Acme acme) implements ReusedIds.Host {
        @Override
        public String ask(ReusedIds.Way way, String callId) {
            Channel channel = run(
                    new Channel("1.1"),
                    "decide?organization=acme&agent=%s&id=%s&number=%s"
                            .formatted(way.agent(), Acme.encoded(callId), Acme.encoded(way.to())));
            if (channel.allowed().equals("0")) {
                return channel.reason();
            }
            return channel.variable("CALLGATE_REPEATED").equals("1") ? ReusedIds.REPEATED : ReusedIds.ALLOWED;
        }

        @Override
        public void complete(String callId) {
            run(new Channel("1.1").with("DIALSTATUS", "BUSY"), "complete?organization=acme&id=" + Acme.encoded(callId));
        }

        @Override
        public void release(String callId) {
            run(new Channel("1.1"), "complete?organization=acme&id=" + Acme.encoded(callId));
        }

        private Channel run(Channel channel, String script) {
            try {
                return channel.agi(acme.port(), script);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
