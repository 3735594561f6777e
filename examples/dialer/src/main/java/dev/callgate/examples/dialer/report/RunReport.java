package dev.callgate.examples.dialer.report;

import dev.callgate.examples.dialer.gate.GateClient;
import dev.callgate.examples.dialer.sipp.RemoteParty;
import dev.callgate.examples.dialer.sipp.Sipp;
import dev.callgate.examples.dialer.sipp.SippLog;
import dev.callgate.host.Text;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Reports a run: the summary, and whether the far end received the same calls. Create it before the first call. */
public final class RunReport {
    private final JdbcStorage storage;
    private final OrganizationId organization;
    private final GateClient gate;
    private final RemoteParty remote;
    private final PrintWriter out;
    private final Reconciliation reconciliation;
    private Set<String> placed = Set.of();

    public RunReport(
            JdbcStorage storage, OrganizationId organization, GateClient gate, RemoteParty remote, PrintWriter out) {
        this.storage = storage;
        this.organization = organization;
        this.gate = gate;
        this.remote = remote;
        this.out = out;
        this.reconciliation = Reconciliation.startingAt(storage, organization, gate.today());
    }

    /** Sets the IDs of the calls that were placed. */
    public void ended(Set<String> calls) {
        placed = calls;
    }

    /** Prints the report. Returns whether all leads are finished and the far end received the same calls. */
    public boolean print(RunTotals totals, ZoneId zone) {
        new RunSummary(out, zone).print(totals, storage, organization, gate.today());
        Sipp sipp = remote.sipp();
        boolean agrees = sipp == null || agrees(sipp.stop());
        return totals.isSettled() && agrees;
    }

    private boolean agrees(SippLog log) {
        List<String> differences = reconciliation.differences(log, placed, gate.today());
        out.printf(
                "%nCheck: SIPp received %s; the gate's usage and its journal %s%n",
                Text.count(log.counted(), "call"),
                differences.isEmpty() ? "say the same of each" : "DO NOT SAY THE SAME");
        differences.forEach(each -> out.println("  " + each));
        return differences.isEmpty();
    }
}
