package dev.callgate.examples.embedding;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.Limit;
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

    public CallGate gate(Limit... limits) {
        return CallGate.over(storage)
                .policy(CallPolicy.in(ZoneOffset.UTC).region("US").limits(limits))
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
