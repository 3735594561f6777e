package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.assignment.Assignments;
import dev.callgate.assignment.Terms;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import dev.callgate.number.NewNumber;
import dev.callgate.number.NumberInventory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PostgresIT {
    @Test
    @DisplayName(
            "D4 on PostgreSQL a call is counted; when the server is gone, everybody gets 503, and nothing is allowed")
    void gone() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
                RunningConsole console = RunningConsole.on(server.getJdbcUrl("postgres", "postgres"), "postgres")) {
            Company company = console.company("acme");
            console.bean(Assignments.class)
                    .assign(
                            console.bean(NumberInventory.class)
                                    .add(NewNumber.of(company.organization().id(), "+12025550123")),
                            company.agent(),
                            Terms.forCountries("US"));
            assertTrue(ask(console, company, Role.DIALER).json().get("allowed").asBoolean());
            server.close();
            for (Role role : new Role[] {Role.DIALER, Role.ADMIN}) {
                Answer gone = ask(console, company, role);
                assertEquals(503, gone.status(), gone.text());
                assertEquals("store_unavailable", gone.json().at("/error/code").asString());
            }
            assertEquals(503, console.send("", "GET", "/actuator/health", "").status());
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
