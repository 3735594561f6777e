package dev.callgate.examples.reports;

import dev.callgate.admin.NumberInventory;
import dev.callgate.host.Database;
import dev.callgate.host.Login;
import dev.callgate.host.Program;
import dev.callgate.model.OrganizationId;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.Utilization;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** An example host: prints a report of a database, or all reports of a simulated month. */
@Command(
        name = "reports",
        description =
                "Prints a report of a database. Without --url, plays a month of simulated calls through the gate, on"
                        + " a database in memory, and prints all of its reports.",
        version = "CallGate reports",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class PrintReports implements Callable<Integer> {
    private static final String URL = "--url";
    private static final String ORGANIZATION = "--organization";
    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String BY = "--by";
    private static final String LEAST_SHARE = "--least-share";
    private static final String LEAST_SAMPLE = "--least-sample";

    /** Maximum number of assignments in a report. */
    private static final int MAX_ASSIGNMENTS = 1_000;

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final OutputStream out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Nullable
    @Option(
            names = URL,
            paramLabel = "JDBC-URL",
            description =
                    "Database to report on; its tables are not changed. The drivers for H2, PostgreSQL, MariaDB and"
                            + " SQLite are included.")
    private String url;

    @Mixin
    private Login login = new Login();

    @Nullable
    @Option(names = ORGANIZATION, paramLabel = "ID", description = "Organization to report on.")
    private String organization;

    @Nullable
    @Option(names = FROM, paramLabel = "DATE", description = "First day, such as 2026-03-01.")
    private LocalDate from;

    @Nullable
    @Option(
            names = TO,
            paramLabel = "DATE",
            description = "Last day; for the report utilization, the current day in the organization's time zone.")
    private LocalDate to;

    @Option(
            names = "--report",
            paramLabel = "NAME",
            description =
                    "usage; refusals, by reason; utilization: the assignments close to their daily limit; or rest: the"
                            + " numbers with a lower answer rate than the others. Default: usage.")
    private Kind report = Kind.USAGE;

    @Option(
            names = BY,
            paramLabel = "DIMENSION",
            split = ",",
            description =
                    "Dimensions: day, agent, number, country; one row for each combination. Refusals: day and agent"
                            + " only. Default: one row for all.")
    private List<Dimension> by = List.of();

    @Option(names = "--format", paramLabel = "NAME", description = "table, csv or json. Default: table.")
    private Format format = Format.TABLE;

    @Option(
            names = LEAST_SHARE,
            paramLabel = "SHARE",
            description = "For the report utilization: minimum share of the daily limit, 0 to 1. Default: 0.8.")
    private double leastShare = 0.8;

    @Option(
            names = LEAST_SAMPLE,
            paramLabel = "N",
            description = "For the report rest: minimum number of completed calls of a number. Default: 100.")
    private long leastSample = 100;

    /** The reports. */
    private enum Kind {
        USAGE,
        REFUSALS,
        UTILIZATION,
        REST
    }

    /** The output formats. */
    private enum Format {
        TABLE,
        CSV,
        JSON
    }

    private PrintReports(OutputStream out) {
        this.out = out;
    }

    /** Runs the program; the exit status is 0 on success, and 2 if an option is invalid. */
    public static void main(String[] args) {
        int status = run(System.out, new PrintWriter(System.err, true, StandardCharsets.UTF_8), args);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(OutputStream out, PrintWriter err, String... args) {
        return Program.of(new PrintReports(out), writer(out), err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    private static PrintWriter writer(OutputStream out) {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        if (url == null) {
            requireNoOption();
            try (Database database = Database.inMemory()) {
                return new Demo(database.migrated(), writer(out)).run() ? 0 : 1;
            }
        }
        OrganizationId owner = taken(ORGANIZATION, required(ORGANIZATION, organization), OrganizationId::new);
        Set<Dimension> dimensions = dimensions();
        LocalDate last = day(TO, to);
        LocalDate first = report == Kind.UTILIZATION ? last : day(FROM, from);
        UsageQuery query =
                taken(FROM, first, day -> UsageQuery.of(owner, day, last)).by(dimensions.toArray(Dimension[]::new));
        try (Database database = login.open(url)) {
            print(database.validatedStorage(), query);
        }
        return 0;
    }

    private void requireNoOption() {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            String given = option.typedValues().isEmpty() || option.interactive()
                    ? ""
                    : " " + String.join(",", option.originalStringValues());
            throw wrong("%s%s requires a database: name it with %s".formatted(option.longestName(), given, URL));
        }
    }

    private Set<Dimension> dimensions() {
        Set<Dimension> all = EnumSet.noneOf(Dimension.class);
        all.addAll(by);
        if (report == Kind.REFUSALS) {
            taken(BY, named(all), names -> Columns.ofRefusals(all));
        } else if (report != Kind.USAGE && !all.isEmpty()) {
            throw wrong("%s %s: the report %s always has one row for each %s; omit the option"
                    .formatted(BY, named(all), named(report), report == Kind.REST ? "number" : "assignment"));
        }
        return all;
    }

    private LocalDate day(String option, @Nullable LocalDate given) {
        LocalDate day = required(option, given);
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw wrong("%s %s: expected a day in the years %d to %d".formatted(option, day, FIRST_YEAR, LAST_YEAR));
        }
        return day;
    }

    private <T> T required(String option, @Nullable T value) {
        if (value == null) {
            throw wrong("%s is missing: a report of a database requires it".formatted(option));
        }
        return value;
    }

    /** Adds the option's name and value to the library's complaint about the value. */
    private <V, R> R taken(String option, V value, Function<? super V, R> taking) {
        try {
            return taking.apply(value);
        } catch (IllegalArgumentException e) {
            throw wrong("%s %s: %s".formatted(option, value, e.getMessage()));
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private static String named(Set<Dimension> dimensions) {
        return dimensions.stream().map(PrintReports::named).collect(Collectors.joining(","));
    }

    private static String named(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void print(JdbcStorage storage, UsageQuery query) {
        Reports reports = Reports.over(storage);
        switch (report) {
            case USAGE -> print(Report.usage(query.by(), reports.usage(query)), Tables.usage(query.by()));
            case REFUSALS -> print(Report.refusals(query.by(), reports.refusals(query)), Tables.refusals(query.by()));
            case UTILIZATION ->
                print(
                        taken(LEAST_SHARE, leastShare, share -> utilization(reports, query, share)),
                        Tables.utilization());
            case REST ->
                print(
                        taken(LEAST_SAMPLE, leastSample, sample -> quarantineCandidates(storage, query, sample)),
                        Tables.quarantineCandidates());
        }
    }

    private static Report<Suggestion> quarantineCandidates(JdbcStorage storage, UsageQuery query, long leastSample) {
        return Report.quarantineCandidates(NumberInventory.over(storage)
                .quarantineCandidates(
                        Reports.over(storage), query.organization(), query.from(), query.to(), leastSample));
    }

    private static Report<Utilization> utilization(Reports reports, UsageQuery query, double share) {
        return Report.utilization(reports.utilization(query.organization(), query.to(), share, MAX_ASSIGNMENTS));
    }

    private <R> void print(Report<R> answer, TextTable<R> table) {
        switch (format) {
            case TABLE -> table.print(writer(out), answer.rows());
            case CSV -> ReportWriter.CSV.write(answer, out);
            case JSON -> ReportWriter.JSON.write(answer, out);
        }
    }
}
