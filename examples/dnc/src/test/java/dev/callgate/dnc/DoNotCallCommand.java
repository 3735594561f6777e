package dev.callgate.dnc;

import dev.callgate.host.Program;
import dev.callgate.host.Text;
import dev.callgate.host.UserException;
import dev.callgate.model.E164;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads national do-not-call lists into a file, applies change lists to it, and looks numbers up. */
@Command(
        name = "dnc",
        description = "Loads national do-not-call lists into a file, applies change lists to it, and looks numbers up.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class DoNotCallCommand {
    /** The exit status if the number is on the list. */
    static final int LISTED = 3;

    private static final int MOST_BAD_LINES_PRINTED = 20;

    private final Clock clock;
    private final PrintWriter out;
    private final PrintWriter err;

    private DoNotCallCommand(Clock clock, PrintWriter out, PrintWriter err) {
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /** Runs the program. The exit status is 0 if it did what it was asked to. */
    public static void main(String[] args) {
        Program.main((out, err, given) -> run(Clock.systemUTC(), out, err, given), args);
    }

    static int run(Clock clock, PrintWriter out, PrintWriter err, String... args) {
        return Program.of(new DoNotCallCommand(clock, out, err), out, err).execute(args);
    }

    @Command(
            description = "Replaces the file by full lists: text or XML, zipped or not.",
            mixinStandardHelpOptions = true)
    int load(
            @Option(names = "--file", required = true, paramLabel = "FILE", description = "The file to make.")
                    Path file,
            @Option(
                            names = "--date",
                            required = true,
                            paramLabel = "DATE",
                            description = "The day on which the lists were obtained, such as 2026-03-31.")
                    LocalDate date,
            @Option(
                            names = "--allow-fewer",
                            description = "Even if there are less than half as many numbers as before.")
                    boolean fewer,
            @Parameters(paramLabel = "LIST", arity = "1..*", description = "The lists.") List<Path> lists) {
        return importing(file, each -> (fewer ? each.allowingFewerNumbers() : each).load(date, lists));
    }

    @Command(
            description = "Applies change lists to the file: text or XML, zipped or not.",
            mixinStandardHelpOptions = true)
    int apply(
            @Option(names = "--file", required = true, paramLabel = "FILE", description = "The file to change.")
                    Path file,
            @Option(
                            names = "--date",
                            required = true,
                            paramLabel = "DATE",
                            description = "The day on which the change lists were obtained, such as 2026-03-31.")
                    LocalDate date,
            @Parameters(paramLabel = "LIST", arity = "1..*", description = "The change lists, the oldest first.")
                    List<Path> lists) {
        return importing(file, each -> each.apply(date, lists));
    }

    @Command(
            description = "Looks a number up. The exit status is 3 if it is on the list.",
            mixinStandardHelpOptions = true)
    int check(
            @Option(names = "--file", required = true, paramLabel = "FILE", description = "The file.") Path file,
            @Parameters(paramLabel = "NUMBER", description = "A number, such as 2025550123 or +12025550123.")
                    String number) {
        return told(() -> {
            DoNotCallFile list = DoNotCallFile.open(file, DoNotCallTerms.unitedStates());
            E164 parsed = E164.parse(number, "US");
            boolean listed = list.contains(parsed);
            out.printf(
                    "%s is %s the list of %s, which has %s%n",
                    parsed, listed ? "on" : "not on", list.date(), Text.count(list.numbers(), "number"));
            return listed ? LISTED : 0;
        });
    }

    private interface Import {
        ImportSummary into(DoNotCallImport file) throws IOException;
    }

    private interface Work {
        int run() throws IOException;
    }

    private int importing(Path file, Import work) {
        long[] printed = new long[1];
        return told(() -> {
            ImportSummary summary =
                    work.into(DoNotCallImport.into(file).clock(clock).reportingTo(line -> {
                        if (printed[0]++ < MOST_BAD_LINES_PRINTED) {
                            err.println(Text.oneLine("%s, line %,d: \"%s\": %s"
                                    .formatted(line.source(), line.line(), line.text(), line.problem())));
                        }
                    }));
            out.printf(
                    "%s of %s in %s: %s added, %s deleted, %s unchanged, %s%n",
                    Text.count(summary.numbers(), "number"),
                    summary.date(),
                    Text.count(summary.areaCodes(), "area code"),
                    Text.count(summary.added()),
                    Text.count(summary.deleted()),
                    Text.count(summary.unchanged()),
                    Text.count(summary.badLines(), "bad line"));
            return 0;
        });
    }

    /** Turns what a user can correct into one line. */
    private static int told(Work work) {
        try {
            return work.run();
        } catch (NoSuchFileException e) {
            throw new UserException("%s: no such file".formatted(e.getMessage()), e);
        } catch (IOException e) {
            throw new UserException("cannot read or write: " + e, e);
        } catch (DoNotCallException | IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }
}
