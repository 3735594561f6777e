package dev.callgate.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Answer;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.audit.Actor;
import dev.callgate.examples.console.login.Role;
import dev.callgate.host.MovableClock;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the access log keeps, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccessLogContract {
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final int FAILURES = 10_000;
    private static final int THREADS = 8;
    private static final int MAX_ADDED = 500;

    /** Rows that count one user's failed log-ins: 20, one for the others, and what threads add at the same moment. */
    private static final int MAX_ROWS = 21 + THREADS;

    private final MovableClock clock = new MovableClock(START);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private RunningConsole console;
    private AccessLog log;
    private Company company;
    private Company other;
    private OrganizationId organization;
    private Actor admin;
    private int companies;

    abstract RunningConsole start(MovableClock standing) throws Exception;

    void stopDatabase() throws Exception {}

    @BeforeAll
    void startConsole() throws Exception {
        console = start(clock);
        log = console.bean(AccessLog.class);
        lines.start();
        logger().addAppender(lines);
    }

    @AfterAll
    void stop() throws Exception {
        logger().detachAppender(lines);
        console.close();
        stopDatabase();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(AccessLog.class);
    }

    @BeforeEach
    void newCompanies() {
        company = console.company("a" + companies);
        other = console.company("b" + companies++);
        organization = company.organization().id();
        admin = Actor.user(organization, "anna");
        // Into a window of its own, since names that nobody has share their rows.
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(15)));
        for (Company each : List.of(company, other)) {
            forget(each);
            page(each, ""); // so that the row that counts the logins of this test is the oldest one
        }
        lines.list.clear();
    }

    private void forget(Company of) {
        console.bean(JdbcClient.class)
                .sql("DELETE FROM console_audit WHERE organization_id = ?")
                .param(of.organization().id().value())
                .update();
    }

    @AfterEach
    void leave() {
        RequestContextHolder.resetRequestAttributes();
    }

    private static void from(String address) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                AccessLogContract.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> method.getName().equals("getRemoteAddr") ? address : null);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    private void record(String action, String kind, @Nullable String subject, Level level, Runnable event) {
        lines.list.clear();
        from("192.0.2.7");
        event.run();
        RequestContextHolder.resetRequestAttributes();
        JsonNode entry = audit("kind=access&limit=1").get(0);
        assertEquals(action, entry.get("action").asString(), entry::toString);
        assertEquals(kind, entry.get("actor_kind").asString(), entry::toString);
        assertEquals(subject, entry.has("subject") ? entry.get("subject").asString() : null, entry::toString);
        assertEquals("192.0.2.7", entry.get("address").asString());
        assertEquals(clock.instant(), Instant.parse(entry.get("at").asString()));
        List<ILoggingEvent> told = lines.list.stream()
                .filter(each -> !each.getFormattedMessage().contains("actor=\"manager\""))
                .toList();
        assertEquals(1, told.size(), lines.list::toString);
        ILoggingEvent line = told.get(0);
        assertEquals(level, line.getLevel());
        assertTrue(line.getFormattedMessage().startsWith(action + " actor=\""), line::toString);
    }

    /** Returns the entries of a page, without those of the logins that this test itself needs. */
    private JsonNode audit(String query) {
        return withoutOwnLogins(page(company, query).get("entries"));
    }

    private static JsonNode withoutOwnLogins(JsonNode entries) {
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        entries.forEach(each -> {
            if (!each.path("actor").asString("").equals("manager")) {
                others.add(each);
            }
        });
        return others;
    }

    private JsonNode page(Company of, String query) {
        Answer answer = console.send(of.login(Role.MANAGER), "GET", "/api/v1/audit?" + query, "");
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    @Test
    @DisplayName("each event is one row with who, from where, what and whose, and one line of the log")
    void events() {
        Level info = Level.INFO;
        AgentId agent = company.agent();
        Actor token = Actor.token(organization, "pbx");
        record(
                "first_administrator_added",
                "system",
                "admin",
                info,
                () -> log.firstAdministratorAdded(organization, "admin"));
        record("user_added", "user", "bob", info, () -> log.userAdded(admin, "bob", "manager"));
        record("user_renamed", "user", "rob", info, () -> log.userRenamed(admin, "bob", "rob"));
        assertEquals("bob", audit("limit=1").at("/0/details/before").asString());
        record("user_removed", "user", "rob", info, () -> log.userRemoved(admin, "rob"));
        record("password_changed", "user", null, info, () -> log.passwordChanged(admin));
        record("password_set", "user", "bob", info, () -> log.passwordSet(admin, "bob"));
        record("token_added", "user", "pbx", info, () -> log.tokenAdded(admin, "pbx"));
        record("token_removed", "user", "pbx", info, () -> log.tokenRemoved(admin, "pbx"));
        record("logged_in", "user", null, info, () -> log.loggedIn(admin));
        record("logged_out", "user", null, info, () -> log.loggedOut(admin));
        record("logged_in", "user", null, info, () -> log.loggedInByBasic(admin));
        record("login_failed", "stranger", "anna", Level.WARN, () -> log.loginFailed(organization, "anna", true));
        record("locked_out", "stranger", "anna", Level.WARN, () -> log.lockedOut(organization, "anna", true));
        record("agent_added", "user", agent.value(), info, () -> log.agentAdded(admin, agent));
        record("agent_renamed", "user", agent.value(), info, () -> log.agentRenamed(admin, agent));
        record("agent_removed", "user", agent.value(), info, () -> log.agentRemoved(admin, agent, 2));
        record("agent_name_erased", "user", agent.value(), info, () -> log.agentNameErased(admin, agent));
        record("agent_activated", "user", agent.value(), info, () -> log.agentActivated(admin, agent, true));
        record("agent_deactivated", "user", agent.value(), info, () -> log.agentActivated(admin, agent, false));
        record(
                "numbers_changed",
                "user",
                "assign",
                info,
                () -> log.numbersChanged(admin, "assign", Map.of("changed", "7")));
        record("downloaded", "token", "usage", info, () -> log.downloaded(token, "usage", Map.of("format", "csv")));
        assertEquals("token:pbx", audit("limit=1").at("/0/actor").asString());
        assertEquals(21, audit("").size());
    }

    @Test
    @DisplayName(
            "an agent that is added, and a report that is downloaded, are recorded with the address; a look at it is not")
    void requests() {
        String login = company.login(Role.ADMIN);
        console.send(login, "GET", "/api/v1/reports/usage", "");
        console.send(login, "POST", "/api/v1/agents", "{\"name\": \"Anna\"}");
        for (String report : List.of("usage", "refusals", "limits", "numbers-to-rest")) {
            console.send(login, "GET", "/api/v1/reports/" + report + "?format=csv", "");
        }
        List<String> found = audit("kind=access&actor=admin")
                .valueStream()
                .filter(each -> each.get("address").asString().equals("127.0.0.1"))
                .filter(each -> !each.get("action").asString().equals("logged_in"))
                .map(each -> each.get("action").asString() + " "
                        + each.get("subject").asString())
                .toList();
        assertEquals(
                List.of("downloaded numbers-to-rest", "downloaded limits", "downloaded refusals", "downloaded usage"),
                found.subList(0, 4));
        assertTrue(found.get(4).startsWith("agent_added "), found::toString);
        assertEquals(5, found.size());
    }

    @Test
    @DisplayName(
            "10,000 failed log-ins as one user, from 10,000 addresses, leave a bounded number of rows and lines, and each is counted")
    void manyAddresses() throws Exception {
        parallel(FAILURES, i -> {
            from("2001:db8::" + i);
            log.loginFailed(organization, "anna", true);
        });
        requireBounded(organization, FAILURES);
    }

    @Test
    @DisplayName(
            "10,000 failed log-ins by names that nobody has leave a bounded number of rows and lines; nothing of length is kept")
    void manyNames() throws Exception {
        parallel(FAILURES, i -> {
            from("2001:db8::" + i);
            log.loginFailed(organization, i + "x".repeat(i % 100 == 0 ? 900_000 : 10), false);
        });
        requireBounded(organization, FAILURES);
        assertEquals(0, rows("organization_id = ? AND LENGTH(subject) > 10", organization.value()));
    }

    @Test
    @DisplayName("failed log-ins to an organization that does not exist are bounded too, and no organization sees them")
    void noOrganization() throws Exception {
        parallel(FAILURES, i -> log.loginFailed(null, "n" + i, false));
        int rows = rows("organization_id IS NULL AND last_at >= ?", utc(clock.instant()));
        assertTrue(rows > 1 && rows <= MAX_ROWS, "" + rows);
        assertEquals(0, audit("").size());
        assertEquals(0, withoutOwnLogins(page(other, "").get("entries")).size());
    }

    private void requireBounded(OrganizationId of, int failures) {
        int rows = rows("actor <> 'manager' AND organization_id = ?", of.value());
        assertTrue(rows >= 20 && rows <= MAX_ROWS, "" + rows);
        assertEquals(
                failures,
                console.bean(JdbcClient.class)
                        .sql("SELECT SUM(times) FROM console_audit WHERE actor <> 'manager' AND organization_id = ?")
                        .param(of.value())
                        .query(Integer.class)
                        .single());
        assertTrue(lines.list.size() <= MAX_ROWS + 5, lines.list.size() + " lines");
        assertEquals(rows, audit("kind=access&limit=1000").size());
    }

    private int rows(String condition, Object argument) {
        return console.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM console_audit WHERE " + condition)
                .param(argument)
                .query(Integer.class)
                .single();
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Test
    @DisplayName("the same user and address are counted in one row for 15 minutes, and in another one afterwards")
    void window() {
        from("192.0.2.7");
        for (int i = 0; i < 30; i++) {
            log.loginFailed(organization, "anna", true);
        }
        assertEquals(1, audit("").size());
        assertEquals("30", audit("").at("/0/details/times").asString());
        assertEquals(2, lines.list.size());
        assertTrue(lines.list.get(1).getFormattedMessage().endsWith(" times=10"), lines.list::toString);
        from("192.0.2.8");
        log.loginFailed(organization, "anna", true);
        log.loginFailed(other.organization().id(), "anna", true);
        assertEquals(2, audit("").size());
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(15)));
        log.loginFailed(organization, "anna", true);
        assertEquals(3, audit("").size());
    }

    @Test
    @DisplayName("guessing names that nobody has does not hide failed log-ins of a user")
    void unknownNamesDoNotHideUsers() {
        for (int i = 0; i < 100; i++) {
            log.loginFailed(organization, "u" + i, false);
        }
        log.loginFailed(organization, "anna", true);
        JsonNode newest = audit("actor=anna").get(0);
        assertEquals("login_failed", newest.get("action").asString());
        assertFalse(newest.get("details").has("user"));
    }

    @Test
    @DisplayName(
            "no name begins a line of its own, hides what it is, or leaves a password or a phone number in the log")
    void hostileNames() {
        List<String> names = List.of(
                "x\r\nERROR fake",
                "\u0000",
                "a\u202Enimda",
                "\uD800",
                "q\u2028fake",
                "\u001B[31mred",
                "\"quoted\" \\",
                "😀".repeat(60));
        for (String name : names) {
            log.loginFailed(organization, name, true);
            log.loginFailed(organization, name, false);
            log.tokenAdded(admin, name);
            log.downloaded(admin, "usage", Map.of("agent", name));
        }
        log.loginFailed(organization, "correct horse battery", false);
        for (String number : List.of("+12025550123", "x2025550123", "+1 202 555-0123", "+1 (202) 555 0123")) {
            log.userAdded(admin, number, "agent");
        }
        String all = String.join(
                "|", lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        assertEquals(
                "",
                all.codePoints()
                        .filter(each -> Character.isISOControl(each)
                                || Character.getType(each) == Character.FORMAT
                                || Character.getType(each) == Character.SURROGATE
                                || Character.getType(each) == Character.LINE_SEPARATOR)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
        assertTrue(all.contains("x\\\\u000d\\\\u000aERROR fake"), all);
        assertFalse(
                all.contains("horse") || all.contains("2025550123") || all.contains("02 555") || all.contains("(202)"),
                all);
        assertEquals(0, rows("organization_id = ? AND subject LIKE '%horse%'", organization.value()));
        assertEquals("+1 (202) 555 0123", audit("limit=1").at("/0/subject").asString());
    }

    @Test
    @DisplayName("what is rolled back leaves no row and no line; a failed log-in is kept also then")
    void transactions() {
        TransactionTemplate transaction = console.bean(TransactionTemplate.class);
        assertThrows(
                IllegalStateException.class,
                () -> transaction.executeWithoutResult(status -> {
                    log.userAdded(admin, "bob", "manager");
                    log.loginFailed(organization, "anna", true);
                    throw new IllegalStateException("rolled back");
                }));
        assertEquals("[login_failed]", actions(audit("")).toString());
        assertEquals(1, lines.list.size());
        transaction.executeWithoutResult(status -> log.userAdded(admin, "bob", "manager"));
        assertEquals("[user_added, login_failed]", actions(audit("")).toString());
        assertEquals(2, lines.list.size());
    }

    private static List<String> actions(JsonNode entries) {
        return entries.valueStream().map(each -> each.get("action").asString()).toList();
    }

    @Test
    @DisplayName("pages follow each other over both kinds, by time, while entries of both kinds are added")
    void paging() throws Exception {
        NumberInventory inventory = console.bean(NumberInventory.class).withActor(new ActorId("anna"));
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            clock.moveTo(clock.instant().plusMillis(i % 3));
            if (i % 2 == 0) {
                inventory.add(NewNumber.of(organization, "+1202555%04d".formatted(100 + i)));
                before.add("+1202555%04d".formatted(100 + i));
            } else {
                log.userAdded(admin, "user " + i, "manager");
                before.add("user " + i);
            }
        }
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            Future<?> accounts = writers.submit(() -> {
                for (int i = 0; !done.get() && i < MAX_ADDED; i++) {
                    log.userAdded(admin, "later " + i, "manager");
                }
            });
            Future<?> numbers = writers.submit(() -> {
                for (int i = 0; !done.get() && i < MAX_ADDED; i++) {
                    inventory.add(NewNumber.of(organization, "+1202556%04d".formatted(i)));
                }
            });
            try {
                for (int limit : new int[] {1, 7, 1000}) {
                    walk(limit, before);
                }
            } finally {
                done.set(true);
            }
            accounts.get();
            numbers.get();
        } finally {
            writers.shutdown();
        }
    }

    private void walk(int limit, List<String> before) {
        List<JsonNode> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = page(company, "limit=" + limit + after);
            page.get("entries").forEach(seen::add);
            after = page.get("next").isNull()
                    ? ""
                    : "&after=" + page.get("next").asString();
        } while (!after.isEmpty());
        List<String> ids = seen.stream().map(each -> each.get("id").asString()).toList();
        assertEquals(ids.stream().sorted(Comparator.reverseOrder()).toList(), ids);
        assertEquals(ids.size(), new HashSet<>(ids).size());
        List<String> old = new ArrayList<>(seen.stream()
                .map(each -> (each.has("phone_number") ? each.path("phone_number") : each.path("subject")).asString(""))
                .filter(new HashSet<>(before)::contains)
                .toList());
        Collections.reverse(old);
        assertEquals(before, old);
    }

    @Test
    @DisplayName("entries are kept by kind, actor, number and time, and no organization sees another's")
    void filters() {
        NumberInventory inventory = console.bean(NumberInventory.class).withActor(new ActorId("anna"));
        Instant first = clock.instant();
        String number =
                inventory.add(NewNumber.of(organization, "+12025550123")).id().toString();
        log.userAdded(admin, "bob", "manager");
        log.userAdded(Actor.user(other.organization().id(), "anna"), "eve", "admin");
        clock.moveTo(first.plusSeconds(1));
        log.loggedIn(Actor.user(organization, "bob"));
        log.downloaded(Actor.token(organization, "n".repeat(64)), "usage", Map.of());
        assertEquals(
                "[downloaded, logged_in, user_added, number_added]",
                actions(audit("")).toString());
        assertEquals("[number_added]", actions(audit("kind=numbers")).toString());
        assertEquals(
                "[downloaded, logged_in, user_added]",
                actions(audit("kind=access")).toString());
        assertEquals("[user_added, number_added]", actions(audit("actor=anna")).toString());
        assertEquals(
                "[downloaded]", actions(audit("actor=token:" + "n".repeat(64))).toString());
        assertEquals("[number_added]", actions(audit("number_id=" + number)).toString());
        assertEquals("[]", actions(audit("kind=access&number_id=" + number)).toString());
        assertEquals(
                "[downloaded, logged_in]",
                actions(audit("from=" + clock.instant())).toString());
        assertEquals(
                "[user_added, number_added]",
                actions(audit("until=" + clock.instant())).toString());
        assertEquals(
                "[user_added]",
                actions(withoutOwnLogins(page(other, "").get("entries"))).toString());
        String mine = page(company, "").get("entries").get(0).get("id").asString();
        assertEquals(
                "[user_added]",
                actions(withoutOwnLogins(page(other, "after=" + mine).get("entries")))
                        .toString());
    }

    @Test
    @DisplayName("M9 an actor with control characters, and times before 1970 or after 9999, are refused by name")
    void refused() {
        for (String actor : List.of("\u0000", "a\nb", "a\u007F", "", "x".repeat(71))) {
            requireRefused("actor", "actor=" + URLEncoder.encode(actor, StandardCharsets.UTF_8));
        }
        for (String time : List.of(
                "1969-12-31T23:59:59.999Z",
                "%2B10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "%2B999999999-12-31T23:59:59Z")) {
            requireRefused("from", "from=" + time);
            requireRefused("until", "until=" + time);
        }
        requireRefused("kind", "kind=all");
        assertEquals(0, audit("from=9999-12-31T23:59:59Z").size());
        assertEquals(0, audit("until=1970-01-01T00:00:00Z").size());
    }

    private void requireRefused(String field, String query) {
        Answer answer = console.send(company.login(Role.MANAGER), "GET", "/api/v1/audit?" + query, "");
        assertEquals(422, answer.status(), query + ": " + answer.text());
        assertEquals(field, answer.json().at("/error/field").asString(), query);
    }

    private static void parallel(int times, IntConsumer action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                all.add(threads.submit(() -> IntStream.range(0, times)
                        .filter(i -> i % THREADS == first)
                        .forEach(action)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
