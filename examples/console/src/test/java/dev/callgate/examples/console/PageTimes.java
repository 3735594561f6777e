package dev.callgate.examples.console;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.Allowed;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.host.MovableClock;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long each page takes from a large organization: 100,000 numbers, nine tenths of them with 1,000 agents, and a month in which
 * each agent calls three times a day; two of the calls are allowed. Copies of these calls make a million in the journal. The numbers are uploaded by the API, with progress. Times are from the request to the last byte
 * of the answer, on the same machine. For people to read, and no test: run it by {@code -Ppage-times}, see the README.
 */
final class PageTimes {
    private static final int NUMBERS = 100_000;

    /** A tenth of the numbers begins so. */
    private static final String LAST_NUMBERS = "1212209";

    private static final int AGENTS = 1_000;
    private static final int DAYS = 30;
    private static final int CALLS_PER_DAY = 3;
    private static final int COPIES = 17;
    private static final int TIMES = 30;
    private static final int WARM_UP = 20;
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** No call was rejected, so a page of rejected calls reads a whole day. */
    private static final List<String> COPIED_RESULTS = List.of("busy", "no_answer", "failed");

    private final RunningConsole console;
    private final Company company;
    private final OrganizationId organization;
    private final List<AgentId> callers = new ArrayList<>();

    private PageTimes(RunningConsole console) {
        this.console = console;
        this.company = console.company("large");
        this.organization = company.organization().id();
    }

    /** Runs it on H2 in a file, or on the database of a JDBC URL and a user. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("page-times");
        String url = arguments.length > 0 ? arguments[0] : "jdbc:h2:file:" + folder.resolve("console");
        try (RunningConsole console = RunningConsole.on(url, arguments.length > 1 ? arguments[1] : "sa")) {
            PageTimes times = new PageTimes(console);
            times.upload();
            times.assign();
            times.call();
            times.copyCalls();
            times.measure();
        }
    }

    private void upload() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < NUMBERS; i++) {
            lines.append("+1212%07d,telnyx,US\n".formatted(2_000_000 + i));
        }
        long start = System.nanoTime();
        Answer answer = console.send(
                company.login(Role.ADMIN), "POST", "/api/v1/phone-numbers/bulk-upload", "text/csv", lines.toString());
        System.out.printf(
                Locale.ROOT,
                "upload of %,d lines: %,d ms, %s%n",
                NUMBERS,
                (System.nanoTime() - start) / NANOS_PER_MILLI,
                answer.text());
    }

    /** Distributes all numbers by a filter, as the page does, and takes some of them back. */
    private void assign() {
        for (int i = 0; i < AGENTS; i++) {
            callers.add(console.bean(Agents.class)
                    .add(organization, "Agent %04d".formatted(i))
                    .id());
        }
        String numbers = "{\"filter\": {\"assignment\": \"available\"}, \"all_agents\": true, \"daily_limit\": 2,"
                + " \"allowed_countries\": [\"US\", \"CA\"]}";
        change("/bulk-assign?dry_run=true", numbers);
        change("/bulk-assign", numbers);
        change("/bulk-unassign", "{\"filter\": {\"search\": \"%s\"}}".formatted(LAST_NUMBERS));
    }

    private void change(String path, String body) {
        long start = System.nanoTime();
        Answer answer = console.accepting(
                "application/x-ndjson", company.login(Role.ADMIN), "POST", "/api/v1/phone-numbers" + path, body);
        List<String> lines = answer.text().lines().toList();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d ms, %d lines, the last one %s%n",
                path,
                (System.nanoTime() - start) / NANOS_PER_MILLI,
                lines.size(),
                lines.get(lines.size() - 1));
    }

    private void call() {
        MovableClock clock = new MovableClock(Instant.now().minus(DAYS - 1, ChronoUnit.DAYS));
        CallGate gate = CallGate.over(console.bean(JdbcStorage.class))
                .clock(clock)
                .policy(CallPolicy.in(company.organization().zone())
                        .region(company.organization().region())
                        .journalEveryCall())
                .build();
        long start = System.nanoTime();
        for (int day = 0; day < DAYS; day++) {
            for (AgentId agent : callers) {
                for (int i = 0; i < CALLS_PER_DAY; i++) {
                    ask(gate, agent, i);
                }
            }
            clock.moveTo(clock.instant().plus(1, ChronoUnit.DAYS));
        }
        System.out.printf(
                Locale.ROOT,
                "%,d calls: %,d ms%n",
                DAYS * AGENTS * CALLS_PER_DAY,
                (System.nanoTime() - start) / NANOS_PER_MILLI);
    }

    /** Copies the calls under other IDs, each time with another result: pages of calls read the journal, not the sums of days. */
    private void copyCalls() {
        JdbcClient database = console.bean(JdbcClient.class);
        long start = System.nanoTime();
        for (int copy = 1; copy < COPIES; copy++) {
            database.sql("""
                            INSERT INTO call_journal (organization_id, call_id, assignment_id, agent_id, calls_made, counted_on, counts,
                                attributes, reported_by, country_code, allowed_at, completed_at, result, talk_millis)
                            SELECT organization_id, CONCAT(call_id, ?), assignment_id, agent_id, calls_made, counted_on, counts,
                                attributes, reported_by, country_code, allowed_at, completed_at, ?, 0
                            FROM call_journal WHERE organization_id = ? AND call_id NOT LIKE '%#%'""")
                    .params("#" + copy, COPIED_RESULTS.get(copy % COPIED_RESULTS.size()), organization.value())
                    .update();
        }
        System.out.printf(
                Locale.ROOT,
                "%,d calls in the journal: %,d ms%n",
                database.sql("SELECT COUNT(*) FROM call_journal")
                        .query(Long.class)
                        .single(),
                (System.nanoTime() - start) / NANOS_PER_MILLI);
    }

    private void ask(CallGate gate, AgentId agent, int number) {
        CallRequest request = CallRequest.by(organization, agent).to(number == 0 ? "+4930123456" : "+12125550142");
        if (gate.decide(request) instanceof Allowed allowed) {
            gate.complete(organization, allowed.callId(), CallOutcome.answered(Duration.ofSeconds(30)));
        }
    }

    private UUID aNumber() {
        return console.bean(NumberInventory.class)
                .list(NumberQuery.of(organization).assigned(true).limit(1))
                .get(0)
                .id();
    }

    private void measure() throws Exception {
        Session session = new Session(console);
        session.logIn("admin@large", RunningConsole.PASSWORD);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("numbers, first page", "/phone-numbers");
        pages.put("numbers, last page", "/phone-numbers?after=%2B12122099949");
        pages.put("numbers, available", "/phone-numbers?assignment=available");
        pages.put("numbers, by last digits", "/phone-numbers?search=0958");
        pages.put("numbers, inactive: none", "/phone-numbers?status=inactive");
        pages.put("one number", "/phone-numbers/" + aNumber());
        pages.put("agents, first page", "/agent-assignments");
        pages.put("agents, last page", "/agent-assignments?page=50");
        pages.put("agents, by name", "/agent-assignments?search=agent%2005");
        pages.put("one agent", "/agent-assignments/" + callers.get(0));
        addCalls(pages);
        pages.put("reports, 30 days", "/reports");
        pages.put("reports, one agent", "/reports?agent=" + callers.get(0));
        pages.put("audit, first page", "/audit");
        pages.put("users", "/users");
        pages.put("dialog: assign", "/agent-assignments/" + callers.get(0) + "/assign");
        pages.put("dialog: assign many", "/phone-numbers/bulk/assign");
        System.out.printf("%n| page | median ms | slowest ms | bytes |%n|---|---|---|---|%n");
        for (Map.Entry<String, String> page : pages.entrySet()) {
            print(session, page.getKey(), page.getValue());
        }
    }

    private void addCalls(Map<String, String> pages) {
        String day = "/calls?day=" + LocalDate.now(ZoneOffset.UTC).minusDays(DAYS / 2);
        CallRecord last = console.bean(CallJournal.class)
                .list(CallQuery.of(organization, LocalDate.now(ZoneOffset.UTC)).newestFirst(true))
                .get(0);
        String number = last.call().counted().number().e164().toString().replace("+", "%2B");
        pages.put("calls, today", "/calls");
        pages.put("calls, a day", day);
        pages.put("calls, one agent", day + "&agent=" + callers.get(500));
        pages.put("calls, one number", "/calls?number=" + number);
        pages.put("calls, busy", day + "&state=busy");
        pages.put("calls, rejected: none", day + "&state=rejected");
        pages.put("calls, in progress: none", day + "&state=open");
        pages.put("calls, by attribute: none", day + "&attribute=campaign%3Dspring");
        pages.put("one call", "/calls/record?call_id=" + last.call().callId());
        pages.put("calls in progress", "/calls/live");
        pages.put("live", "/live");
    }

    /** Before each request a call is made, so that no database answers what it remembers. */
    private void print(Session session, String name, String path) throws Exception {
        double[] millis = new double[TIMES];
        HttpResponse<String> answer = session.get(path);
        CallGate gate = console.bean(CallGate.class);
        for (int i = -WARM_UP; i < TIMES; i++) {
            ask(gate, callers.get(Math.floorMod(i, AGENTS)), 1);
            long start = System.nanoTime();
            answer = session.get(path);
            if (i >= 0) {
                millis[i] = (double) (System.nanoTime() - start) / NANOS_PER_MILLI;
            }
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %,d |%n",
                name,
                millis[TIMES / 2],
                millis[TIMES - 1],
                answer.body().length());
    }
}
