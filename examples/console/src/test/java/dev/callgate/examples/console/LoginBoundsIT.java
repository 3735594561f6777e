package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.callgate.examples.console.audit.Actor;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

class LoginBoundsIT {
    private static RunningConsole console;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    @DisplayName("what is no name or no password is a wrong log-in, and leaves no row")
    void nothingKept() {
        String[] names = {
            "", "x".repeat(900_000), "x".repeat(201), "ad\u0000min", "ad\nmin", "ad\u0085min", "ad\ud800min"
        };
        for (String each : names) {
            refused(each, RunningConsole.PASSWORD);
        }
        String[] passwords = {"", "x".repeat(900_000), "x".repeat(73), "é".repeat(37), "e\u0301".repeat(37)};
        for (String each : passwords) {
            refused("admin", each);
        }
        assertEquals(0, rows());
        refused("x".repeat(200), "x".repeat(72));
        assertEquals(3, rows());
    }

    @Test
    @DisplayName(
            "a form with a user name of 900 KB is refused as too large, one of 4 KB is a wrong login; neither leaves a row")
    void form() throws Exception {
        int before = rows();
        assertEquals(
                413, new Session(console).logIn("x".repeat(900_000), "wrong").statusCode());
        String location = new Session(console)
                .logIn("x".repeat(4_000), "wrong")
                .headers()
                .firstValue("Location")
                .orElse("");
        assertEquals("/login?error", location);
        assertEquals(before, rows());
    }

    @Test
    @DisplayName("a password of 72 bytes does not get in with anything behind it")
    void cut() {
        String longest = "kestrel umbrella 77 grommet quorum lintel obsidian harbor meadow zinc ke";
        Organization organization = console.bean(Organizations.class).first().orElseThrow();
        console.bean(Users.class)
                .add(Actor.system(organization.id()), organization, "longest", longest, Role.MANAGER, null, false);
        assertEquals(200, get(longest));
        assertEquals(401, get(longest + "x"));
    }

    private static int get(String password) {
        return console.send(RunningConsole.basic("longest", password), "GET", "/api/v1/phone-numbers", "")
                .status();
    }

    private static void refused(String name, String password) {
        assertThrows(BadCredentialsException.class, () -> console.bean(AuthenticationProvider.class)
                .authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password)));
    }

    private static int rows() {
        return console.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM console_login_attempts WHERE attempts > 0")
                .query(Integer.class)
                .single();
    }
}
