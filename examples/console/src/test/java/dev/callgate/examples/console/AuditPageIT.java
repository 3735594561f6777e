package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.audit.Actor;
import dev.callgate.examples.console.login.Role;
import dev.callgate.model.ActorId;
import dev.callgate.model.OrganizationId;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit page with entries of both kinds: pictures of it are in {@code target/screenshots}. */
class AuditPageIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static RunningConsole console;
    private static Browser browser;
    private static Company company;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
        company = console.company("acme");
        record(company.organization().id());
        browser = Browser.of(console);
    }

    private static void record(OrganizationId organization) {
        AccessLog log = console.bean(AccessLog.class);
        Actor anna = Actor.user(organization, "anna");
        log.firstAdministratorAdded(organization, "anna");
        log.userAdded(anna, "bob@example.com", "manager");
        log.userRenamed(anna, "bob@example.com", "rob@example.com");
        log.tokenAdded(anna, "pbx");
        log.agentAdded(anna, company.agent());
        console.bean(NumberInventory.class)
                .withActor(new ActorId("anna"))
                .add(NewNumber.of(organization, "+12025550123"));
        for (int i = 0; i < 12; i++) {
            log.loginFailed(organization, "anna", true);
            log.loginFailed(organization, "administrator" + i, false);
        }
        log.lockedOut(organization, "anna", true);
        log.userAdded(anna, "n".repeat(64), "manager");
        log.downloaded(Actor.token(organization, "pbx"), "usage", Map.of("format", "csv"));
        console.send(company.login(Role.ADMIN), "GET", "/api/v1/reports/limits?format=csv", "");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        console.close();
    }

    private static Page open(int width, ColorScheme colors) {
        Page page = browser.open(width, colors);
        Browser.logIn(page, "manager@acme", RunningConsole.PASSWORD);
        page.navigate("/audit");
        return page;
    }

    private static Locator row(Page page, String text) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    @Test
    @DisplayName("the page shows both kinds together, and by kind, actor and day")
    void filters() {
        Page page = open(Browser.WIDE, ColorScheme.LIGHT);
        assertThat(row(page, "number added")).containsText("+12025550123");
        assertThat(row(page, "locked out")).containsText("not logged in");
        assertThat(row(page, "login failed").filter(new Locator.FilterOptions().setHasText("anna")))
                .containsText("times: 12");
        assertThat(row(page, "limits")).containsText("from 127.0.0.1");
        assertThat(row(page, "agent added")).containsText("Agent of acme");
        assertThat(page.getByText("administrator1")).hasCount(0);
        page.getByLabel("What").selectOption("access");
        page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(row(page, "number added")).hasCount(0);
        page.getByLabel("User name or token").fill("token:pbx");
        page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(row(page, "downloaded")).containsText("usage");
        String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
        page.navigate("/audit?from=" + tomorrow);
        assertThat(page.getByText("No change is like that")).isVisible();
        page.navigate("/audit?to=9999-12-31&from=1970-01-01");
        assertThat(row(page, "number added")).isVisible();
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "1280,DARK", "390,LIGHT", "390,DARK"})
    @DisplayName("the page is no wider than the screen, and breaks no rule of accessibility")
    void look(int width, ColorScheme colors) {
        Page page = open(width, colors);
        String name = "audit-access-%s-%s.png".formatted(width, colors.name().toLowerCase(Locale.ROOT));
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)).setFullPage(true));
        assertEquals(width, page.evaluate("document.documentElement.scrollWidth"));
        assertEquals(List.of(), browser.complaints());
        assertEquals(
                List.of(),
                new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .map(rule -> rule.getId() + ": " + rule.getNodes())
                                .toList());
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=0000-01-01",
                "to=-999999999-01-01",
                "from=%2B999999999-12-31",
                "to=1969-12-31",
                "to=%2B10000-01-01",
                "from=today",
                "actor=a%00b",
                "actor=a%0Ab",
                "kind=all",
                "number=7"
            })
    @DisplayName("M9 a filter that cannot be right is refused with 422 and told on the page")
    void refused(String query) throws Exception {
        Session session = new Session(console);
        session.logIn("manager@acme", RunningConsole.PASSWORD);
        HttpResponse<String> answer = session.get("/audit?" + query);
        assertEquals(422, answer.statusCode(), query);
        assertTrue(answer.body().contains("<html"), query);
    }
}
