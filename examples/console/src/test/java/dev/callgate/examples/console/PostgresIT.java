package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.model.Terms;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PostgresIT {
    @Test
    @DisplayName(
            "seed: on PostgreSQL, numbers are added, uploaded, assigned, called from up to their limit, reported and audited; "
                    + "D4 when the server is gone, everybody gets 503, an upload says that it broke off, and nothing is allowed")
    void flowUntilTheServerIsGone() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setPGStartupWait(Duration.ofMinutes(5))
                        .start();
                RunningConsole console = RunningConsole.on(server.getJdbcUrl("postgres", "postgres"), "postgres")) {
            new Flow(console, "flow").run();
            Company company = console.company("acme");
            console.bean(Assignments.class)
                    .assign(
                            console.bean(NumberInventory.class)
                                    .add(NewNumber.of(company.organization().id(), "+12025550123")),
                            company.agent(),
                            Terms.forCountries("US"));
            assertTrue(ask(console, company, Role.DIALER).json().get("allowed").asBoolean());
            interruptUpload(console, company, server);
            for (Role role : new Role[] {Role.DIALER, Role.ADMIN}) {
                Answer gone = ask(console, company, role);
                assertEquals(503, gone.status(), gone.text());
                assertEquals("store_unavailable", gone.json().at("/error/code").asString());
            }
            assertEquals(503, console.send("", "GET", "/actuator/health", "").status());
            allowEmergencyCalls(console, company);
            expectOutage(console);
        }
    }

    /** D7, with whatever credentials: they cannot be checked, and do not have to be. */
    private static void allowEmergencyCalls(RunningConsole console, Company company) {
        for (String login :
                List.of(company.login(Role.DIALER), company.login(Role.ADMIN), "Bearer revoked", "Basic x")) {
            for (String path : List.of("/api/v1/calls", "/api/v1/calls/preview")) {
                for (String to : List.of("911", "112", " 9-1-1 ", "urn:service:sos")) {
                    String body = "{\"agent_id\": \"%s\", \"to\": \"%s\"}".formatted(company.agent(), to);
                    Answer answer = console.send(login, "POST", path, body);
                    assertEquals(200, answer.status(), answer.text());
                    assertTrue(answer.json().get("allowed").asBoolean(), answer.text());
                    assertTrue(answer.json().get("emergency").asBoolean(), answer.text());
                }
            }
        }
        String body = "{\"agent_id\": \"%s\", \"to\": \"911\"}".formatted(company.agent());
        assertEquals(401, console.send("", "POST", "/api/v1/calls", body).status());
    }

    /** An outage is not told as a wrong password. */
    private static void expectOutage(RunningConsole console) throws IOException, InterruptedException {
        Session session = new Session(console);
        HttpResponse<String> page = session.logIn("admin", RunningConsole.PASSWORD);
        String next = page.headers().firstValue("Location").orElse("");
        assertEquals("/login?unavailable", next);
        HttpResponse<String> told = session.get(next);
        assertEquals(503, told.statusCode());
        assertTrue(told.body().contains("Nothing is wrong with your password"), told.body());
    }

    /** Stops the server in the middle of an upload. */
    private static void interruptUpload(RunningConsole console, Company company, EmbeddedPostgres server)
            throws IOException {
        String rows =
                IntStream.range(0, 5_000).mapToObj("+49151%08d\n"::formatted).collect(Collectors.joining());
        URI bulk = console.at("/api/v1/phone-numbers/bulk-upload");
        try (SteppedUpload upload = new SteppedUpload(bulk, company.login(Role.ADMIN), "text/csv", rows.length())) {
            upload.send(rows.substring(0, rows.length() / 2));
            assertTrue(upload.line().contains("\"rows\":1000,\"added\":1000"));
            server.close();
            upload.send(rows.substring(rows.length() / 2));
            String last = upload.line();
            assertTrue(last.contains("\"success\":false"), last);
            assertTrue(last.contains("store_unavailable") || last.contains("outcome_unknown"), last);
        }
    }

    private static Answer ask(RunningConsole console, Company company, Role role) {
        return console.send(
                company.login(role),
                "POST",
                "/api/v1/calls",
                "{\"agent_id\": \"%s\", \"to\": \"+12025550199\"}".formatted(company.agent()));
    }
}
