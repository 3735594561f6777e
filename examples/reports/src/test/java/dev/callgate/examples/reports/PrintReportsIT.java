package dev.callgate.examples.reports;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.Database;
import dev.callgate.report.UsageQuery.Dimension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PrintReportsIT {
    @TempDir
    static Path dir;

    private static String url;

    @BeforeAll
    static void play() {
        url = "jdbc:h2:file:" + dir.resolve("month");
        try (Database database = Database.open(url, null, null)) {
            Month.play(database.migrated());
        }
    }

    private static Run march(String... options) {
        return acme(with(options, "--from", "2026-03-01", "--to", "2026-03-31"));
    }

    private static Run acme(String... options) {
        return Run.of(with(options, "--url", url, "--organization", "acme"));
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    @Test
    @DisplayName("Documents: the reports run with the options that a document shows")
    void runsWithDocumentedOptions() throws IOException {
        Matcher command = Pattern.compile("-Preports process-classes -Dexec\\.args=\"([^\"]*)\"")
                .matcher(Files.readString(Path.of("../README.md")));
        assertTrue(command.find());
        String options = command.group(1)
                .replace("\\\n", " ")
                .replaceAll("--url \\S+", "--url " + url)
                .replaceAll("--user \\S+", "");
        Run run = Run.of(options.trim().split("\\s+"));
        run.assertPrints("2026-03-06,");
        assertFalse(command.find(), "another list of options: run it, too");
    }

    @Test
    void printsTheSameMonthInAnyLocale() {
        Run run = Run.of();
        assertEquals(0, run.status(), () -> run.out() + run.err());
        for (String expected : List.of(
                "\n 2026-03-06 ",
                "\n ... 15 more\n 2026-03-30 ",
                "\n country_not_allowed ",
                "\n daily_limit_reached ",
                "\nCheck: these 6 totals, in all 12 figures of each: equal; ")) {
            run.assertPrints(expected);
        }
        assertFalse(run.out().contains("NOT EQUAL"));
        String quarantineCandidates = run.text()
                .substring(run.text().indexOf("\nNumbers to rest"), run.text().indexOf("\nTotals"));
        assertEquals(1, quarantineCandidates.split("\n \\+", -1).length - 1, quarantineCandidates);
        assertTrue(quarantineCandidates.contains("\n " + Month.DEGRADED + " "), quarantineCandidates);
        Samples.inLocale("ar-EG", () -> assertEquals(run.out(), Run.of().out()));
    }

    @Test
    void printsATableByDefault() {
        Run run = march("--by", "agent");
        run.assertPrints(" agent calls released completed answered answer rate short calls average s\n agent-1 ");
        assertEquals(6, run.out().lines().count());
    }

    @Test
    void printsCsvByTheRequestedDimensions() {
        Run run = march("--by", "agent,day", "--format", "csv");
        assertEquals(0, run.status(), () -> "" + run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(0).startsWith("day,agent,calls,released,counted,"), lines.get(0));
        assertTrue(lines.get(1).startsWith("2026-03-02,agent-1,"), lines.get(1));
        assertEquals(1 + 22 * 5, lines.size());
    }

    @Test
    void printsUsageAsJson() {
        Run run = march("--format", "JSON");
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertEquals(1, json.size());
        assertTrue(json.get(0).get("calls").asLong() > 2_500, run.out());
    }

    @Test
    void printsRefusals() {
        Run run = march("--report", "refusals", "--by", "agent", "--format", "csv");
        assertTrue(run.out().startsWith("agent,reason,refusals\r\nagent-1,country_not_allowed,"), run.out());
        march("--report", "refusals").assertPrints(" reason refusals\n country_not_allowed ");
    }

    @Test
    @DisplayName("M12 refusals of agents that had no number are a row of no agent")
    void printsRefusalsWithoutAnAgent() {
        StringWriter text = new StringWriter();
        Tables.refusals(Set.of(Dimension.AGENT)).print(new PrintWriter(text, true), Samples.refusals());
        assertTrue(text.toString().lines().anyMatch(line -> line.matches(" *- +no_assignment +3")), text::toString);
    }

    @Test
    void printsUtilization() {
        acme("--to", "2026-03-31", "--report", "utilization")
                .assertPrints(" agent number calls daily limit share\n agent-");
        assertEquals(
                1 + 10,
                acme("--to", "2026-03-31", "--report", "utilization", "--least-share", "0")
                        .out()
                        .lines()
                        .count());
        assertEquals(
                "agent,number,calls,daily_limit,share\r\n",
                acme("--to", "2026-04-01", "--report", "utilization", "--least-share", "1", "--format", "csv")
                        .out());
    }

    @Test
    void printsQuarantineCandidates() {
        Run run = march("--report", "rest", "--format", "csv");
        assertEquals(2, run.out().lines().count(), run.out());
        assertTrue(run.out().contains("\r\n" + Month.DEGRADED + ","), run.out());
        march("--report", "rest").assertPrints("\n " + Month.DEGRADED + " ");
        assertEquals(
                1,
                march("--report", "rest", "--least-sample", "100000")
                        .out()
                        .lines()
                        .count());
    }

    @Test
    void printsAHeaderWithoutRows() {
        assertEquals(
                "agent,reason,refusals\r\n",
                Run.of(
                                "--url",
                                url,
                                "--organization",
                                "other",
                                "--from",
                                "2026-03-01",
                                "--to",
                                "2026-03-31",
                                "--report",
                                "refusals",
                                "--by",
                                "agent",
                                "--format",
                                "csv")
                        .out());
    }

    @Test
    void reportsInvalidOptions() {
        assertAll(
                () -> march("--by", "agent,phone").assertFails(2, "'phone'"),
                () -> march("--format", "xml").assertFails(2, "'xml'"),
                () -> march("--report", "costs").assertFails(2, "'costs'"),
                () -> march("--color").assertFails(2, "'--color'"),
                () -> march("--report", "refusals", "--by", "number").assertFails(2, "--by number: refusals are"),
                () -> march("--report", "rest", "--by", "day").assertFails(2, "--by day: the report rest always has"),
                () -> march("--report", "utilization", "--by", "agent").assertFails(2, "--by agent: the report"),
                () -> march("--report", "utilization", "--least-share", "1.5")
                        .assertFails(2, "--least-share 1.5: the least share must be 0 to 1"),
                () -> march("--report", "utilization", "--least-share", "NaN")
                        .assertFails(2, "--least-share NaN: the least share must be 0 to 1"),
                () -> march("--least-sample", "many").assertFails(2, "'many'"),
                () -> march("--report", "rest", "--least-sample", "0")
                        .assertFails(2, "--least-sample 0: the least sample must be 1 call or more"),
                () -> acme("--from", "2026-02-30", "--to", "2026-03-01").assertFails(2, "2026-02-30"),
                () -> acme("--from", "yesterday", "--to", "2026-03-01").assertFails(2, "yesterday"),
                () -> acme("--from", "+999999-01-01", "--to", "+999999-01-02").assertFails(2, "+999999-01-02"),
                () -> acme("--from", "2026-03-02", "--to", "2026-03-01")
                        .assertFails(2, "--from 2026-03-02: a report from 2026-03-02 cannot end on 2026-03-01"),
                () -> acme("--to", "2026-03-01").assertFails(2, "--from is missing"),
                () -> acme("--from", "2026-03-01").assertFails(2, "--to is missing"),
                () -> Run.of("--url", url).assertFails(2, "--organization is missing"),
                () -> Run.of("--url", url, "--organization", " ").assertFails(2, "--organization  : organization id"));
    }

    @Test
    void requiresADatabaseForDatabaseOptions() {
        Run.of("--report", "usage").assertFails(2, "--report usage requires a database");
        Run.of("--from", "2026-03-01").assertFails(2, "--from 2026-03-01 requires a database");
        Run secret = Run.of("--password=s3cret");
        secret.assertFails(2, "--password requires a database");
        assertFalse(("" + secret).contains("s3cret"));
    }

    @Test
    void doesNotChangeAForeignDatabase() {
        String empty = "jdbc:h2:file:" + dir.resolve("empty");
        String[] options = {"--url", empty, "--organization", "acme", "--from", "2026-03-01", "--to", "2026-03-02"};
        Run.of(options).assertFails(1, "table");
        Run.of(options).assertFails(1, "table");
    }

    @Test
    void reportsAnUnreachableDatabaseWithoutItsPassword() {
        for (String wrong : List.of(
                "jdbc:postgresql://127.0.0.1:1/calls?user=me&password=s3cret", "jdbc:unknown:calls;password=s3cret")) {
            Run run = Run.of(
                    "--url",
                    wrong,
                    "--password=s3cret",
                    "--organization",
                    "acme",
                    "--from",
                    "2026-03-01",
                    "--to",
                    "2026-03-02");
            run.assertFails(1, "cannot open the database " + wrong.substring(0, "jdbc:unknown".length()));
            assertFalse(("" + run).contains("s3cret"), () -> "" + run);
        }
    }

    @Test
    void explainsItsOptions() {
        Run.of("--help").assertPrints("--least-share=SHARE");
    }
}
