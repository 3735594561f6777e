package dev.callgate.examples.embedding;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.assignment.Assignments;
import dev.callgate.assignment.Terms;
import dev.callgate.id.AgentId;
import dev.callgate.id.CallId;
import dev.callgate.id.OrganizationId;
import dev.callgate.journal.CallJournal;
import dev.callgate.journal.CallRecord;
import dev.callgate.number.NewNumber;
import dev.callgate.number.NumberInventory;
import dev.callgate.storage.memory.InMemoryStorage;
import java.time.ZoneOffset;
import java.util.Optional;

/** An organization with one agent, who may make two calls a day to the US, from one number. */
public final class Acme {
    public static final OrganizationId ID = new OrganizationId("acme");
    public static final AgentId AGENT = new AgentId("agent-1");
    public static final String NUMBER = "+12025550123";
    public static final String CALLEE = "+12125550142";

    private final InMemoryStorage storage = InMemoryStorage.create();

    public Acme() {
        Assignments.over(storage)
                .assign(
                        NumberInventory.over(storage).add(NewNumber.of(ID, NUMBER)),
                        AGENT,
                        Terms.dailyLimit(2).countries("US"));
    }

    public CallGate gate() {
        return CallGate.over(storage)
                .policy(CallPolicy.in(ZoneOffset.UTC).region("US"))
                .build();
    }

    /** Tells what the journal has of a call; nothing, if it never was allowed. */
    public Optional<CallRecord> find(String callId) {
        return CallJournal.over(storage).find(ID, new CallId(callId));
    }

    public CallRecord get(String callId) {
        return find(callId).orElseThrow();
    }
}
