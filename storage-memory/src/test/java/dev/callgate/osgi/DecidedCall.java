package dev.callgate.osgi;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Place;
import dev.callgate.model.Terms;
import dev.callgate.storage.memory.InMemoryStorage;
import java.time.ZoneId;
import java.util.concurrent.Callable;

/** A host in a bundle of its own: asks for a call from New York to Toronto, and tells from where it is allowed, and the place. */
public class DecidedCall implements Callable<String> {
    @Override
    public String call() {
        InMemoryStorage storage = InMemoryStorage.create();
        OrganizationId acme = new OrganizationId("acme");
        AgentId agent = new AgentId("agent-7");
        var number = NumberInventory.over(storage).add(NewNumber.of(acme, "+12025550123"));
        Assignments.over(storage).assign(number, agent, Terms.dailyLimit(1).countries("US", "CA"));
        CallGate gate = CallGate.over(storage)
                .policy(CallPolicy.in(ZoneId.of("America/New_York")).region("US"))
                .build();
        Allowed allowed = (Allowed) gate.decide(CallRequest.by(acme, agent).to("(416) 555-0100"));
        return allowed.to() + " from " + allowed.from() + ", "
                + Place.of(E164.parse("+14165550100")).states();
    }
}
