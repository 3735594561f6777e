package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.contract.Together;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Users;
import dev.callgate.host.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionEndIT {
    private static final String NUMBERS = "/api/v1/phone-numbers";
    private static final String NEW_PASSWORD = "{\"password\": \"kestrel umbrella 77\"}";

    @Test
    @DisplayName("a session ends after twelve hours, however much it is used")
    void absoluteEnd() throws Exception {
        MovableClock clock = new MovableClock(Instant.parse("2026-11-29T08:00:00Z"));
        try (RunningConsole console = RunningConsole.at(clock)) {
            Session session = new Session(console);
            session.logIn("admin", RunningConsole.PASSWORD);
            for (int hour = 1; hour < 12; hour++) {
                clock.moveTo(clock.instant().plus(Duration.ofHours(1)));
                assertEquals(200, session.get(NUMBERS).statusCode());
            }
            clock.moveTo(clock.instant().plus(Duration.ofHours(1)));
            assertEquals(401, session.get(NUMBERS).statusCode());
            assertEquals(302, session.get("/phone-numbers").statusCode());
            session.logIn("admin", RunningConsole.PASSWORD);
            assertEquals(200, session.get(NUMBERS).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "H3a logins that are being checked while the user is removed, or gets another password, give no session that lasts")
    void loginsBeingChecked(boolean removed) throws Exception {
        try (RunningConsole console = RunningConsole.start()) {
            Company company = console.company("acme");
            for (int round = 0; round < 5; round++) {
                String leaver = console.leaver(company);
                List<Session> sessions = Together.run(7, n -> () -> {
                    Session session = new Session(console);
                    if (n == 0) {
                        String path = "/api/v1/users/" + leaver + (removed ? "" : "/password");
                        assertEquals(
                                200,
                                console.send(
                                                company.login(Role.ADMIN),
                                                removed ? "DELETE" : "PUT",
                                                path,
                                                removed ? "" : NEW_PASSWORD)
                                        .status());
                    } else {
                        session.logIn("leaver@acme", RunningConsole.PASSWORD);
                    }
                    return session;
                });
                for (Session each : sessions) {
                    assertEquals(401, each.get(NUMBERS).statusCode());
                }
                if (!removed) {
                    console.send(company.login(Role.ADMIN), "DELETE", "/api/v1/users/" + leaver, "");
                }
            }
        }
    }

    @Test
    @DisplayName(
            "H3b of two consoles on one database, a user who is removed on one is out on the other at the next request; tokens too")
    void twoConsoles() throws Exception {
        String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
        try (RunningConsole a = RunningConsole.on(url, "sa");
                RunningConsole b = RunningConsole.on(url, "sa")) {
            Company company = a.company("acme");
            String leaver = a.leaver(company);
            Session session = new Session(b);
            session.logIn("leaver@acme", RunningConsole.PASSWORD);
            Session other = new Session(b);
            other.logIn("manager@acme", RunningConsole.PASSWORD);
            assertEquals(200, session.get(NUMBERS).statusCode());
            assertEquals(200, other.get(NUMBERS).statusCode());

            String admin = company.login(Role.ADMIN);
            assertEquals(
                    200, a.send(admin, "DELETE", "/api/v1/users/" + leaver, "").status());
            assertEquals(401, session.get(NUMBERS).statusCode());
            assertEquals(302, session.get("/phone-numbers").statusCode());

            Member manager = a.bean(Users.class).list(company.organization().id(), 1_000, 0).stream()
                    .filter(each -> each.role() == Role.MANAGER)
                    .findFirst()
                    .orElseThrow();
            String path = "/api/v1/users/%s/password".formatted(manager.id());
            assertEquals(200, a.send(admin, "PUT", path, NEW_PASSWORD).status());
            assertEquals(401, other.get(NUMBERS).statusCode());

            String numbers = NUMBERS + "/agent/" + company.agent();
            assertEquals(
                    200, b.send(company.login(Role.DIALER), "GET", numbers, "").status());
            String token = a.send(admin, "GET", "/api/v1/tokens", "")
                    .json()
                    .at("/tokens/0/id")
                    .asString();
            assertEquals(
                    200, a.send(admin, "DELETE", "/api/v1/tokens/" + token, "").status());
            assertEquals(
                    401, b.send(company.login(Role.DIALER), "GET", numbers, "").status());
        }
    }

    @Test
    @DisplayName("M3 of two administrators who remove each other at the same time, one stays")
    void administrators() throws Exception {
        try (RunningConsole console = RunningConsole.start()) {
            for (int round = 0; round < 12; round++) {
                Company company = console.company("acme" + round);
                String second =
                        "{\"username\": \"second\", \"password\": \"kestrel umbrella 77\", \"role\": \"admin\"}";
                String admin = company.login(Role.ADMIN);
                assertEquals(
                        201,
                        console.send(admin, "POST", "/api/v1/users", second).status());
                String changed = "{\"current\": \"kestrel umbrella 77\", \"password\": \"grommet quorum 88\"}";
                assertEquals(
                        200,
                        console.send(
                                        RunningConsole.basic("second@acme" + round, "kestrel umbrella 77"),
                                        "PUT",
                                        "/api/v1/account/password",
                                        changed)
                                .status());
                List<String> logins = List.of(admin, RunningConsole.basic("second@acme" + round, "grommet quorum 88"));
                List<String> others = List.of(id(console, company, "second"), id(console, company, "admin"));
                List<Integer> answers = Together.run(
                        2,
                        n -> () -> console.send(logins.get(n), "DELETE", "/api/v1/users/" + others.get(n), "")
                                .status());
                long left = console
                        .bean(Users.class)
                        .list(company.organization().id(), 1_000, 0)
                        .stream()
                        .filter(each -> each.role() == Role.ADMIN)
                        .count();
                assertEquals(1, left, answers::toString);
                assertTrue(
                        answers.contains(200) && (answers.contains(401) || answers.contains(403)), answers::toString);
            }
        }
    }

    private static String id(RunningConsole console, Company company, String name) {
        return console.bean(Users.class).list(company.organization().id(), 1_000, 0).stream()
                .filter(each -> each.getUsername().equals(name))
                .map(Member::id)
                .findFirst()
                .orElseThrow();
    }
}
