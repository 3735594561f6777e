package dev.callgate.spring.boot.page.leads;

import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.OrganizationId;
import dev.callgate.spring.boot.TransactionalCallGate;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A service of the page: its rows and the gate's are written in one transaction. */
@Service
public class Leads {
    private static final OrganizationId ACME = new OrganizationId("acme");

    private final TransactionalCallGate gate;
    private final JdbcTemplate jdbc;

    Leads(TransactionalCallGate gate, JdbcTemplate jdbc) {
        this.gate = gate;
        this.jdbc = jdbc;
    }

    /** Returns the call to dial after the commit; empty if it is refused. */
    @Transactional
    public Optional<Allowed> take(long lead, String agent) {
        var phone = jdbc.queryForObject("SELECT phone FROM leads WHERE id = ? AND state = 'new'", String.class, lead);
        var request = CallRequest.by(ACME, new AgentId(agent)).to(phone).callId("lead-" + lead);
        if (gate.decide(request) instanceof Allowed allowed) {
            jdbc.update("UPDATE leads SET state = 'dialing' WHERE id = ?", lead);
            return Optional.of(allowed);
        }
        return Optional.empty();
    }

    @Transactional
    public void ended(long lead, CallOutcome outcome) {
        gate.complete(ACME, new CallId("lead-" + lead), outcome);
        jdbc.update("UPDATE leads SET state = 'called' WHERE id = ?", lead);
    }
}
