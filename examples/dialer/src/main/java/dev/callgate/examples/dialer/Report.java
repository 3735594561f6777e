package dev.callgate.examples.dialer;

import dev.callgate.host.Text;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** The end of a run: the summary, and whether the far end says the same. To be made before the first call. */
final class Report {
    private final JdbcStorage storage;
    private final OrganizationId organization;
    private final GateBook book;
    private final FarEnd far;
    private final PrintWriter out;
    private final Agreement agreement;
    private Set<String> placed = Set.of();

    Report(JdbcStorage storage, OrganizationId organization, GateBook book, FarEnd far, PrintWriter out) {
        this.storage = storage;
        this.organization = organization;
        this.book = book;
        this.far = far;
        this.out = out;
        this.agreement = Agreement.beginning(storage, organization, book.today());
    }

    /** Takes the ids of the calls that were placed. */
    void ended(Set<String> calls) {
        placed = calls;
    }

    /** Returns whether all leads are settled, and the far end agrees. */
    boolean print(Tally dailyCount, ZoneId zone) {
        new Summary(out, zone).print(dailyCount, storage, organization, book.today());
        Sipp sipp = far.sipp();
        boolean agrees = sipp == null || agrees(sipp.stop());
        return dailyCount.hasEnded() && agrees;
    }

    private boolean agrees(FarEndLog log) {
        List<String> differences = agreement.differences(log, placed, book.today());
        out.printf(
                "%nCheck: SIPp received %s; the gate's usage and its journal %s%n",
                Text.count(log.counted(), "call"),
                differences.isEmpty() ? "say the same of each" : "DO NOT SAY THE SAME");
        differences.forEach(each -> out.println("  " + each));
        return differences.isEmpty();
    }
}
