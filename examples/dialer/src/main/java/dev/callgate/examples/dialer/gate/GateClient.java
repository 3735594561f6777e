package dev.callgate.examples.dialer.gate;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.CallJournal;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.dialer.lead.Lead;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** The dialer's access to the gate and its journal, with retries. Thread-safe. */
public final class GateClient {
    private final CallGate gate;
    private final CallJournal journal;
    private final OrganizationId organization;
    private final ZoneId zone;
    private final Clock clock;
    private final StoreRetry retry;

    public GateClient(
            JdbcStorage storage,
            CallPolicy policy,
            OrganizationId organization,
            ZoneId zone,
            Clock clock,
            StoreRetry retry) {
        this.gate = CallGate.over(storage).clock(clock).policy(policy).build();
        this.journal = CallJournal.over(storage);
        this.organization = organization;
        this.zone = zone;
        this.clock = clock;
        this.retry = retry;
    }

    /** Returns the decision on a lead's call. A retry has the same call ID, so that the call is counted once. */
    public CallDecision decide(Lead lead, String callId) {
        CallRequest request =
                CallRequest.by(organization, lead.agent()).to(lead.to()).callId(callId);
        return retry.ask(() -> gate.decide(request));
    }

    public Optional<CallRecord> find(String callId) {
        return retry.ask(() -> journal.find(organization, new CallId(callId)));
    }

    /** Makes an allowed call keep its lines for longer. Returns false if their time was over, so that others may have taken them. */
    public boolean renew(String callId) {
        return retry.ask(() -> gate.renew(organization, new CallId(callId)));
    }

    public void release(String callId) {
        retry.ask(() -> gate.release(organization, new CallId(callId)));
    }

    public void complete(String callId, CallOutcome outcome) {
        retry.ask(() -> gate.complete(organization, new CallId(callId), outcome));
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
