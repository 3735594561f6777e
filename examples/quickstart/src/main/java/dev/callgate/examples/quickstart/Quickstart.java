package dev.callgate.examples.quickstart;

import dev.callgate.admin.ImportRow;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.csv.RejectionsCsv;
import dev.callgate.host.Database;
import dev.callgate.host.HostOptions;
import dev.callgate.host.OptionValue;
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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An example host: imports numbers, assigns them to agents, and asks the gate before each of many calls. */
@Command(
        name = "quickstart",
        description = "Imports numbers, assigns them to agents, and asks the gate before each of many calls.",
        version = "CallGate quickstart",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class Quickstart implements Callable<Integer> {
    private final PrintWriter out;

    @Mixin
    private HostOptions host = HostOptions.of("quickstart", ZoneId.of("America/New_York"));

    @Nullable
    @Option(
            names = "--numbers",
            paramLabel = "FILE",
            description =
                    "CSV file of numbers: phone_number, and optional provider and country_code. With a header; columns"
                            + " in any order. Default: a sample of 200 numbers.")
    private Path numbers;

    @Nullable
    @Option(
            names = "--rejections",
            paramLabel = "FILE",
            description = "CSV file for the rows that are rejected. Default: they are only printed.")
    private Path rejections;

    @Nullable
    @Option(
            names = "--calls",
            paramLabel = "FILE",
            description = "CSV file of calls: agent, to, and an optional times. With a header; columns in any order."
                    + " Default: a sample.")
    private Path calls;

    @Option(names = "--agents", paramLabel = "N", description = "Number of agents: agent-01, agent-02... Default: 10.")
    private int agents = 10;

    @Option(
            names = "--numbers-per-agent",
            paramLabel = "N",
            description = "Numbers assigned to each agent. Default: 5.")
    private int numbersPerAgent = 5;

    @Option(names = "--daily-limit", paramLabel = "N", description = "Daily limit of each number. Default: 200.")
    private int dailyLimit = 200;

    @Option(
            names = "--countries",
            paramLabel = "CODE",
            split = ",",
            description =
                    "Countries that may be called: ISO 3166-1 codes separated by commas, 001 for numbers of no country,"
                            + " * for any country. Default: US,CA,GB,DE,KZ.")
    private List<String> countries = List.of("US", "CA", "GB", "DE", "KZ");

    @Nullable
    @Option(
            names = "--organization",
            paramLabel = "ID",
            description =
                    "Organization of the numbers and calls; it must not have any yet. Default: a new one for each run.")
    private String organization;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            description =
                    "Time of the calls: the program's clock stands still there, then at the next midnight. It is fixed"
                            + " so that each run prints the same. A store does not count calls on days in the far future."
                            + " Default: 2026-10-31T18:00:00Z.")
    private Instant start = Instant.parse("2026-10-31T18:00:00Z");

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    private Quickstart(PrintWriter out) {
        this.out = out;
    }

    /** Runs the program; the exit status is 0 only if every step succeeded. */
    public static void main(String[] args) {
        Program.main(Quickstart::run, args);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return Program.of(new Quickstart(out), out, err).execute(args);
    }

    @Override
    public Integer call() {
        OrganizationId owner = OptionValue.check(this::owner);
        Distribution distribution = OptionValue.check(this::distribution);
        ChosenPolicy chosen = policy.in(host.zone(), host.region());
        try (CsvFile<ImportRow> numberRows = CsvFile.open(numbers, "numbers.csv", NumbersCsv::read);
                CsvFile<Call> callRows = CsvFile.open(calls, "calls.csv", CallsCsv::read);
                RejectionsCsv report = RejectionsCsv.to(created(rejections));
                Database opened = host.open()) {
            out.println("CallGate quickstart");
            out.println("  database      " + host.printableUrl());
            out.println("  organization  " + owner);
            if (!chosen.words().isEmpty()) {
                out.println("  policy        " + String.join("; ", chosen.words()));
            }
            Story story = new Story(opened.migrated(), owner, start, host.zone(), chosen, out);
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
        return organization == null ? host.newOrganization(Clock.systemUTC()) : new OrganizationId(organization);
    }

    private Distribution distribution() {
        return new Distribution(agents, numbersPerAgent, new Terms(dailyLimit, Countries.of(countries)));
    }
}
