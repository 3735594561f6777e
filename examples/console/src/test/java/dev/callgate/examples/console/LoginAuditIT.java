package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LoginAuditIT {
    @Test
    @DisplayName(
            "H6 what is done to users, tokens, and passwords, and logins of all kinds, are in the audit trail with actor and address")
    void recorded() throws Exception {
        try (RunningConsole console = RunningConsole.start()) {
            Company company = console.company("acme");
            String admin = company.login(Role.ADMIN);
            String user = "{\"username\": \"bob\", \"password\": \"kestrel umbrella 77\", \"role\": \"manager\"}";
            String id = console.send(admin, "POST", "/api/v1/users", user)
                    .json()
                    .at("/user/id")
                    .asString();
            String password = "{\"password\": \"grommet quorum 88\"}";
            console.send(admin, "PUT", "/api/v1/users/" + id + "/password", password);
            String token = console.send(admin, "POST", "/api/v1/tokens", "{\"name\": \"pbx\"}")
                    .json()
                    .get("id")
                    .asString();
            console.send(admin, "DELETE", "/api/v1/tokens/" + token, "");
            Session session = new Session(console);
            session.logIn("bob@acme", "grommet quorum 88");
            String own = "{\"current\": \"grommet quorum 88\", \"password\": \"obsidian lintel 99\"}";
            session.send("PUT", "/api/v1/account/password", "application/json", own, session.csrfOf("/account"));
            session.send(
                    "POST", "/logout", "application/x-www-form-urlencoded", "_csrf=" + session.csrfOf("/account"), "");
            for (int i = 0; i < 11; i++) {
                console.send(RunningConsole.basic("manager@acme", "wrong"), "GET", "/api/v1/agents", "");
            }
            console.send(RunningConsole.basic("nobody@acme", "wrong"), "GET", "/api/v1/agents", "");
            console.send(admin, "DELETE", "/api/v1/users/" + id, "");

            List<String> found = new ArrayList<>();
            for (JsonNode each : console.send(admin, "GET", "/api/v1/audit?kind=access&limit=100", "")
                    .json()
                    .get("entries")) {
                String what = each.get("action").asString() + " by "
                        + each.get("actor").asString() + " "
                        + each.path("subject").asString("");
                if (each.has("address")) {
                    assertEquals("127.0.0.1", each.get("address").asString());
                    found.add(0, what.strip());
                }
            }
            assertEquals(
                    List.of(
                            "logged_in by admin",
                            "user_added by admin bob",
                            "password_set by admin bob",
                            "token_added by admin pbx",
                            "token_removed by admin pbx",
                            "logged_in by bob",
                            "password_changed by bob",
                            "logged_out by bob",
                            "login_failed by manager manager",
                            "locked_out by manager manager",
                            "login_failed by nob… nob…",
                            "user_removed by admin bob"),
                    found);
        }
    }
}
