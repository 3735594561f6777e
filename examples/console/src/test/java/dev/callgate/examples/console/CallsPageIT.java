package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.AnsweredBy;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Terms;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of calls in a real browser, where callees are kept: pictures of them are in {@code target/screenshots}. */
class CallsPageIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String WASHINGTON = "+12025550199";
    private static final String TORONTO = "+14165550100";
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;
    private static Browser browser;

    private Company company;

    @BeforeAll
    static void start() {
        console = RunningConsole.start(
                "--callgate.console.callees=in-full",
                "--callgate.console.calls-per-agent=2",
                "--callgate.console.longest-call=2h");
        browser = Browser.of(console);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        console.close();
    }

    @BeforeEach
    void placeCalls() {
        company = console.company("calls" + COMPANIES.incrementAndGet());
        assign("+12025550123", company.agent());
        assign("+12025550124", company.colleague());
        call("c-1", company.agent(), WASHINGTON);
        complete(
                "c-1",
                CallOutcome.answered(Duration.ofSeconds(63))
                        .by(AnsweredBy.PERSON)
                        .sipStatus(200));
        call("c-2", company.colleague(), TORONTO);
        complete("c-2", CallOutcome.of(Result.NO_ANSWER));
        call("hangs/1, @x", company.agent(), TORONTO);
        call("c-4", company.colleague(), WASHINGTON);
    }

    @AfterEach
    void noComplaints() {
        assertEquals(List.of(), browser.complaints());
    }

    private void assign(String number, AgentId agent) {
        console.bean(Assignments.class)
                .assign(
                        console.bean(NumberInventory.class)
                                .add(NewNumber.of(company.organization().id(), number)
                                        .provider("telnyx")),
                        agent,
                        Terms.forCountries("US", "CA"));
    }

    private void call(String id, AgentId agent, String to) {
        assertTrue(console.bean(CallGate.class)
                .decide(CallRequest.by(company.organization().id(), agent)
                        .to(to)
                        .callId(id)
                        .with("campaign", to.equals(TORONTO) ? "canada" : "spring"))
                .isAllowed());
    }

    private void complete(String id, CallOutcome outcome) {
        assertTrue(console.bean(CallGate.class)
                .complete(company.organization().id(), new CallId(id), outcome)
                .isPresent());
    }

    private CallRecord found(String id) {
        return console.bean(CallJournal.class)
                .find(company.organization().id(), new CallId(id))
                .orElseThrow();
    }

    private Page logIn(String role) {
        return browser.logIn(role + "@" + company.name(), RunningConsole.PASSWORD);
    }

    private static Locator rows(Page page) {
        return page.locator("tbody tr");
    }

    private static void show(Page page) {
        page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
    }

    @Test
    @DisplayName(
            "the page lists the calls of a day, and finds them by agent, number, destination, result and attribute")
    void filters() {
        Page page = logIn("manager");
        page.getByText("Calls", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(rows(page)).hasCount(4);
        assertThat(rows(page).first()).containsText("In progress");
        assertThat(rows(page).last()).containsText("Answered");
        assertThat(rows(page).last()).containsText("1:03");
        page.getByLabel("Agent", new Page.GetByLabelOptions().setExact(true)).fill("agent OF");
        page.keyboard().press("Enter");
        assertThat(rows(page)).hasCount(2);
        page.getByLabel("Result").selectOption("Answered");
        show(page);
        assertThat(rows(page)).hasCount(1);
        page.getByText("Show all").click();
        page.getByLabel("From number").fill("+12025550124");
        show(page);
        assertThat(rows(page)).hasCount(2);
        assertThat(rows(page).first()).containsText("Colleague of");
        page.navigate("/calls");
        page.getByLabel("To number").fill(TORONTO);
        page.getByLabel("Day").fill("");
        show(page);
        assertThat(page.getByText("Calls of all days")).isVisible();
        assertThat(rows(page)).hasCount(2);
        page.navigate("/calls?attribute=campaign%3Dspring");
        assertThat(rows(page)).hasCount(2);
        page.navigate("/calls?day=2026-03-01");
        assertThat(page.getByText("No calls on this day")).isVisible();
        page.context().close();
    }

    @Test
    @DisplayName("a call's page tells its request, decision, limits and outcome")
    void story() {
        Page page = logIn("manager");
        page.navigate("/calls");
        rows(page).last().getByRole(AriaRole.LINK).click();
        assertThat(page.getByText("Caller ID")).isVisible();
        Locator main = page.locator("main");
        for (String text : List.of(
                "Agent of " + company.name(),
                WASHINGTON,
                "US-DC",
                "campaign: spring",
                "c-1",
                "+12025550123",
                "telnyx",
                "Calls at once",
                "1 call",
                "Answered",
                "1:03",
                "person",
                "200")) {
            assertThat(main).containsText(text);
        }
        assertThat(page.getByText("End call")).hasCount(0);
        page.context().close();
    }

    @Test
    @DisplayName("a number's page has its values, its assignment, its calls and its history, and changes it")
    void number() {
        Page page = logIn("admin");
        page.navigate("/phone-numbers");
        page.getByText("+12025550123", new Page.GetByTextOptions().setExact(true))
                .click();
        Locator section = page.locator("#number");
        for (String text : List.of("United States", "telnyx", "voice", "Agent of " + company.name(), "2 / 100")) {
            assertThat(section).containsText(text);
        }
        assertThat(tile(page, "Calls")).hasText("2");
        assertThat(tile(page, "Answered")).hasText("1");
        assertThat(tile(page, "Answer rate")).containsText("100 %");
        assertThat(tile(page, "Average")).hasText("1:03");
        assertThat(page.locator("[aria-labelledby=calls] tbody tr")).hasCount(2);
        assertThat(page.locator("[aria-labelledby=calls]")).not().containsText("Colleague");
        assertThat(page.locator("[aria-labelledby=history] tbody tr")).hasCount(2);
        page.getByText("Unassign", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("#confirmed").click();
        assertThat(section).containsText("Available: no agent may call from it");
        assertThat(page.locator("[aria-labelledby=history] tbody tr")).hasCount(3);
        String number = page.url();
        page.getByText("All changes").click();
        assertThat(rows(page)).hasCount(3);
        page.navigate(number);
        page.getByText("All of ").click();
        assertThat(rows(page)).hasCount(2);
        page.navigate(number);
        page.getByLabel("Delete +12025550123").click();
        page.locator("#confirmed").click();
        page.waitForURL("**/phone-numbers");
        assertThat(rows(page)).hasCount(1);
        page.context().close();
    }

    private static Locator tile(Page page, String name) {
        return page.locator(".tiles > div")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + name)))
                .locator("dd");
    }

    @Test
    @DisplayName("D13 a call that hangs is ended from the keyboard alone, and the list and the audit trail tell")
    void endsByKeyboard() {
        Page page = logIn("admin");
        page.navigate("/calls/live");
        assertThat(rows(page)).hasCount(2);
        Locator button = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("End the call of Agent of .*")));
        while (!Boolean.TRUE.equals(button.evaluate("each => each === document.activeElement"))) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");
        assertThat(page.locator("#as-failed")).isVisible();
        assertThat(page.locator("#as-failed")).isFocused();
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("#as-released")).isChecked();
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        assertThat(page.locator(".toast")).containsText("The call is ended");
        assertThat(rows(page)).hasCount(1);
        assertEquals(
                Result.FAILED,
                Objects.requireNonNull(found("hangs/1, @x").outcome()).result());
        page.navigate("/audit");
        assertThat(rows(page).filter(new Locator.FilterOptions().setHasText("call ended")))
                .containsText("hangs/1, @x");
        page.context().close();
    }

    @Test
    @DisplayName("D6 a call that was never placed is released from its own page")
    void releases() {
        Page page = logIn("admin");
        page.navigate("/calls/record?call_id=c-4");
        assertThat(page.locator("main")).containsText("holds its place until");
        page.getByText("End call").click();
        page.locator("#as-released").check();
        page.locator("#dialog form [type=submit]").click();
        assertThat(page.locator("#call")).containsText("Released");
        assertTrue(found("c-4").call().isReleased());
        page.context().close();
    }

    @Test
    @DisplayName("K1 an agent sees the own calls, and nobody else's")
    void ownCalls() throws Exception {
        Page page = logIn("agent");
        page.getByText("My calls").click();
        assertThat(rows(page)).hasCount(2);
        assertThat(page.locator("main")).not().containsText("Colleague");
        page.context().close();
        Session session = new Session(console);
        session.logIn("agent@" + company.name(), RunningConsole.PASSWORD);
        assertEquals(403, session.get("/calls/record?call_id=c-2").statusCode());
        assertEquals(403, session.get("/calls/live").statusCode());
        HttpResponse<String> others = session.get("/calls?agent=" + company.colleague());
        assertTrue(!others.body().contains("+12025550124"), others::body);
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "1280,DARK", "390,LIGHT", "390,DARK"})
    @DisplayName("no page is wider than the screen, or breaks a rule of accessibility")
    void look(int width, ColorScheme colors) {
        Page page = browser.open(width, colors);
        Browser.logIn(page, "admin@" + company.name(), RunningConsole.PASSWORD);
        page.navigate("/calls");
        look(page, "calls-filled", width, colors);
        page.navigate("/calls/record?call_id=c-1");
        look(page, "call-answered", width, colors);
        page.navigate("/calls/record?call_id=c-4");
        look(page, "call-open", width, colors);
        page.navigate("/phone-numbers");
        page.getByText("+12025550123", new Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("#number")).isVisible();
        look(page, "number", width, colors);
        page.navigate("/calls/live");
        look(page, "calls-live", width, colors);
        page.getByText("End call").first().click();
        assertThat(page.locator("#dialog form")).isVisible();
        look(page, "calls-end", width, colors);
        page.context().close();
    }

    private static void look(Page page, String name, int width, ColorScheme colors) {
        String file = "%s-%s-%s.png"
                .formatted(
                        name,
                        width == Browser.WIDE ? "wide" : "phone",
                        colors.name().toLowerCase(Locale.ROOT));
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(file)).setFullPage(true));
        assertEquals(width, page.evaluate("document.documentElement.scrollWidth"), file);
        assertEquals(
                List.of(),
                new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .map(rule -> rule.getId() + ": " + rule.getNodes())
                                .toList(),
                file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"day=today", "number=7", "to=7", "state=lost", "attribute=spring", "after=x!", "attribute=a%00b"
            })
    @DisplayName("M9 a filter that cannot be right is refused with 422 and told on the page")
    void refused(String query) throws Exception {
        Session session = new Session(console);
        session.logIn("manager@" + company.name(), RunningConsole.PASSWORD);
        HttpResponse<String> answer = session.get("/calls?" + query);
        assertEquals(422, answer.statusCode(), query);
        assertTrue(answer.body().contains("<html"), query);
    }
}
