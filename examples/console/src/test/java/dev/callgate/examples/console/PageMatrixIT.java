package dev.callgate.examples.console;

import static dev.callgate.examples.console.login.Role.ADMIN;
import static dev.callgate.examples.console.login.Role.AGENT;
import static dev.callgate.examples.console.login.Role.MANAGER;
import static dev.callgate.examples.console.login.Role.OPERATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.policy.DoNotCallLists;
import dev.callgate.examples.console.policy.Policies;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which role may see which page; all that pages change, they change by the API, whose matrix is {@link RoleMatrixIT}. */
class PageMatrixIT {
    private static final Set<Role> ADMINS = Set.of(ADMIN);
    private static final Set<Role> READERS = Set.of(ADMIN, MANAGER);
    private static final Set<Role> PEOPLE = Set.of(ADMIN, MANAGER, AGENT);
    private static final Set<Role> OPERATORS = Set.of(OPERATOR);
    private static final Set<Role> EVERYBODY = Set.of(ADMIN, MANAGER, AGENT, OPERATOR);
    private static final String AGENTS = "/agent-assignments";

    private static final List<Row> MATRIX = List.of(
            new Row("/", EVERYBODY),
            new Row("/account", EVERYBODY),
            new Row("/phone-numbers", READERS),
            new Row("/phone-numbers/bulk-upload", ADMINS),
            new Row("/phone-numbers/bulk/assign", ADMINS),
            new Row("/phone-numbers/bulk/move", ADMINS),
            new Row("/phone-numbers/bulk/unassign", ADMINS),
            new Row("/phone-numbers/bulk/quarantine", ADMINS),
            new Row("/phone-numbers/bulk/end-quarantine", ADMINS),
            new Row("/phone-numbers/bulk/activate", ADMINS),
            new Row("/phone-numbers/bulk/deactivate", ADMINS),
            new Row("/phone-numbers/bulk/delete", ADMINS),
            new Row("/phone-numbers/bulk/agents", ADMINS),
            new Row("/phone-numbers/choices", ADMINS),
            new Row("/phone-numbers/new", ADMINS),
            new Row("/phone-numbers/{number}", READERS),
            new Row("/phone-numbers/{number}/assign", ADMINS),
            new Row("/phone-numbers/{number}/quarantine", ADMINS),
            new Row(AGENTS, READERS),
            new Row(AGENTS + "/choices", ADMINS),
            new Row(AGENTS + "/new", ADMINS),
            new Row(AGENTS + "/several", ADMINS),
            new Row(AGENTS + "/{agent}", PEOPLE),
            new Row(AGENTS + "/{agent}/assign", ADMINS),
            new Row(AGENTS + "/{agent}/move", ADMINS),
            new Row(AGENTS + "/{agent}/rename", ADMINS),
            new Row(AGENTS + "/{agent}/remove", ADMINS),
            new Row(AGENTS + "/{agent}/terms/{number}", ADMINS),
            new Row("/calls", PEOPLE),
            new Row("/calls/record?call_id={call}", PEOPLE),
            new Row("/calls/live", READERS),
            new Row("/calls/end?call_id={call}", ADMINS),
            new Row("/live", READERS),
            new Row("/live/now", READERS),
            new Row("/live/events", READERS),
            new Row("/policy", READERS),
            new Row("/policy/agents", READERS),
            new Row("/policy/versions", READERS),
            new Row("/policy/versions/{version}", READERS),
            new Row("/do-not-call-lists", READERS),
            new Row("/do-not-call-lists/{list}/add-number", ADMINS),
            new Row("/do-not-call-lists/{list}/remove-number", ADMINS),
            new Row("/filters/new", READERS),
            new Row("/reports", READERS),
            new Row("/audit", Set.of(ADMIN, MANAGER, OPERATOR)),
            new Row("/users", ADMINS),
            new Row("/users/new", ADMINS),
            new Row("/users/new-token", ADMINS),
            new Row("/users/{user}/password", ADMINS),
            new Row("/users/{user}/remove", ADMINS),
            new Row("/organizations", OPERATORS),
            new Row("/organizations/new", OPERATORS),
            new Row("/organizations/{organization}/rename", OPERATORS));

    private static final String CALL = "c-1";
    private static final String LIST = "own";

    private static RunningConsole console;
    private static Company acme;
    private static PhoneNumber number;
    private static Map<Role, Session> sessions;
    private static Session colleague;
    private static Session other;

    /**
     * One line of the matrix.
     *
     * @param page its path, with the names of its variables
     * @param allowed who may see it; an agent the own ones
     */
    private record Row(String page, Set<Role> allowed) {
        String path() {
            return page.replace("{number}", number.id().toString())
                    .replace("{agent}", acme.agent().value())
                    .replace("{call}", CALL)
                    .replace("{version}", "2")
                    .replace("{list}", LIST)
                    .replace("{organization}", acme.organization().id().value())
                    .replace("{user}", console.leaver(acme));
        }

        boolean hasPathVariable() {
            return page.contains("{");
        }

        @Override
        public String toString() {
            return page;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        console = RunningConsole.withOperator("--callgate.console.live-connection=100ms");
        acme = console.company("acme");
        console.company("other");
        number = console.bean(NumberInventory.class)
                .add(NewNumber.of(acme.organization().id(), "+12025550147"));
        console.bean(Assignments.class).assign(number, acme.agent(), Terms.forCountries("US"));
        assertTrue(console.bean(CallGate.class)
                .decide(CallRequest.by(acme.organization().id(), acme.agent())
                        .to("+12025550199")
                        .callId(CALL))
                .isAllowed());
        Member admin = console.bean(Users.class).loadUserByUsername("admin@acme");
        console.bean(Policies.class).save(admin, Map.of("zone", "UTC", "region", "US"), 1, null);
        console.bean(DoNotCallLists.class)
                .load(admin, LIST, LocalDate.EPOCH, new ByteArrayInputStream(new byte[0]), soFar -> {});
        sessions = new EnumMap<>(Role.class);
        for (Role role : PEOPLE) {
            sessions.put(role, logIn(role.name().toLowerCase(Locale.ROOT) + "@acme"));
        }
        sessions.put(OPERATOR, logIn(RunningConsole.OPERATOR));
        colleague = logIn("colleague@acme");
        other = logIn("admin@other");
    }

    private static Session logIn(String user) throws IOException, InterruptedException {
        Session session = new Session(console);
        session.logIn(user, RunningConsole.PASSWORD);
        return session;
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    static Stream<Row> matrix() {
        return MATRIX.stream();
    }

    @Test
    @DisplayName("every page has a line in the matrix, but for the one to log in by; pages are read only")
    void isComplete() {
        Set<String> pages = new TreeSet<>();
        console.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    String type = method.getBeanType().getName();
                    if (type.startsWith("dev.callgate") && !type.startsWith("dev.callgate.examples.console.api")) {
                        mapping.getPatternValues().forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(each -> pages.add(each + " " + path.replaceAll("\\{\\w+}", "{}"))));
                    }
                });
        Set<String> lines = new TreeSet<>(Set.of("GET /login"));
        MATRIX.forEach(
                row -> lines.add("GET " + row.page().replaceAll("\\?.*", "").replaceAll("\\{\\w+}", "{}")));
        assertEquals(lines, pages);
    }

    @ParameterizedTest
    @MethodSource("matrix")
    @DisplayName("a stranger is asked to log in")
    void strangers(Row row) throws Exception {
        HttpResponse<String> answer = new Session(console).get(row.path());
        assertEquals(302, answer.statusCode());
        String login = answer.headers().firstValue("Location").orElse("");
        assertTrue(login.startsWith("/login"), login);
    }

    @ParameterizedTest
    @MethodSource("matrix")
    @DisplayName("each role sees what its line says, and gets 403 for all else")
    void roles(Row row) throws Exception {
        for (Role role : EVERYBODY) {
            HttpResponse<String> answer = sessions.get(role).get(row.path());
            int expected = row.allowed().contains(role) ? (row.page().equals("/") ? 302 : 200) : 403;
            assertEquals(expected, answer.statusCode(), role + ": " + answer.body());
        }
    }

    @ParameterizedTest
    @MethodSource("matrix")
    @DisplayName("K1 nobody sees another's: not an agent a colleague's, nor an administrator another organization's")
    void hidesDataOfOthers(Row row) throws Exception {
        if (row.hasPathVariable()) {
            assertEquals(403, colleague.get(row.path()).statusCode());
        }
        HttpResponse<String> answer = other.get(row.path());
        assertFalse(answer.body().contains("+12025550147"), answer.body());
        assertFalse(answer.body().contains("Agent of acme"), answer.body());
        if (row.hasPathVariable() && !row.allowed().equals(OPERATORS)) {
            assertEquals(404, answer.statusCode(), answer.body());
        }
    }
}
