package dev.callgate.examples.quickstart;

import static dev.callgate.examples.quickstart.RunAssertions.assertFails;
import static dev.callgate.examples.quickstart.RunAssertions.assertPrinted;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickstartIT extends RunsOnH2 {
    @Test
    void runsTheSamples() {
        Run run = run();
        assertEquals(0, run.status(), () -> run.err().toString());
        assertAll(
                () -> assertPrinted(run, "\n 200 rows: 188 added, 12 rejected\n"),
                () -> assertPrinted(run, "malformed: \"+1202555O123\" is not a valid number"),
                () -> assertPrinted(
                        run, "invalid_for_country: \"+14165550162\" is not a valid number: it belongs to CA"),
                () -> assertPrinted(run, "duplicate_in_file: an earlier row already lists"),
                () -> assertPrinted(run, "(the United Kingdom is GB)"),
                () -> assertPrinted(
                        run, " agent-01 US +12125550142 allowed +12015550110 -> +12125550142, call 1 of 200\n"),
                () -> assertPrinted(
                        run, " agent-01 US +13035550177 allowed +12015550110 -> +13035550177, call 2 of 200\n"),
                () -> assertPrinted(run, " agent-01 JM +18765550123 refused country_not_allowed: calls to JM"),
                () -> assertPrinted(run, " agent-02 JE +441534456789 refused country_not_allowed: calls to JE"),
                () -> assertPrinted(run, " agent-03 KZ +77172123456 allowed"),
                () -> assertPrinted(run, " agent-03 RU +74951234567 refused country_not_allowed: calls to RU"),
                () -> assertPrinted(run, " agent-05 001 +80012345678 refused country_not_allowed"),
                () -> assertPrinted(run, " agent-05 - call me back refused invalid_destination"),
                () -> assertPrinted(run, " agent-06 - 911 allowed emergency call to 911, not counted\n"),
                () -> assertPrinted(run, " agent-42 US +12025550123 refused no_assignment"),
                () -> assertPrinted(run, " agent-42 - 911 allowed emergency call to 911, not counted\n"),
                () -> assertPrinted(
                        run,
                        " agent-10 US +12025550123 1,000 allowed from 5 numbers, 200 each\n 1 refused"
                                + " daily_limit_reached: the daily limit for 2026-10-31 has been reached (5 of 5 numbers);"
                                + " next allowed 2026-11-01T00:00-04:00[America/New_York]\n"));
    }

    @Test
    void allowsTheExhaustedAgentAfterMidnight() {
        Run run = run();
        String afterMidnight = run.text().substring(run.text().indexOf("\n4. "));
        assertAll(
                () -> assertTrue(afterMidnight.contains("it is 2026-11-01T00:00-04:00[America/New_York]")),
                () -> assertTrue(afterMidnight.contains(" agent-10 US +12025550123 allowed +1"), afterMidnight),
                () -> assertPrinted(run, " agent-10 5 1,000 1 1,000 100.0%\n"),
                () -> assertPrinted(run, " total 50 1,810 1 10,000 18.1%\n"),
                () -> assertPrinted(
                        run, "allowed 1,811 calls besides emergency calls, the store counted 1,811: equal"));
    }

    @Test
    void printsTheSameOnASecondRun() {
        Run first = run("--organization", "first");
        Run second = run("--organization", "second");
        assertEquals(0, second.status(), () -> second.err().toString());
        assertEquals(
                first.story().stream().map(line -> line.replace("first", "X")).toList(),
                second.story().stream().map(line -> line.replace("second", "X")).toList());
    }

    @Test
    void usesANewOrganizationForEachRun() {
        assertEquals(0, run().status());
        assertEquals(0, run().status());
    }

    @Test
    void rejectsAnOrganizationWithCounts() {
        assertEquals(0, run("--organization", "acme").status());
        assertFails(run("--organization", "acme"), "organization acme already has 50 numbers assigned");
    }

    @Test
    void countsDaysInTheGivenZone() {
        Run run = run("--zone", "Asia/Kolkata");
        assertEquals(0, run.status());
        assertPrinted(run, "next allowed 2026-11-01T00:00+05:30[Asia/Kolkata]");
    }

    @Test
    void readsOtherFilesAndTerms() throws IOException {
        String numbers = file("numbers.csv", "+12025550101,telnyx,US", "+12025550102", "+18765550103,,JM");
        String calls = file("calls.csv", "times,to,agent", "3,+18765550199,agent-01", "1,+12025550199,agent-01");
        Run run = run(
                "--numbers",
                numbers,
                "--calls",
                calls,
                "--agents",
                "1",
                "--numbers-per-agent",
                "2",
                "--daily-limit",
                "1",
                "--countries",
                "jm");
        assertEquals(0, run.status(), () -> run.err().toString());
        assertAll(
                () -> assertPrinted(run, "\n 3 rows: 3 added, 0 rejected\n"),
                () -> assertPrinted(run, " agent-01 JM +18765550199 2 allowed from 2 numbers, 1 each\n 1 refused"),
                () -> assertPrinted(run, " agent-01 US +12025550199 refused country_not_allowed"),
                () -> assertPrinted(run, " agent-01 2 2 1 2 100.0%\n"));
    }

    @Test
    void writesTheRejectedRowsIntoAFile() throws IOException {
        Path rejections = dir.resolve("rejections.csv");
        assertEquals(0, run("--rejections", rejections.toString()).status());
        List<String> lines = Files.readAllLines(rejections);
        assertEquals("line,text,reason,message", lines.get(0));
        assertTrue(lines.get(1).startsWith("14,\"'+1202555O123,telnyx,US\",malformed,"), lines.get(1));
        assertEquals(13, lines.size());
        assertFails(run("--rejections", dir.toString()), "cannot write " + dir);
    }

    @Test
    void reportsTooFewNumbers() throws IOException {
        assertFails(
                run("--numbers", file("empty.csv")),
                "too few numbers: 10 agents with 5 numbers each need 50, but only 0 are free");
        assertFails(run("--agents", "40"), "40 agents with 5 numbers each need 200, but only 188 are free");
    }

    @Test
    void reportsNoRowsForAnEmptyFile() throws IOException {
        assertPrinted(run("--numbers", file("empty.csv")), "\n 0 rows: 0 added, 0 rejected\n");
    }

    @Test
    void reportsInvalidOptions() {
        assertAll(
                () -> assertFails(run("--numbers", "/none/such.csv"), "/none/such.csv: no such file"),
                () -> assertFails(run("--calls", "/none/such.csv"), "/none/such.csv: no such file"),
                () -> assertFails(run("--numbers", dir.toString()), dir.toString()),
                () -> assertFails(run("--countries", "US,UK"), "unknown country \"UK\""),
                () -> assertFails(run("--daily-limit", "-1"), "-1"),
                () -> assertFails(run("--agents", "0"), "--agents 0, --numbers-per-agent 5: both must be 1 or more"),
                () -> assertFails(run("--agents", "many"), "'many'"),
                () -> assertFails(run("--zone", "Mars"), "'Mars'"),
                () -> assertFails(run("--organization", " "), "organization id"),
                () -> assertFails(run("--color"), "'--color'"));
    }

    @Test
    void reportsAnUnreachableDatabaseWithoutItsPassword() {
        for (String url : List.of(
                "jdbc:postgresql://127.0.0.1:1/calls?user=me&password=s3cret",
                "jdbc:postgresql://me:s3cret@127.0.0.1:1/calls",
                "jdbc:postgresql://me:s3/cret@127.0.0.1:1/calls",
                "jdbc:mariadb://me:s3cret@127.0.0.1:1/calls",
                "jdbc:mariadb://me:s3/cret@127.0.0.1:1/calls",
                "jdbc:h2:tcp://me:s3/cret@127.0.0.1:1/calls",
                "jdbc:h2:mem:;PASSWORD=s3cret;CIPHER=NONE",
                "jdbc:unknown:calls;password=s3cret")) {
            Run run = Run.of("--url", url, "--password=s3cret");
            assertFails(run, "cannot open the database " + url.substring(0, "jdbc:h2:".length()));
            assertFalse((run.out() + "" + run.err()).contains("s3"), () -> "" + run);
        }
    }

    @Test
    void masksPasswordsInUrls() {
        Run run = Run.of("--url", "jdbc:h2:file:" + dir.resolve("locked") + ";USER=me;PASSWORD=s3cret");
        assertEquals(0, run.status(), () -> run.err().toString());
        assertPrinted(run, ";USER=me;PASSWORD=****\n");
        assertFalse(run.text().contains("s3cret"));
    }

    @Test
    void explainsItsOptions() {
        Run run = Run.of("--help");
        assertEquals(0, run.status());
        assertPrinted(run, "--numbers-per-agent");
        assertPrinted(run, "2026-10-31T18:00:00Z");
    }
}
