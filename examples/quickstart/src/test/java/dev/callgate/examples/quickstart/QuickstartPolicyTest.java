package dev.callgate.examples.quickstart;

import static dev.callgate.examples.quickstart.RunAssertions.assertFails;
import static dev.callgate.examples.quickstart.RunAssertions.assertNotPrinted;
import static dev.callgate.examples.quickstart.RunAssertions.assertPrinted;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The story by a policy, on H2; agent-01 has +12015550110, +12025550119, +12065550116, +12125550125 and +13035550113. */
class QuickstartPolicyTest extends RunsOnH2 {
    private Run runWith(String... args) {
        Run run = run(args);
        assertEquals(0, run.status(), () -> run.err().toString());
        assertPrinted(run, ": equal");
        return run;
    }

    private String calls(String... rows) throws IOException {
        return file("calls.csv", rows);
    }

    private static String afterMidnight(Run run) {
        return run.text().substring(run.text().indexOf("\n4. "));
    }

    @Test
    void addsNoPolicyByDefault() {
        Run run = runWith();
        assertEquals("", run.out().get(3));
        assertNotPrinted(run, "policy");
    }

    @Test
    void limitsTheOrganization() {
        Run run = runWith("--organization", "acme", "--per-organization", "100");
        assertAll(
                () -> assertPrinted(run, "\n policy at most 100 calls per organization a day\n"),
                () -> assertPrinted(run, " total 50 100 "),
                () -> assertPrinted(
                        run,
                        " agent-08 US +16175550109 640 refused organization_limit_reached: organization acme has reached the limit of"
                                + " 100 calls per organization a day; next allowed 2026-11-01T00:00-04:00[America/New_York]\n"),
                () -> assertTrue(
                        afterMidnight(run).contains(" agent-08 US +16175550109 allowed +1"), () -> afterMidnight(run)));
    }

    @Test
    void limitsNumbersAndAgents() throws IOException {
        String calls = calls("agent-01,+12025550199,30", "agent-02,+12025550199,30");
        Run run = runWith("--calls", calls, "--per-number", "2", "--per-agent", "9");
        assertAll(
                () -> assertPrinted(
                        run, "\n policy at most 2 calls per number a day; at most 9 calls per agent a day\n"),
                () -> assertPrinted(
                        run,
                        " agent-01 US +12025550199 9 allowed from 5 numbers, 1 to 2 each\n 21 refused"
                                + " agent_limit_reached: agent agent-01 has reached the limit of 9 calls per agent a day; number_limit_reached: "),
                () -> assertPrinted(
                        run,
                        "agent_limit_reached: agent agent-02 has reached the limit of 9 calls per agent a day; number_limit_reached: "),
                () -> assertPrinted(run, " (4 of 5 numbers); next allowed 2026-11-01T00:00-04:00[America/New_York]\n"));
    }

    @Test
    void warmsNewNumbersUp() throws IOException {
        Run run = runWith("--calls", calls("agent-01,+12025550199,30"), "--per-number", "50", "--warm-up", "2,4");
        assertAll(
                () -> assertPrinted(
                        run,
                        "\n policy at most 50 calls per number a day; at most 2, 4 calls from a number on its first days\n"),
                () -> assertPrinted(
                        run,
                        " agent-01 US +12025550199 10 allowed from 5 numbers, 2 each\n 20 refused number_limit_reached:"),
                () -> assertPrinted(run, " total 50 10 1 "));
    }

    @Test
    void limitsCallsToACallee() throws IOException {
        String calls = calls("agent-01,+12025550199,2", "agent-02,+12025550199,5", "agent-02,+12025550198,1");
        Run run = runWith("--calls", calls, "--per-callee", "3/PT24H,9/P7D", "--per-callee", "10/PT1H30M");
        assertAll(
                () -> assertPrinted(
                        run,
                        "\n policy at most 3 calls per callee within 24 hours; at most 9 calls per callee within 7 days;"
                                + " at most 10 calls per callee within 90 minutes\n"),
                () -> assertPrinted(
                        run,
                        " agent-02 US +12025550199 1 allowed from 1 number, 1 each\n 4 refused callee_limit_reached:"
                                + " callee +12*******99 has reached the limit of 3 calls per callee within 24 hours; next allowed"
                                + " 2026-11-01T13:00-05:00[America/New_York]\n"),
                () -> assertPrinted(run, " agent-02 US +12025550198 allowed "),
                () -> assertTrue(
                        afterMidnight(run).contains(" agent-02 US +12025550199 refused callee_limit_reached:"),
                        () -> afterMidnight(run)));
    }

    @Test
    void appliesCallingHours() throws IOException {
        String calls = calls("agent-01,+12125550199", "agent-01,+12135550150", "agent-01,+442079460123");
        Run run = runWith("--calls", calls, "--start", "2026-10-31T12:30:00Z", "--calling-hours", "8:00-21:00");
        assertAll(
                () -> assertPrinted(run, "\n policy calls from 08:00 to 21:00 where the callee is\n"),
                () -> assertPrinted(run, " agent-01 US +12125550199 allowed "),
                () -> assertPrinted(run, " agent-01 GB +442079460123 allowed "),
                () -> assertPrinted(
                        run,
                        " agent-01 US +12135550150 refused outside_calling_hours: the local time of +12*******50 is 05:30"
                                + " on Saturday, 2026-10-31 (America/Los_Angeles); calls are allowed that day from"
                                + " 08:00 to 21:00; next allowed 2026-10-31T11:00-04:00[America/New_York]\n"),
                () -> assertTrue(
                        afterMidnight(run)
                                .contains(" refused outside_calling_hours: the local time of +12*******50 is 21:00 on"
                                        + " Saturday"),
                        () -> afterMidnight(run)));
    }

    @Test
    void retriesTooLateCallsAtMidnight() {
        Run run = runWith("--calling-hours", "08:00-24:00", "--start", "2026-10-31T20:00:00Z");
        assertPrinted(run, "calls from 08:00 to 24:00 where the callee is\n");
        assertPrinted(
                run,
                " agent-03 KZ +77172123456 refused outside_calling_hours: the local time of +77*******56 is 01:00 on"
                        + " Sunday");
        assertTrue(afterMidnight(run).contains(" agent-03 KZ +77172123456 allowed "), () -> afterMidnight(run));
    }

    @Test
    void usesTheOrganizationsZoneForMobiles() throws IOException {
        String calls = calls("agent-01,+493023125123", "agent-01,+4915123456789");
        Run run = runWith("--calls", calls, "--start", "2026-10-31T11:30:00Z", "--calling-hours", "08:00-21:00");
        assertPrinted(run, " agent-01 DE +493023125123 allowed ");
        assertPrinted(
                run,
                " agent-01 DE +4915123456789 refused outside_calling_hours: the local time of +49*********89 is 07:30"
                        + " on Saturday, 2026-10-31 (America/New_York)");
    }

    @Test
    void parsesNumbersOfARegion() throws IOException {
        String calls = calls("agent-01,(202) 555-0199", "agent-01,011 44 20 7946 0123", "agent-01,999", "agent-01,911");
        Run run = runWith("--calls", calls, "--region", "us");
        assertAll(
                () -> assertPrinted(run, "\n policy numbers as dialed in US\n"),
                () -> assertPrinted(
                        run, " agent-01 US (202) 555-0199 allowed +12015550110 -> +12025550199, call 1 of 200\n"),
                () -> assertPrinted(run, " agent-01 GB 011 44 20 7946 0123 allowed +12025550119 -> +442079460123,"),
                () -> assertPrinted(run, " agent-01 - 999 refused invalid_destination"),
                () -> assertPrinted(run, " agent-01 - 911 allowed emergency call to 911, not counted\n"));
        Run international = runWith("--calls", calls);
        assertPrinted(international, " agent-01 - (202) 555-0199 refused invalid_destination");
        assertPrinted(international, " agent-01 - 999 allowed emergency call to 999, not counted\n");
    }

    @Test
    void usesTheSameNumberForACallee() throws IOException {
        String calls = calls("agent-01,+12025550199,20", "agent-01,+12025550198,20");
        Run run = runWith("--calls", calls, "--rotation", "sticky");
        assertPrinted(run, "\n policy rotation sticky\n");
        assertPrinted(run, " agent-01 US +12025550199 20 allowed from 1 number, 20 each\n");
        assertPrinted(run, " agent-01 US +12025550198 20 allowed from 1 number, 20 each\n");
    }

    @Test
    void usesANumberNearTheCallee() throws IOException {
        String calls = calls("agent-01,+12125550199", "agent-01,+12125550199", "agent-01,+13035550199");
        Run run = runWith("--calls", calls, "--rotation", "Local-Presence");
        assertPrinted(run, "\n policy rotation local-presence\n");
        assertPrinted(run, " allowed +12125550125 -> +12125550199, call 2 of 200\n");
        assertPrinted(run, " allowed +13035550113 -> +13035550199, call 1 of 200\n");
    }

    @Test
    void rotatesOrUsesTheLeastUsedNumber() throws IOException {
        String calls = calls("agent-01,+12025550199,20");
        assertPrinted(runWith("--calls", calls, "--rotation", "round-robin"), " 20 allowed from 5 numbers, 4 each\n");
        assertPrinted(runWith("--calls", calls, "--rotation", "least-used"), " 20 allowed from 5 numbers, 4 each\n");
    }

    @Test
    void blocksAndAllowsPrefixes() throws IOException {
        String calls = calls("agent-01,+18765550199", "agent-01,+18765560199", "agent-01,+19002345678");
        Run run = runWith(
                "--calls", calls, "--countries", "*", "--block", "+1876,+1473,+1473", "--allow", "+1876556,+1900");
        assertAll(
                () -> assertPrinted(
                        run, "\n policy no calls to +1876, +1473, +1473; calls of any class to +1876556, +1900\n"),
                () -> assertPrinted(run, " agent-01 JM +18765550199 refused prefix_blocked:"),
                () -> assertPrinted(run, " agent-01 JM +18765560199 allowed "),
                () -> assertPrinted(run, " agent-01 US +19002345678 allowed "));
    }

    @Test
    void allowsClasses() throws IOException {
        String calls = calls("agent-01,+19002345678");
        assertPrinted(runWith("--calls", calls), " agent-01 US +19002345678 refused premium_rate_not_allowed:");
        Run run = runWith("--calls", calls, "--allow-classes", "PREMIUM_RATE,uan,uan");
        assertPrinted(run, "\n policy calls to premium_rate, uan too\n");
        assertPrinted(run, " agent-01 US +19002345678 allowed ");
    }

    @Test
    void appliesADoNotCallList() throws IOException {
        String list = file("list.txt", "\uFEFF(202) 555-0199", "", "  ", "tel:+44-20-7946-0123", "+12025550199");
        String calls = calls("agent-01,+12025550199", "agent-01,+442079460123", "agent-01,+12025550198");
        Run run = runWith("--calls", calls, "--region", "US", "--do-not-call", list);
        assertAll(
                () -> assertPrinted(run, "\n policy numbers as dialed in US; 2 numbers not to be called\n"),
                () -> assertPrinted(
                        run, " agent-01 US +12025550199 refused do_not_call: +12*******99 is on a do-not-call list\n"),
                () -> assertPrinted(run, " agent-01 GB +442079460123 refused do_not_call: "),
                () -> assertPrinted(run, " agent-01 US +12025550198 allowed "),
                () -> assertPrinted(run, "\n No call had to wait.\n"));
    }

    @Test
    void reportsInvalidLinesOfADoNotCallList() throws IOException {
        String list = file("list.txt", "+12025550199", "", "(202) 555-0199");
        String emergency = file("emergency.txt", "112");
        String binary = Files.write(dir.resolve("latin.txt"), "Müller".getBytes(StandardCharsets.ISO_8859_1))
                .toString();
        assertAll(
                () -> assertFails(
                        run("--do-not-call", list), "--do-not-call " + list + ": line 3: \"(202) 555-0199\" is not"),
                () -> assertFails(
                        run("--do-not-call", emergency),
                        "--do-not-call " + emergency + ": line 1: \"112\" is an emergency number"),
                () -> assertFails(run("--do-not-call", binary), "--do-not-call " + binary + ": not a UTF-8 text file"),
                () -> assertFails(run("--do-not-call", "/none/such.txt"), "/none/such.txt: no such file"),
                () -> assertFails(run("--do-not-call", dir.toString()), "--do-not-call " + dir + ": "));
    }

    @Test
    void reportsInvalidOptions() {
        assertAll(
                () -> assertFails(run("--region", "UK"), "--region UK: unknown country \"UK\""),
                () -> assertFails(run("--calling-hours", "9 to 5"), "--calling-hours 9 to 5: expected two times"),
                () -> assertFails(run("--calling-hours", "08:00-25:00"), "--calling-hours 08:00-25:00: expected"),
                () -> assertFails(run("--calling-hours", "21:00-08:00"), "--calling-hours 21:00-08:00: calling hours"),
                () -> assertFails(
                        run("--per-number", "-1"), "--per-number -1: a limit must be 1 to 1000000000 calls, not -1"),
                () -> assertFails(
                        run("--per-agent", "-2"), "--per-agent -2: a limit must be 1 to 1000000000 calls, not -2"),
                () -> assertFails(
                        run("--per-organization", "0"), "--per-organization 0: a limit must be 1 to 1000000000 calls"),
                () -> assertFails(run("--per-organization", "many"), "'--per-organization': 'many'"),
                () -> assertFails(
                        run("--per-number", "50", "--warm-up", "20,-1"),
                        "--warm-up 20,-1: a limit must be 1 to 1000000000"),
                () -> assertFails(
                        run("--warm-up", "20"), "--warm-up 20: add --per-number, the limit after the first days"),
                () -> assertFails(run("--warm-up", "20,x"), "'--warm-up' (N): 'x'"),
                () -> assertFails(run("--per-callee", "3"), "--per-callee 3: expected a count, a slash and a period"),
                () -> assertFails(run("--per-callee", "3/P1D,x/P1D"), "--per-callee x/P1D: expected a count"),
                () -> assertFails(run("--per-callee", "3/1 day"), "--per-callee 3/1 day: expected a count"),
                () -> assertFails(
                        run("--per-callee", "0/P1D"),
                        "--per-callee 0/P1D: a limit must be 1 to 1000000000 calls, not 0"),
                () -> assertFails(
                        run("--per-callee", "3/P999D"), "--per-callee 3/P999D: a window must be 1 second to 366 days"),
                () -> assertFails(
                        run("--per-callee", "3/PT24H,4/P1D"),
                        "the limits \"3 calls per callee within 24 hours\" and \"4 calls per callee within 24 hours\" count"),
                () -> assertFails(run("--rotation", "best"), "--rotation best: expected one of least-used, round"),
                () -> assertFails(run("--block", "1876"), "--block 1876: \"1876\" is not a prefix: use the form +1876"),
                () -> assertFails(run("--allow", "+1,+0"), "--allow +0: \"+0\" is not a prefix: use the form +1876"),
                () -> assertFails(run("--block", "+1", "--allow", "+1"), "--allow +1: --block names the same prefix"),
                () -> assertFails(run("--allow-classes", "dear"), "--allow-classes dear: unknown number class"),
                () -> assertFails(run("--region", "US", "--region", "CA"), "'--region'"));
    }
}
