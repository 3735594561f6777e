package dev.callgate.examples.dialer;

import dev.callgate.CallPolicy;
import dev.callgate.host.Database;
import dev.callgate.host.Login;
import dev.callgate.host.Passwords;
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
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A host of the library: calls a list of leads by SIP, each only if the gate allows it, from the number that it says. */
@Command(
        name = "dialer",
        description = "Calls a list of leads by SIP, each only if the gate allows it, from the number that it says.",
        version = "CallGate dialer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class Dialer implements Callable<Integer> {
    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final PrintWriter out;
    private final Clock clock = Clock.systemUTC();

    @Nullable
    @Option(
            names = "--leads",
            paramLabel = "FILE",
            description =
                    "CSV file of leads: agent, to, id, where the last may be missing. With a header, in any order."
                            + " Default: a sample of 200 leads in 8 countries.")
    private Path leads;

    @Nullable
    @Option(
            names = "--list",
            paramLabel = "NAME",
            description =
                    "The list's name. A lead of the same list, with the same id or line, agent and number, is called"
                            + " once, in however many runs. Default: the file's name.")
    private String list;

    @Nullable
    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description = "Database with the numbers and assignments, and for the calls; the drivers of H2, PostgreSQL,"
                    + " MariaDB and SQLite are here. Default: H2 in a file below target.")
    private String url;

    @Mixin
    private Login login = new Login();

    @Nullable
    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "Whose calls they are; needed with --leads. Default: a new one for each run of the sample.")
    private String organization;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone whose midnight begins the organization's day. Default: America/New_York.")
    private ZoneId zone = ZoneId.of("America/New_York");

    @Option(
            names = "--region",
            paramLabel = "CODE",
            description = "Country whose national numbers and emergency numbers are understood. Default: US.")
    private String region = "US";

    @Nullable
    @Option(
            names = "--daily-limit",
            paramLabel = "N",
            description = "Calls a day from each number of the sample at most. Default: 20; 6 in Sweden.")
    private Integer dailyLimit;

    @Nullable
    @Option(
            names = "--trunk",
            paramLabel = "HOST:PORT",
            description =
                    "Where calls are sent to, by SIP over UDP. Default: SIPp, which the dialer starts as the far end"
                            + " if it is installed; then what it received is compared with what the gate counted.")
    private String trunk;

    @Nullable
    @Option(
            names = "--local-address",
            paramLabel = "ADDRESS",
            description = "The address to call from. Default: the one that leads to the trunk.")
    private InetAddress local;

    @Mixin
    private Pacing pacing = new Pacing();

    @Option(
            names = "--settle-lost",
            description = "Calls of this list that were dialed, and of which nobody said how they went, are taken for"
                    + " failed. Only while no other process works on the list.")
    private boolean endLost;

    private Dialer(PrintWriter out) {
        this.out = out;
    }

    /** Runs the program; the exit status is 0 only if all leads are settled, and the far end agrees. */
    public static void main(String[] args) {
        Program.main(Dialer::run, args);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return Program.of(new Dialer(out), out, err).execute(args);
    }

    /** H2 must not close the database at Ctrl-C before the calls are settled. */
    private static String staysOpen(String given) {
        return given.startsWith("jdbc:h2:") && !given.contains("DB_CLOSE_ON_EXIT")
                ? given + ";DB_CLOSE_ON_EXIT=FALSE"
                : given;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Lead> all = leads == null ? Sample.leads() : LeadList.read(leads, listName(leads));
        OrganizationId owner = checked(this::owner);
        CallPolicy policy = checked(() -> CallPolicy.in(zone).region(region).callees(CalleePrivacy.inFull()));
        CallTimes times = pacing.times(trunk == null);
        Pace pace = pacing.pace();
        String database = url == null ? Database.embeddedUrl("dialer") : url;
        try (CtrlC ctrlC = CtrlC.heard();
                FarEnd far = checked(() -> FarEnd.of(trunk));
                Database opened = login.open(staysOpen(database));
                SipPhone phone = SipPhone.open(far.trunk(), local, times, clock)) {
            JdbcStorage storage = opened.migrated();
            if (leads == null) {
                Sample.setUp(storage, owner, dailyLimit);
            }
            printHead(database, owner, all.size(), far);
            GateBook book = new GateBook(storage, policy, owner, zone, clock, Patience.USUAL);
            DialedCalls dialed = DialedCalls.in(opened.dataSource(), owner);
            Report report = new Report(storage, owner, book, far, out);
            Tally dailyCount = new Tally();
            try (Progress progress = Bar.isPossible() ? new Bar(all.size()) : new Lines(out)) {
                Campaign campaign = new Campaign(book, dialed, phone, pace, dailyCount, progress, endLost);
                ctrlC.stops(campaign::stop);
                campaign.run(all);
                report.ended(campaign.placed());
            }
            return report.print(dailyCount, zone) ? 0 : 1;
        }
    }

    private void printHead(String database, OrganizationId owner, int count, FarEnd far) {
        out.println("CallGate dialer");
        out.println("  database      " + Passwords.hide(database));
        out.println("  organization  " + owner);
        out.println("  leads         " + Text.count(count));
        out.println("  far end       " + far);
    }

    private String listName(Path file) {
        return list == null ? String.valueOf(file.getFileName()) : list;
    }

    private OrganizationId owner() {
        if (leads != null && organization == null) {
            throw new UserException("--leads takes an --organization, whose agents they name");
        }
        return new OrganizationId(organization == null ? "dialer-" + SUFFIX.format(Instant.now(clock)) : organization);
    }

    /** What the library says about a value is said about an option here. */
    private static <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }
}
