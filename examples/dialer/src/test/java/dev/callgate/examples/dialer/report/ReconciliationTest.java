package dev.callgate.examples.dialer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallPolicy;
import dev.callgate.examples.dialer.Acme;
import dev.callgate.examples.dialer.gate.GateClient;
import dev.callgate.examples.dialer.gate.StoreRetry;
import dev.callgate.examples.dialer.lead.Lead;
import dev.callgate.examples.dialer.sipp.ReceivedCall;
import dev.callgate.examples.dialer.sipp.SippLog;
import dev.callgate.host.Database;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final String FROM = "+14165550100";
    private static final Lead LEAD = new Lead(2, Acme.AGENT, "+12025550120", "monday:2");
    private static final Lead OTHER = new Lead(3, Acme.AGENT, "+12025550126", "monday:3");
    private static final ReceivedCall CALL = new ReceivedCall(LEAD.callId(1), FROM, FROM, LEAD.to(), "answered");

    private final Database database = Database.inMemory();
    private GateClient gate;
    private Reconciliation reconciliation;

    @BeforeEach
    void oneCall() {
        JdbcStorage storage = database.migrated();
        new Acme(storage, 1, 10).setUp();
        CallPolicy policy = CallPolicy.in(ZoneOffset.UTC).callees(CalleePrivacy.inFull());
        gate = new GateClient(storage, policy, Acme.ACME, ZoneOffset.UTC, Clock.systemUTC(), StoreRetry.DEFAULT);
        gate.decide(OTHER, OTHER.callId(1)); // before the run
        reconciliation = Reconciliation.startingAt(storage, Acme.ACME, gate.today());
        gate.decide(LEAD, LEAD.callId(1));
        gate.complete(LEAD.callId(1), CallOutcome.of(Result.ANSWERED));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<String> differences(long counted, Set<String> placed, ReceivedCall... calls) {
        return reconciliation.differences(
                new SippLog(
                        List.of(calls),
                        counted,
                        Stream.of(calls).map(ReceivedCall::to).toList()),
                placed,
                gate.today());
    }

    private void assertDiffers(String expected, long counted, ReceivedCall... calls) {
        List<String> differences = differences(counted, Set.of(LEAD.callId(1)), calls);
        assertTrue(differences.stream().anyMatch(each -> each.contains(expected)), differences::toString);
    }

    @Test
    void agreesIfBothSidesMatch() {
        assertEquals(List.of(), differences(1, Set.of(LEAD.callId(1)), CALL));
    }

    @Test
    void reportsAnInviteWithoutACall() {
        SippLog log = new SippLog(List.of(CALL), 1, List.of(LEAD.to(), LEAD.to()));
        assertEquals(
                List.of("SIPp received 2 INVITEs for 1 calls"),
                reconciliation.differences(log, Set.of(LEAD.callId(1)), gate.today()));
    }

    @Test
    void reportsEachDifference() {
        String id = CALL.callId();
        assertDiffers("SIPp counted 2 calls and logged 1", 2, CALL);
        assertDiffers("was received twice", 2, CALL, CALL);
        assertDiffers("the gate counted 1 calls; SIPp received 2", 2, CALL, CALL);
        assertDiffers("was placed but not received", 0);
        assertDiffers("the gate counted 1 calls; SIPp received 0", 0);
        assertDiffers("SIPp received From +1416", 1, new ReceivedCall(id, FROM, "+14165550101", LEAD.to(), "answered"));
        assertDiffers("SIPp received From +1800", 1, new ReceivedCall(id, "+18005550101", FROM, LEAD.to(), "answered"));
        assertDiffers("To +12025550121", 1, new ReceivedCall(id, FROM, FROM, "+12025550121", "answered"));
        assertDiffers("+12025550120, BUSY", 1, new ReceivedCall(id, FROM, FROM, LEAD.to(), "busy"));
        assertDiffers("+12025550120, null", 1, new ReceivedCall(id, FROM, FROM, LEAD.to(), ""));
        assertDiffers(
                "was received but not placed", 1, new ReceivedCall("tuesday:1", FROM, FROM, LEAD.to(), "answered"));
        assertDiffers("the journal has nothing", 1, new ReceivedCall("tuesday:1", FROM, FROM, LEAD.to(), "answered"));
    }
}
