package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.model.AgentId;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents, organizations, uploads of assignments, saved filters and wrong fields, in a real browser. */
class AdministrationPagesIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;
    private static Browser browser;

    private Company company;
    private Page page;

    @BeforeAll
    static void start() {
        console = RunningConsole.withOperator("--callgate.console.callees=in-full");
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
    void newCompany() {
        company = console.company("admin" + COMPANIES.incrementAndGet());
        for (String each : List.of("+12025550101", "+12025550102")) {
            console.bean(NumberInventory.class)
                    .add(NewNumber.of(company.organization().id(), each).provider("telnyx"));
        }
        page = browser.logIn("admin@" + company.name(), RunningConsole.PASSWORD);
    }

    @AfterEach
    void noComplaints() {
        page.context().close();
        assertEquals(List.of(), browser.complaints());
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator field(String id) {
        return page.locator("#dialog #" + id);
    }

    private void submit() {
        page.locator("#dialog form [type=submit]").click();
    }

    /** The message stands beside the field, which has the focus, and is described by it. */
    private void assertWrong(Locator field, String message) {
        assertThat(field).hasAttribute("aria-invalid", "true");
        assertThat(field).isFocused();
        String id = field.getAttribute("id") + "-problem";
        assertThat(page.locator("[id='" + id + "']")).containsText(message);
        assertTrue(List.of(field.getAttribute("aria-describedby").split(" ")).contains(id));
    }

    @Test
    @DisplayName(
            "an agent is added with an ID, renamed, deactivated, activated and removed; a wrong field is named, and what was typed stays")
    void agents() {
        console.bean(Agents.class).add(company.organization().id(), new AgentId("crm-1"), "Team North");
        page.navigate("/agent-assignments");
        button("Add agent").click();
        field("name").fill("Team South");
        field("id").fill("crm-1");
        submit();
        assertWrong(field("id"), "there is an agent with the id crm-1");
        assertThat(field("name")).hasValue("Team South");
        field("id").fill("crm-2");
        assertThat(page.locator("#dialog .is-invalid")).hasCount(0);
        submit();
        Locator card = page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Team South"));
        assertThat(card).isVisible();
        button("More for Team South").click();
        page.getByText("Rename …").locator("visible=true").click();
        field("name").fill("Team West");
        submit();
        assertThat(page.getByText("Team West").first()).isVisible();
        button("More for Team West").click();
        page.getByText("Deactivate …").locator("visible=true").click();
        page.locator("#confirmed").click();
        assertThat(page.getByText("Deactivated", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        button("More for Team West").click();
        page.getByText("Activate", new Page.GetByTextOptions().setExact(true))
                .locator("visible=true")
                .click();
        assertThat(page.getByText("Deactivated", new Page.GetByTextOptions().setExact(true)))
                .hasCount(0);
        button("More for Team West").click();
        page.getByText("Remove …").locator("visible=true").click();
        submit();
        assertThat(page.locator(".toast").last()).containsText("Team West is removed");
        assertThat(page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Team West")))
                .hasCount(0);
    }

    @Test
    @DisplayName("K3 assignments are uploaded, and the rejected lines are shown with their reason")
    void uploadsAssignments() {
        page.navigate("/phone-numbers/bulk-upload");
        page.getByLabel("Assignments of numbers to agents").check();
        page.getByLabel("Assignments, one a line")
                .fill("+12025550101,%s,50,US CA\n+12025550102,nobody,50,US\n".formatted(company.agent()));
        button("Check").click();
        assertThat(page.locator("#upload-result")).containsText("1 number would be assigned, 1 line not taken");
        button("Upload assignments").click();
        assertThat(page.locator("#upload-result")).containsText("Done: 1 number assigned, 1 line not taken");
        assertThat(page.locator("#upload-rejected tbody tr")).containsText("there is no agent with this ID");
        page.navigate("/phone-numbers?assignment=assigned");
        assertThat(page.locator("#list tbody tr")).hasCount(1);
    }

    @Test
    @DisplayName("a filter is saved under a name, shown, and deleted")
    void savesFilters() {
        page.navigate("/phone-numbers");
        page.getByLabel("Assignment", new Page.GetByLabelOptions().setExact(true))
                .selectOption("available");
        page.waitForURL("**assignment=available**");
        button("Saved filters").click();
        page.getByText("Save this filter …").click();
        field("name").fill("Idle");
        submit();
        assertThat(page.locator(".toast")).containsText("The filter is saved");
        page.navigate("/phone-numbers");
        button("Saved filters").click();
        page.getByText("Idle", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForURL("**/phone-numbers?assignment=available");
        button("Saved filters").click();
        page.getByText("Save this filter …").click();
        field("name").fill("Idle");
        submit();
        assertWrong(field("name"), "you have a filter of this name");
        page.keyboard().press("Escape");
        page.navigate("/phone-numbers");
        button("Saved filters").click();
        button("Delete the filter Idle").click();
        page.locator("#confirmed").click();
        assertThat(page.locator("#filters")).containsText("None yet");
    }

    @Test
    @DisplayName("forms name the wrong field, which gets the focus, and keep what was typed")
    void wrongFields() {
        page.navigate("/users");
        button("Add user").click();
        field("username").fill("manager");
        field("new-password").fill("kestrel umbrella 77");
        submit();
        assertWrong(field("username"), "there is a user named manager");
        assertThat(field("new-password")).hasValue("kestrel umbrella 77");
        field("username").fill("new");
        field("new-password").fill("aaaaaaaaaaaaaaaaaaaa");
        submit();
        assertWrong(field("new-password"), "password");
        assertThat(field("username")).hasValue("new");
        assertThat(page.locator("#dialog [data-problem]")).isHidden();
        page.navigate("/phone-numbers");
        button("Add number").click();
        field("phone_number").fill("+12025550101");
        submit();
        assertWrong(field("phone_number"), "already has the number");
        page.navigate("/calls?day=2026-03-01&agent=nobody&attribute=campaign%3Dspring");
        assertWrong(page.locator("#agent"), "there is no agent nobody");
        assertThat(page.locator("#day")).hasValue("2026-03-01");
        assertThat(page.locator("#attribute")).hasValue("campaign=spring");
        page.navigate("/audit?number=7&actor=anna");
        assertWrong(page.locator("#number"), "7");
        assertThat(page.locator("#actor")).hasValue("anna");
        page.navigate("/reports?from=2026-03-02&to=2026-03-01");
        assertWrong(page.locator("#to"), "before it begins on 2026-03-02");
        assertThat(page.locator("#from")).hasValue("2026-03-02");
        page.navigate("/reports?from=2020-03-02&to=2026-03-01");
        assertWrong(page.locator("#from"), "at most 366 days");
        page.navigate("/phone-numbers?provider=telnyx");
        page.locator("#search").fill("abc");
        assertThat(page.locator("#search")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#search-problem")).containsText("digits");
        assertThat(page.locator("#provider")).hasValue("telnyx");
        page.locator("#search").fill("1202");
        assertThat(page.locator("#search-problem")).hasCount(0);
        assertThat(page.locator("#list tbody tr")).hasCount(2);
    }

    @Test
    @DisplayName("an operator adds an organization, renames, closes and reopens it, and sees nothing else")
    void organizations() {
        Page own = page;
        page = browser.logIn(RunningConsole.OPERATOR, RunningConsole.PASSWORD);
        own.context().close();
        assertThat(page.getByText("Phone numbers")).hasCount(0);
        String name = "Initech " + company.name();
        button("Add organization").click();
        field("name").fill(name);
        field("zone").fill("Chicago");
        field("username").fill("boss");
        field("new-password").fill("kestrel umbrella 77");
        submit();
        assertWrong(field("zone"), "zone must be a time zone");
        assertThat(field("new-password")).hasValue("kestrel umbrella 77");
        field("zone").fill("America/Chicago");
        submit();
        assertThat(page.locator(".toast")).containsText("The organization is added");
        button("Rename " + name).click();
        field("name").fill("Hooli " + name);
        submit();
        button("Close Hooli " + name).click();
        page.locator("#confirmed").click();
        button("Reopen Hooli " + name).click();
        assertThat(button("Close Hooli " + name)).isVisible();
        page.navigate("/audit");
        assertThat(page.locator("tbody")).containsText("organization reopened");
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "1280,DARK", "390,LIGHT", "390,DARK"})
    @DisplayName("no page or dialog is wider than the screen, or breaks a rule of accessibility")
    void look(int width, ColorScheme colors) {
        page.context().close();
        page = browser.open(width, colors);
        Browser.logIn(page, "admin@" + company.name(), RunningConsole.PASSWORD);
        console.bean(Agents.class).setActive(company.organization().id(), company.agent(), false);
        page.navigate("/agent-assignments");
        button("More for Agent of " + company.name()).click();
        look("agents-more", width, colors);
        page.navigate("/agent-assignments");
        button("Add agent").click();
        assertThat(field("name")).isVisible();
        field("name").fill("Team");
        field("id").fill("new");
        submit();
        assertThat(page.locator("#id-problem")).isVisible();
        look("agents-add", width, colors);
        page.navigate("/phone-numbers?status=active");
        button("Saved filters").click();
        look("numbers-filters", width, colors);
        page.navigate("/calls?number=7");
        look("calls-wrong", width, colors);
        page.navigate("/phone-numbers/bulk-upload");
        page.getByLabel("Assignments of numbers to agents").check();
        look("upload-assignments", width, colors);
        page.context().close();
        page = browser.open(width, colors);
        Browser.logIn(page, RunningConsole.OPERATOR, RunningConsole.PASSWORD);
        look("organizations", width, colors);
        button("Add organization").click();
        assertThat(field("zone")).isVisible();
        look("organizations-add", width, colors);
    }

    private void look(String name, int width, ColorScheme colors) {
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
}
