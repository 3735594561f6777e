package dev.callgate.examples.dialer;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.CallJournal;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** What the dialer asks the gate and its journal, patiently. */
final class GateBook {
    private final CallGate gate;
    private final CallJournal journal;
    private final OrganizationId organization;
    private final ZoneId zone;
    private final Clock clock;
    private final Patience patience;

    GateBook(
            JdbcStorage storage,
            CallPolicy policy,
            OrganizationId organization,
            ZoneId zone,
            Clock clock,
            Patience patience) {
        this.gate = CallGate.over(storage).clock(clock).policy(policy).build();
        this.journal = CallJournal.over(storage);
        this.organization = organization;
        this.zone = zone;
        this.clock = clock;
        this.patience = patience;
    }

    /** Decides about a lead's call; asked again, with the same id, where nobody knows whether it was counted. */
    CallDecision decide(Lead lead, String callId) {
        CallRequest request =
                CallRequest.by(organization, lead.agent()).to(lead.to()).callId(callId);
        return patience.ask(() -> gate.decide(request));
    }

    Optional<CallRecord> find(String callId) {
        return patience.ask(() -> journal.find(organization, new CallId(callId)));
    }

    void release(String callId) {
        patience.ask(() -> gate.release(organization, new CallId(callId)));
    }

    void complete(String callId, CallOutcome outcome) {
        patience.ask(() -> gate.complete(organization, new CallId(callId), outcome));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
