package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.policy.Policies;
import dev.callgate.model.Terms;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What administrators do with the pages of the policy, in a real browser. */
class PolicyPageIT {
    private static final String TO = "+12125550142";
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;
    private static Browser browser;

    private Company company;
    private Page page;

    @BeforeAll
    static void start() {
        console = RunningConsole.start();
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
    void openPolicy() {
        company = console.company("pages" + COMPANIES.incrementAndGet());
        console.bean(Assignments.class)
                .assign(
                        console.bean(NumberInventory.class)
                                .add(NewNumber.of(company.organization().id(), "+12025550123")),
                        company.agent(),
                        Terms.dailyLimit(100).countries("US"));
        page = logIn("admin");
        page.navigate("/policy");
    }

    @AfterEach
    void closeWindow() {
        page.context().close();
        assertEquals(List.of(), browser.complaints());
    }

    private Page logIn(String user) {
        return browser.logIn(user + "@" + company.name(), RunningConsole.PASSWORD);
    }

    private boolean isAllowed() {
        return console.bean(CallGate.class)
                .decide(CallRequest.by(company.organization().id(), company.agent())
                        .to(TO))
                .isAllowed();
    }

    private Map<String, Object> document() {
        return console.bean(Policies.class).current(company.organization().id()).document();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator field(String section, String name) {
        return page.locator("#%s [data-field=%s]".formatted(section, name)).last();
    }

    private Locator amount(String section) {
        return page.locator("#%s [data-field-by]".formatted(section)).last();
    }

    private void save() {
        button("Review and save").click();
        button("Save policy").click();
    }

    @Test
    @DisplayName(
            "D10 a limit is added on the page, its change is shown before it is saved, and it holds for the next call")
    void addLimit() {
        button("Add limit").click();
        amount("limits").fill("1");
        field("limits", "per").selectOption("agent");
        assertThat(page.locator("#unsaved")).hasText("Not saved yet");
        button("Review and save").click();
        assertThat(page.locator("#review-changes")).containsText("Limits");
        assertThat(page.locator("#review-changes ins")).hasText("calls 1, per agent, in day");
        page.locator("#review-note").fill("one call a day");
        button("Save policy").click();
        assertThat(page.getByText("Version 2, saved by admin")).isVisible();
        assertEquals(
                List.of(Map.of("calls", 1, "per", "agent", "in", "day")),
                document().get("limits"));
        assertTrue(isAllowed());
        assertFalse(isAllowed());
    }

    @Test
    @DisplayName(
            "wrong fields are named beside them, everything else stays as it was typed, and is saved when they are right")
    void wrongFields() {
        field("place", "zone").fill("Mars/Base");
        button("Add limit").click();
        amount("limits").fill("7");
        button("Add limit").click();
        amount("limits").fill("0");
        page.locator("#hours > .card-body > [data-rows=hours] > [data-add]").click();
        field("hours", "from").fill("8 o'clock");
        field("hours", "to").fill("20:00");
        save();
        assertThat(field("place", "zone")).isFocused();
        assertThat(page.locator("#place label", new Page.LocatorOptions().setHasText("Time zone")))
                .containsText("\"Mars/Base\" is not a time zone");
        assertThat(page.locator("#policy [aria-invalid]")).hasCount(3);
        assertThat(amount("limits")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#limits [data-field-by]").first()).hasValue("7");
        assertThat(field("hours", "from")).hasValue("8 o'clock");
        assertThat(field("hours", "to")).hasValue("20:00");
        field("place", "zone").fill("UTC");
        amount("limits").fill("9");
        page.locator("#limits [data-field=per]").last().selectOption("agent");
        field("hours", "from").fill("08:00");
        save();
        assertThat(page.getByText("Version 2, saved by admin")).isVisible();
        assertThat(page.locator("#limits [data-row]")).hasCount(2);
        assertThat(field("hours", "from")).hasValue("08:00");
    }

    @Test
    @DisplayName("what another administrator saved meanwhile is told, and nothing that was typed is lost")
    void conflict() {
        button("Add limit").click();
        amount("limits").fill("5");
        Page other = logIn("admin");
        other.navigate("/policy");
        other.locator("#place [data-field=zone]").fill("Europe/Berlin");
        other.getByText("Review and save").click();
        other.getByText("Save policy").click();
        assertThat(other.getByText("Version 2, saved by admin")).isVisible();
        other.context().close();
        save();
        assertThat(page.locator("#review-problem")).containsText("admin saved version 2");
        page.locator("#review").getByText("Cancel").click();
        assertThat(amount("limits")).hasValue("5");
        page.onDialog(dialog -> dialog.accept());
    }

    @Test
    @DisplayName("the US starting point fills in hours, holidays and limits, which are saved as they are shown")
    void startingPoint() {
        button("US starting point").click();
        assertThat(page.locator("#hours > .card-body > label [data-field=preset]"))
                .hasValue("united_states");
        save();
        assertThat(page.getByText("Version 2, saved by admin")).isVisible();
        assertEquals(
                List.of(
                        Map.of("calls", 60, "per", "number", "in", "day"),
                        Map.of("calls", 1, "per", "agent", "in", "at_once")),
                document().get("limits"));
        assertEquals(
                Map.of("preset", "united_states", "holidays", List.of(Map.of("preset", "united_states"))),
                document().get("callingHours"));
    }

    @Test
    @DisplayName("an earlier version is restored from the list of versions, by the keyboard alone")
    void restore() {
        addLimit();
        page.navigate("/policy/versions");
        assertThat(page.locator("tbody tr").first()).containsText("Limits");
        assertThat(page.locator("tbody tr").first()).containsText("one call a day");
        button("Restore version 1").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#confirmed")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr").first()).containsText("version 1 restored");
        assertFalse(document().containsKey("limits"));
        assertTrue(isAllowed());
    }

    @Test
    @DisplayName("a call is checked on the page: from which number it is allowed, or why not")
    void check() {
        page.locator("#check-search").fill("Colleague");
        assertThat(page.locator("#check-agent option")).hasCount(1);
        page.locator("#check-search").fill("Agent");
        page.locator("#check-agent").selectOption("Agent of " + company.name());
        page.locator("#check-to").fill(TO);
        button("Check").click();
        assertThat(page.locator("#check-answer")).containsText("Allowed from +12025550123.");
        page.locator("#check-to").fill("+4930123456");
        page.locator("#check-to").press("Enter");
        assertThat(page.locator("#check-answer")).containsText("Refused. Waiting does not help.");
        assertThat(page.locator("#check-answer li").first()).containsText("(permanent)");
    }

    @Test
    @DisplayName(
            "a list is uploaded with its bad lines told, and the policy refuses its numbers; the dates of a file become holidays")
    void doNotCallList() {
        page.navigate("/do-not-call-lists");
        assertThat(page.getByText("No lists yet")).isVisible();
        page.locator("#list-name").fill("national");
        page.locator("#list-file")
                .setInputFiles(new FilePayload(
                        "list.csv",
                        "text/csv",
                        ("number\n" + TO + "\nnonsense 12\n").getBytes(StandardCharsets.UTF_8)));
        button("Upload list").click();
        assertThat(page.locator("#list-result")).containsText("list national has 1 number. 1 line is no number.");
        assertThat(page.locator("#list-rejected")).containsText("nonsense **");
        assertThat(page.locator("#list tbody tr")).containsText("Not in the policy");
        assertTrue(isAllowed());

        page.navigate("/policy");
        button("Add list").click();
        field("do-not-call", "list").selectOption("national");
        field("do-not-call", "maxAgeDays").fill("31");
        button("Add holidays").click();
        page.locator("[data-dates-file]")
                .setInputFiles(new FilePayload(
                        "holidays.ics",
                        "text/plain",
                        "DTSTART:20261224\n2026-12-25\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(field("hours", "dates")).hasValue("2026-12-24\n2026-12-25");
        page.locator("#hours > .card-body > label [data-field=preset]").selectOption("tcpa");
        save();
        assertThat(page.getByText("Version 2, saved by admin")).isVisible();
        assertFalse(isAllowed());
        page.navigate("/do-not-call-lists");
        assertThat(button("Delete list national")).isDisabled();
        button("Remove a number from national").click();
        page.locator("#dialog [name=phone_number]").fill("212 555 0142");
        page.locator("#dialog [type=submit]").click();
        assertThat(page.locator("#list tbody tr td").first()).hasText("0");
    }

    @Test
    @DisplayName("managers read the policy and check calls, and cannot change anything")
    void manager() {
        Page theirs = logIn("manager");
        theirs.navigate("/policy");
        assertThat(theirs.locator("#policy [data-field=zone]")).isDisabled();
        assertThat(theirs.getByText("Review and save")).hasCount(0);
        assertThat(theirs.getByText("US starting point")).hasCount(0);
        theirs.locator("#check-agent").selectOption("Agent of " + company.name());
        theirs.locator("#check-to").fill(TO);
        theirs.locator("#check button").click();
        assertThat(theirs.locator("#check-answer")).containsText("Allowed");
        theirs.context().close();
    }
}
