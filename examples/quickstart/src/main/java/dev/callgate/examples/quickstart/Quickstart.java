package dev.callgate.examples.quickstart;

import dev.callgate.admin.ImportRow;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.csv.RejectionsCsv;
import dev.callgate.host.Database;
import dev.callgate.host.Login;
import dev.callgate.host.Passwords;
import dev.callgate.host.Program;
import dev.callgate.host.UserException;
import dev.callgate.model.Countries;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A host of the library: imports numbers, gives them to agents, and asks the gate before each of many calls. */
@Command(
        name = "quickstart",
        description = "Imports numbers, gives them to agents, and asks before each of many calls.",
        version = "CallGate quickstart",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class Quickstart implements Callable<Integer> {
    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final PrintWriter out;

    @Nullable
    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description =
                    "Database to keep everything in; the drivers of H2, PostgreSQL, MariaDB and SQLite are here. Default: H2 in a file below target.")
    private String url;

    @Mixin
    private Login login = new Login();

    @Nullable
    @Option(
            names = "--numbers",
            paramLabel = "FILE",
            description = "CSV file of numbers: phone_number, provider, country_code, where the last two may be"
                    + " missing. With a header, in any order. Default: a sample of 200 numbers.")
    private Path numbers;

    @Nullable
    @Option(
            names = "--rejections",
            paramLabel = "FILE",
            description = "CSV file to write the rows to that are not imported. Default: they are only printed.")
    private Path rejections;

    @Nullable
    @Option(
            names = "--calls",
            paramLabel = "FILE",
            description = "CSV file of calls: agent, to, times, where the last may be missing. With a header, in any"
                    + " order. Default: a sample.")
    private Path calls;

    @Option(names = "--agents", paramLabel = "N", description = "Agents: agent-01, agent-02... Default: 10.")
    private int agents = 10;

    @Option(names = "--numbers-per-agent", paramLabel = "N", description = "Numbers that each gets. Default: 5.")
    private int numbersPerAgent = 5;

    @Option(
            names = "--daily-limit",
            paramLabel = "N",
            description = "Calls a day from each number at most. Default: 200.")
    private int dailyLimit = 200;

    @Option(
            names = "--countries",
            paramLabel = "CODE",
            split = ",",
            description = "Countries that may be called: ISO 3166-1 codes separated by commas, 001 for numbers of no"
                    + " country, * for any country. Default: US,CA,GB,DE,KZ.")
    private List<String> countries = List.of("US", "CA", "GB", "DE", "KZ");

    @Nullable
    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "Whose numbers and calls they are; one that has none yet. Default: a new one for each run.")
    private String organization;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone whose midnight begins the organization's day. Default: America/New_York.")
    private ZoneId zone = ZoneId.of("America/New_York");

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            description = "When the calls begin; the program's clock stands still there, and then at the next"
                    + " midnight. Fixed, so that each run prints the same. A database refuses to count on days that"
                    + " are still far ahead. Default: 2026-10-31T18:00:00Z.")
    private Instant start = Instant.parse("2026-10-31T18:00:00Z");

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    private Quickstart(PrintWriter out) {
        this.out = out;
    }

    /** Runs the program; the exit status is 0 only if the whole story went well. */
    public static void main(String[] args) {
        Program.main(Quickstart::run, args);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return Program.of(new Quickstart(out), out, err).execute(args);
    }

    @Override
    public Integer call() {
        OrganizationId owner = checked(this::owner);
        Distribution distribution = checked(this::distribution);
        ChosenPolicy chosen = policy.in(zone);
        String database = url == null ? Database.embeddedUrl("quickstart") : url;
        try (CsvFile<ImportRow> numberRows = CsvFile.open(numbers, "numbers.csv", NumbersCsv::read);
                CsvFile<Call> callRows = CsvFile.open(calls, "calls.csv", CallsCsv::read);
                RejectionsCsv report = RejectionsCsv.to(created(rejections));
                Database opened = login.open(database)) {
            out.println("CallGate quickstart");
            out.println("  database      " + Passwords.hide(database));
            out.println("  organization  " + owner);
            if (!chosen.words().isEmpty()) {
                out.println("  policy        " + String.join("; ", chosen.words()));
            }
            Story story = new Story(opened.migrated(), owner, start, zone, chosen, out);
            return story.tell(numberRows, report, distribution, callRows) ? 0 : 1;
        }
    }

    private static OutputStream created(@Nullable Path file) {
        try {
            return file == null ? OutputStream.nullOutputStream() : Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UserException("cannot write " + file, e);
        }
    }

    private OrganizationId owner() {
        return new OrganizationId(organization == null ? "quickstart-" + SUFFIX.format(Instant.now()) : organization);
    }

    private Distribution distribution() {
        return new Distribution(agents, numbersPerAgent, new Terms(dailyLimit, Countries.of(countries)));
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
