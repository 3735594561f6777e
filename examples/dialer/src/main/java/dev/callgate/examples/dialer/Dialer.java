package dev.callgate.examples.dialer;

import dev.callgate.CallPolicy;
import dev.callgate.examples.dialer.gate.GateClient;
import dev.callgate.examples.dialer.gate.StoreRetry;
import dev.callgate.examples.dialer.lead.Lead;
import dev.callgate.examples.dialer.lead.LeadList;
import dev.callgate.examples.dialer.lead.Sample;
import dev.callgate.examples.dialer.report.Progress;
import dev.callgate.examples.dialer.report.ProgressBar;
import dev.callgate.examples.dialer.report.ProgressLines;
import dev.callgate.examples.dialer.report.RunReport;
import dev.callgate.examples.dialer.report.RunTotals;
import dev.callgate.examples.dialer.sip.CallTimes;
import dev.callgate.examples.dialer.sip.SipPhone;
import dev.callgate.examples.dialer.sipp.RemoteParty;
import dev.callgate.host.Database;
import dev.callgate.host.HostOptions;
import dev.callgate.host.OptionValue;
import dev.callgate.host.Program;
import dev.callgate.host.Text;
import dev.callgate.host.UserException;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An example host: calls a list of leads over SIP. It asks the gate before each call and shows the number that it returns. */
@Command(
        name = "dialer",
        description =
                "Calls a list of leads over SIP. Asks the gate before each call and shows the number that it returns.",
        version = "CallGate dialer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class Dialer implements Callable<Integer> {
    private final PrintWriter out;
    private final Clock clock = Clock.systemUTC();

    @Mixin
    private HostOptions host =
            HostOptions.of("dialer", ZoneId.of("America/New_York")).withDefaultRegion("US");

    @Nullable
    @Option(
            names = "--leads",
            paramLabel = "FILE",
            description = "CSV file of leads: agent, to, and an optional id. With a header; columns in any order."
                    + " Default: a sample of 200 leads in 8 countries.")
    private Path leads;

    @Nullable
    @Option(
            names = "--list",
            paramLabel = "NAME",
            description =
                    "Name of the list. A lead of the same list with the same id or line, agent and number is called"
                            + " once, in any number of runs. Default: the file's name.")
    private String list;

    @Nullable
    @Option(
            names = "--organization",
            paramLabel = "ID",
            description =
                    "Organization that places the calls. Required with --leads. Default: a new one for each run of the"
                            + " sample.")
    private String organization;

    @Nullable
    @Option(
            names = "--daily-limit",
            paramLabel = "N",
            description = "Daily limit of each number of the sample. Default: 20; 6 in Sweden.")
    private Integer dailyLimit;

    @Nullable
    @Option(
            names = "--trunk",
            paramLabel = "HOST:PORT",
            description =
                    "SIP trunk for the calls, over UDP. Default: a SIPp that the dialer starts as the far end, if it is"
                            + " installed. The dialer then compares the calls that SIPp received with those that the"
                            + " gate counted.")
    private String trunk;

    @Nullable
    @Option(
            names = "--local-address",
            paramLabel = "ADDRESS",
            description = "Local address to call from. Default: the one that routes to the trunk.")
    private InetAddress local;

    @Mixin
    private ThrottleOptions throttling = new ThrottleOptions();

    @Mixin
    private LineOptions lines = new LineOptions();

    @Option(
            names = "--fail-lost",
            description =
                    "Complete the calls of this list that were dialed and have no outcome as failed. Use it only while"
                            + " no other process works on the list.")
    private boolean endLost;

    private Dialer(PrintWriter out) {
        this.out = out;
    }

    /** Runs the program; the exit status is 0 only if all leads are finished and the far end received the same calls. */
    public static void main(String[] args) {
        Program.main(Dialer::run, args);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return Program.of(new Dialer(out), out, err).execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Lead> all = leads == null ? Sample.leads() : LeadList.read(leads, listName(leads));
        OrganizationId owner = OptionValue.check(this::owner);
        CallTimes times = throttling.times(trunk == null);
        CallPolicy policy =
                OptionValue.check(() -> lines.addTo(policy(host.zone(), host.region()), times.longestCall()));
        CallThrottle throttle = throttling.throttle();
        try (CtrlC ctrlC = CtrlC.install();
                RemoteParty remote = OptionValue.check(() -> RemoteParty.of(trunk));
                Database opened = host.openUntilClosed();
                SipPhone phone = SipPhone.open(remote.trunk(), local, times, clock)) {
            JdbcStorage storage = opened.migrated();
            if (leads == null) {
                Sample.setUp(storage, owner, dailyLimit);
            }
            printHead(owner, all.size(), remote);
            GateClient gate = new GateClient(storage, policy, owner, host.zone(), clock, StoreRetry.DEFAULT);
            DialedCalls dialed = DialedCalls.in(opened.dataSource(), owner);
            RunReport report = new RunReport(storage, owner, gate, remote, out);
            RunTotals totals = new RunTotals();
            try (Progress progress = ProgressBar.isPossible() ? new ProgressBar(all.size()) : new ProgressLines(out)) {
                Campaign campaign = new Campaign(gate, dialed, phone, throttle, totals, progress, endLost);
                ctrlC.onStop(campaign::stop);
                campaign.run(all);
                report.ended(campaign.placed());
            }
            return report.print(totals, host.zone()) ? 0 : 1;
        }
    }

    private void printHead(OrganizationId owner, int count, RemoteParty remote) {
        out.println("CallGate dialer");
        out.println("  database      " + host.printableUrl());
        out.println("  organization  " + owner);
        out.println("  leads         " + Text.count(count));
        out.println("  far end       " + remote);
    }

    /** Returns the policy without limits. No person dials, so emergency numbers on a list are refused. */
    static CallPolicy policy(ZoneId zone, @Nullable String region) {
        CallPolicy policy = CallPolicy.in(zone).callees(CalleePrivacy.inFull()).automaticDialing();
        return region == null ? policy : policy.region(region);
    }

    private String listName(Path file) {
        return list == null ? String.valueOf(file.getFileName()) : list;
    }

    private OrganizationId owner() {
        if (leads != null && organization == null) {
            throw new UserException("--leads requires --organization: name the organization of the agents in the file");
        }
        return organization == null ? host.newOrganization(clock) : new OrganizationId(organization);
    }
}
