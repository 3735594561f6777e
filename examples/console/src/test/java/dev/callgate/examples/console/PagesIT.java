package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
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
import dev.callgate.examples.console.login.Role;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people do with the pages, in a real browser. Names that begin with {@code seed:} are of the seed's frontend checklist. */
class PagesIT {
    private static final String NUMBER = "+12025550123";
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
    void logInAsAdministrator() {
        company = console.company("pages" + COMPANIES.incrementAndGet());
        page = logIn("admin");
    }

    @AfterEach
    void closeWindow() {
        page.context().close();
        assertEquals(List.of(), browser.complaints());
    }

    private Page logIn(String role) {
        return browser.logIn(role + "@" + company.name(), RunningConsole.PASSWORD);
    }

    private PhoneNumber add(String number) {
        return console.bean(NumberInventory.class)
                .add(NewNumber.of(company.organization().id(), number).provider("telnyx"));
    }

    private PhoneNumber assigned(String number, Terms terms) {
        PhoneNumber added = add(number);
        console.bean(Assignments.class).assign(added, company.agent(), terms);
        return added;
    }

    private boolean call() {
        return console.bean(CallGate.class)
                .decide(CallRequest.by(company.organization().id(), company.agent())
                        .to("+12125550142"))
                .isAllowed();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Goes to another page, and waits until its scripts are there. */
    private void follow(String link) {
        String before = page.url();
        link(link).click();
        page.waitForURL(url -> !url.equals(before));
    }

    private Locator row(String number) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(number));
    }

    private Locator dialog() {
        return page.locator("#dialog form");
    }

    /** A field of the dialog, by its label. */
    private Locator field(String label) {
        return dialog().getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    private void submit(String action) {
        dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(action).setExact(true))
                .click();
    }

    private void confirm() {
        page.locator("#confirmed").click();
    }

    private void assertMessage(String text) {
        assertThat(page.locator(".toast").filter(new Locator.FilterOptions().setHasText(text)))
                .isVisible();
    }

    @Test
    @DisplayName(
            "seed: log in as admin, and navigate to the page of phone numbers, which says what to do while it is empty")
    void begin() {
        assertThat(page).hasURL(Pattern.compile(".*/phone-numbers$"));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("No numbers yet")))
                .isVisible();
        assertThat(page.getByText("Add one, or upload a whole list")).isVisible();
        button("Log out").click();
        assertThat(page.getByText("You are logged out.")).isVisible();
        page.navigate("/phone-numbers");
        assertThat(page).hasURL(Pattern.compile(".*/login\\?page=%2Fphone-numbers$"));
    }

    @Test
    @DisplayName("from nothing to the first number assigned, by what the pages themselves say to do")
    void firstNumber() {
        button("Add number").click();
        field("Phone number").fill(NUMBER);
        submit("Add number");
        assertMessage("The number is added");
        follow("Agent assignments");
        button("Add agent").click();
        field("Name").fill("Anna");
        submit("Add agent");
        button("Assign number to Anna").click();
        // A dialog that is shown moves the focus to its first field.
        assertThat(page.locator("#dialog :focus")).hasCount(1);
        field("Available numbers").press("ArrowDown");
        submit("Assign number");
        assertMessage("Anna has another number");
        assertThat(row(NUMBER)).containsText("0 / 100");
        assertThat(row(NUMBER)).containsText("US");
    }

    @Test
    @DisplayName("the API is tried in the session, from the page that describes it")
    void tryApi() {
        link("API").click();
        page.locator(".opblock-post", new Page.LocatorOptions().setHasText("/api/v1/agents"))
                .first()
                .click();
        button("Try it out").click();
        page.locator("textarea").fill("{\"name\": \"Eve\"}");
        button("Execute").click();
        assertThat(page.locator(".live-responses-table")
                        .getByText("201", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        page.navigate("/agent-assignments");
        assertThat(link("Eve")).isVisible();
    }

    @Test
    @DisplayName("seed: add a number manually; what is no number, or there already, is told in the dialog")
    void addNumber() {
        button("Add number").click();
        field("Phone number").fill("+1202555");
        submit("Add number");
        assertThat(dialog().getByRole(AriaRole.ALERT)).containsText("+1202555");
        assertThat(field("Phone number")).hasAttribute("aria-invalid", "true");
        field("Phone number").fill(NUMBER);
        submit("Add number");
        assertMessage("The number is added");
        assertThat(row(NUMBER)).containsText("telnyx");
        assertThat(row(NUMBER)).containsText("United States");
        assertThat(row(NUMBER)).containsText("Available");
        button("Add number").click();
        field("Phone number").fill(NUMBER);
        submit("Add number");
        assertThat(dialog().getByRole(AriaRole.ALERT)).containsText("already");
    }

    @Test
    @DisplayName("seed: bulk upload numbers; K3 a check shows the bad lines and changes nothing")
    void bulkUpload() {
        follow("Bulk upload");
        page.getByLabel("Numbers, one a line")
                .fill(NUMBER + ",telnyx,US\n+12025550124,telnyx,US\nnonsense,telnyx,US\n");
        button("Check").click();
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("Checked")))
                .containsText("2 numbers would be added, 1 line not taken. Nothing was changed.");
        assertThat(row("nonsense")).containsText("3");
        button("Upload numbers").click();
        assertThat(page.getByText("Done: 2 numbers added, 1 line not taken.")).isVisible();
        link("Phone numbers").first().click();
        assertThat(row(NUMBER)).isVisible();
        assertThat(row("+12025550124")).isVisible();
    }

    @Test
    @DisplayName("a file of 20,000 numbers is uploaded with progress, and ends with its report")
    void largeFile() {
        StringBuilder lines = new StringBuilder("phone_number,provider,country_code\n");
        for (int i = 0; i < 20_000; i++) {
            lines.append("+1212%07d,telnyx,US\n".formatted(2_000_000 + i));
        }
        follow("Bulk upload");
        page.waitForURL("**/bulk-upload");
        page.evaluate("() => { window.seen = []; new MutationObserver(() => window.seen.push(document.getElementById("
                + "'upload-bar').value)).observe(document.getElementById('upload-state'), {childList: true}); }");
        page.getByLabel("Or a CSV file")
                .setInputFiles(new FilePayload(
                        "numbers.csv", "text/csv", lines.toString().getBytes(StandardCharsets.UTF_8)));
        button("Upload numbers").click();
        assertThat(page.getByText("Done: 20,000 numbers added, 0 lines not taken."))
                .isVisible();
        List<?> seen = (List<?>) page.evaluate("() => [...new Set(window.seen)]");
        assertTrue(seen.size() > 5, () -> "the bar stood at " + seen);
    }

    @Test
    @DisplayName("seed: navigate to the page of agent assignments, and assign a number to an agent with limits")
    void assign() {
        add(NUMBER);
        follow("Agent assignments");
        String name = "Agent of " + company.name();
        button("Assign number to " + name).click();
        field("Available numbers").selectOption(new String[] {
            field("Available numbers").locator("option").first().getAttribute("value")
        });
        field("Daily call limit").fill("40");
        page.getByPlaceholder("Country, or its code").fill("canad");
        assertThat(dialog().getByLabel("Germany")).isHidden();
        dialog().getByLabel("Canada").check();
        assertThat(dialog()).containsText("Chosen: US, CA");
        submit("Assign number");
        assertMessage(name + " has another number");
        assertThat(row(NUMBER)).containsText("0 / 40");
        assertThat(row(NUMBER)).containsText("CA");
        assertThat(row(NUMBER)).containsText("US");
    }

    @Test
    @DisplayName(
            "a number is assigned from the page of numbers as well; the agent is found by the beginning of the name")
    void assignFromNumbers() {
        add(NUMBER);
        page.reload();
        button("Assign " + NUMBER).click();
        page.getByPlaceholder("Name begins with").fill("colleague");
        Locator agents = field("Agents");
        assertThat(agents.locator("option")).hasCount(1);
        agents.selectOption("Colleague of " + company.name());
        field("Any country").check();
        submit("Assign number");
        assertMessage(NUMBER + " is assigned");
        assertThat(row(NUMBER)).containsText("Colleague of " + company.name());
        follow("Agent assignments");
        assertThat(row(NUMBER)).containsText("Any country");
        assertThat(row(NUMBER)).containsText("0 / 100");
    }

    @Test
    @DisplayName("seed: view an agent's assigned numbers; the usage moves by itself while calls are made")
    void usageMoves() {
        assigned(NUMBER, Terms.dailyLimit(5).countries("US"));
        follow("Agent assignments");
        assertThat(row(NUMBER)).containsText("0 / 5");
        assertTrue(call() && call());
        assertThat(row(NUMBER)).containsText("2 / 5");
        link("Agent of " + company.name()).click();
        assertThat(row(NUMBER)).containsText("2 / 5");
    }

    @Test
    @DisplayName("D2 64 clients ask for an assignment of limit 1,000: the page shows 1,000 / 1,000")
    void exact() throws Exception {
        assigned(NUMBER, Terms.dailyLimit(1_000).countries("US"));
        AtomicInteger allowed = new AtomicInteger();
        var clients = Executors.newFixedThreadPool(64);
        for (int i = 0; i < 64; i++) {
            clients.execute(() -> {
                for (int n = 0; n < 20; n++) {
                    String ask = "{\"agent_id\": \"%s\", \"to\": \"+12125550142\"}".formatted(company.agent());
                    if (console.send(company.login(Role.DIALER), "POST", "/api/v1/calls", ask)
                            .json()
                            .get("allowed")
                            .asBoolean()) {
                        allowed.incrementAndGet();
                    }
                }
            });
        }
        clients.shutdown();
        assertTrue(clients.awaitTermination(2, TimeUnit.MINUTES));
        assertEquals(1_000, allowed.get());
        follow("Agent assignments");
        assertThat(row(NUMBER)).containsText("1,000 / 1,000");
    }

    @Test
    @DisplayName("D10 limit and countries are changed in the browser, and hold for the next call")
    void terms() {
        assigned(NUMBER, Terms.dailyLimit(5).countries("US"));
        follow("Agent assignments");
        button("Change the limit and countries of " + NUMBER).click();
        field("Daily call limit").fill("0");
        submit("Save");
        assertThat(row(NUMBER)).containsText("0 / 0");
        assertEquals(false, call());
        button("Change the limit and countries of " + NUMBER).click();
        field("Daily call limit").fill("7");
        dialog().locator("#country-US").uncheck();
        assertThat(dialog()).containsText("No country is chosen: no call will be allowed.");
        submit("Save");
        assertThat(row(NUMBER)).containsText("None: no call is allowed");
        assertEquals(false, call());
    }

    @Test
    @DisplayName("seed: unassign a number, from either page, and delete an available one; each is asked for once more")
    void unassignAndDelete() {
        assigned(NUMBER, Terms.forCountries("US"));
        assigned("+12025550124", Terms.forCountries("US"));
        page.reload();
        button("Unassign " + NUMBER).click();
        page.locator("#confirmation").getByText("Cancel").click();
        assertThat(page.locator("#confirmation")).isHidden();
        assertThat(row(NUMBER)).containsText("Agent of");
        button("Unassign " + NUMBER).click();
        confirm();
        assertMessage(NUMBER + " is available again");
        assertThat(row(NUMBER)).containsText("Available");
        follow("Agent assignments");
        button("Remove +12025550124 from Agent of " + company.name()).click();
        confirm();
        assertThat(row("+12025550124")).hasCount(0);
        follow("Phone numbers");
        button("Delete " + NUMBER).click();
        confirm();
        assertMessage(NUMBER + " is deleted");
        assertThat(row(NUMBER)).hasCount(0);
        assertThat(row("+12025550124")).containsText("Available");
    }

    @Test
    @DisplayName("all numbers of an agent who leaves go to another")
    void moveAll() {
        assigned(NUMBER, Terms.dailyLimit(7).countries("US"));
        follow("Agent assignments");
        button("Move all numbers of Agent of " + company.name()).click();
        field("Agents").selectOption("Colleague of " + company.name());
        submit("Move all");
        assertMessage("has no numbers any more");
        Locator colleague =
                page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Colleague of " + company.name()));
        assertThat(colleague).containsText(NUMBER);
        assertThat(colleague).containsText("0 / 7");
    }

    @Test
    @DisplayName("numbers are found by filters and by their last digits, and a number rests")
    void filtersAndQuarantine() {
        assigned(NUMBER, Terms.forCountries("US"));
        add("+442079460958");
        page.reload();
        page.getByLabel("Search by the first or last digits").fill("0958");
        assertThat(row(NUMBER)).hasCount(0);
        assertThat(row("+442079460958")).isVisible();
        page.getByLabel("Search by the first or last digits").fill("");
        page.getByLabel("Assignment").selectOption("assigned");
        assertThat(row("+442079460958")).hasCount(0);
        button("More for " + NUMBER).click();
        button("Quarantine …").click();
        submit("Quarantine");
        assertThat(row(NUMBER)).containsText("Rests until");
        assertEquals(false, call());
        page.getByLabel("Country").selectOption("DE");
        assertThat(page.getByText("No number is like that")).isVisible();
        link("show all numbers").click();
        button("More for " + NUMBER).click();
        button("End the quarantine").click();
        assertThat(row(NUMBER)).containsText("Active");
        assertTrue(call());
    }

    @Test
    @DisplayName("pages of numbers follow each other, forth and back")
    void pages() {
        for (int i = 0; i < 120; i++) {
            add("+1202555%04d".formatted(100 + i));
        }
        page.reload();
        assertThat(page.getByText("120 numbers", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(row("+12025550149")).isVisible();
        link("Next").click();
        link("Next").click();
        assertThat(row("+12025550219")).isVisible();
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(21);
        link("Previous").click();
        assertThat(row("+12025550150")).isVisible();
        link("Previous").click();
        assertThat(row("+12025550100")).isVisible();
    }

    @Test
    @DisplayName("T2 reports show usage, refusals and limits, and give them as CSV")
    void reports() throws Exception {
        assigned(NUMBER, Terms.dailyLimit(2).countries("US"));
        assertTrue(call() && call());
        assertEquals(false, call());
        follow("Reports");
        assertThat(row("daily limit reached")).containsText("1");
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Nearly at their limit today")))
                .containsText("2 / 2");
        Download csv = page.waitForDownload(() -> link("usage by number as CSV").click());
        assertTrue(Files.readString(csv.path()).contains(NUMBER));
        page.waitForDownload(() -> link("limits as CSV").click());
    }

    @Test
    @DisplayName("T1 the audit page tells who changed what; a number's history is one click from the number")
    void audit() {
        assigned(NUMBER, Terms.forCountries("US"));
        page.reload();
        button("Unassign " + NUMBER).click();
        confirm();
        assertMessage("available again");
        button("More for " + NUMBER).click();
        link("Its history").click();
        assertThat(row("number unassigned")).containsText("admin");
        assertThat(row("number added")).isVisible();
        page.getByLabel("User name or token").fill("nobody");
        button("Show").click();
        assertThat(page.getByText("No change is like that")).isVisible();
    }

    @Test
    @DisplayName("a user is added and logs in; a token is made, shown once, and works; passwords are changed")
    void users() {
        follow("Users");
        button("Add user").click();
        String name = "zoe";
        String login = name + "@" + company.name();
        field("User name").fill(name);
        field("Password").fill("kestrel umbrella 77");
        field("Role").selectOption("agent");
        field("Agents").selectOption("Agent of " + company.name());
        submit("Add user");
        assertThat(row(name)).containsText("Agent of " + company.name());
        button("Make token").click();
        field("Name of the dialer").fill("pbx");
        submit("Make token");
        assertThat(page.getByLabel("Token: copy it now")).isVisible();
        String token = page.getByLabel("Token: copy it now").inputValue();
        dialog().getByText("Cancel").click();
        assertThat(row("pbx")).containsText("admin");
        assertEquals(
                200,
                console.send("Bearer " + token, "GET", "/api/v1/phone-numbers/agent/" + company.agent(), "")
                        .status());
        Page theirs = browser.logIn(login, "kestrel umbrella 77");
        assertThat(theirs.getByText("An administrator chose your password")).isVisible();
        theirs.getByLabel("Current password").fill("kestrel umbrella 77");
        theirs.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill("grommet quorum 88");
        theirs.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change password"))
                .click();
        assertThat(theirs).hasURL(Pattern.compile(".*/agent-assignments/.*"));
        theirs.context().close();
        browser.logIn(login, "grommet quorum 88").context().close();
        button("New password of " + name).click();
        field("Password").fill("obsidian lintel 99");
        submit("Set password");
        assertMessage(name + " has a new password");
        browser.logIn(login, "obsidian lintel 99").context().close();
        button("Remove user " + name).click();
        submit("Remove user");
        assertMessage("User " + name + " is removed");
        assertThat(button("Remove user " + name)).hasCount(0);
    }

    @Test
    @DisplayName("a manager sees everything, and nothing to change it with; an agent sees the own numbers alone")
    void roles() {
        assigned(NUMBER, Terms.forCountries("US"));
        Page managers = logIn("manager");
        assertThat(managers.getByText(NUMBER)).isVisible();
        for (String each : List.of("/phone-numbers", "/agent-assignments", "/reports", "/audit")) {
            managers.navigate(each);
            assertThat(managers.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .isVisible();
            assertThat(managers.locator("main [hx-post], main [hx-delete], main [hx-patch], main button[hx-get]"))
                    .hasCount(0);
        }
        assertThat(managers.getByText("Users")).hasCount(0);
        managers.navigate("/users");
        assertThat(managers.getByText("Your role does not allow this")).isVisible();
        managers.context().close();
        Page agents = logIn("agent");
        assertThat(agents).hasURL(Pattern.compile(".*/agent-assignments/" + company.agent()));
        assertThat(agents.getByText(NUMBER)).isVisible();
        agents.navigate("/agent-assignments/" + company.colleague());
        assertThat(agents.getByText("Your role does not allow this")).isVisible();
        agents.context().close();
    }

    @Test
    @DisplayName("who was logged out elsewhere is asked to log in, and not shown half a page")
    void sessionEnds() {
        assigned(NUMBER, Terms.forCountries("US"));
        follow("Agent assignments");
        assertThat(row(NUMBER)).isVisible();
        page.waitForLoadState();
        page.context().clearCookies();
        page.waitForURL("**/login?page=*");
        assertThat(page.getByLabel("User name")).isVisible();
    }

    private void addMany(int count) {
        for (int i = 0; i < count; i++) {
            add("+12125550%03d".formatted(100 + i));
        }
    }

    private Locator result() {
        return dialog().locator("[data-step=summary]");
    }

    @Test
    @DisplayName(
            "K2 all numbers of a filter are distributed over all agents: a summary, progress, the result, and an audit entry")
    void distributesByFilter() {
        addMany(60);
        add("+442079460123");
        page.navigate("/phone-numbers?country_code=US");
        assertThat(button("Assign …")).isDisabled();
        page.getByLabel("This page").check();
        assertThat(page.locator("[data-chosen-numbers]")).hasText("50 numbers chosen");
        button("All 60 numbers").click();
        assertThat(page.locator("[data-chosen-numbers]")).hasText("All 60 numbers are chosen");
        button("Assign …").click();
        submit("Continue");
        assertThat(dialog().locator("[data-problem]")).containsText("agent_ids must name 1 to 1000 agents");
        field("All 2 agents").check();
        submit("Continue");
        assertThat(result()).containsText("60 numbers are chosen.");
        assertThat(result()).containsText("60 numbers will be assigned.");
        assertThat(result()).containsText("Each of 2 agents gets 30 numbers.");
        assertEquals(
                0,
                console.bean(Assignments.class).stream(company.organization().id())
                        .count());
        submit("Assign 60 numbers");
        assertThat(result()).containsText("Done: 60 numbers are assigned.");
        submit("Done");
        assertThat(page.locator("#dialog")).isHidden();
        assertThat(row("+12125550100")).containsText(company.name());
        assertEquals(
                30,
                console.bean(Assignments.class)
                        .list(company.organization().id(), company.agent())
                        .size());
        page.navigate("/audit?kind=access");
        Locator entry = row("numbers changed");
        assertThat(entry).containsText("assign");
        assertThat(entry).containsText("changed: 60");
        assertThat(entry).containsText("country_code=US");
    }

    @Test
    @DisplayName("numbers are chosen by hand and deleted; what is not done is told, and downloaded")
    void deletesByHand() throws Exception {
        assigned("+12125550101", Terms.forCountries("US"));
        add("+12125550102");
        add("+12125550103");
        page.navigate("/phone-numbers");
        page.getByLabel("Choose +12125550101").check();
        page.getByLabel("Choose +12125550102").check();
        assertThat(page.locator("[data-chosen-numbers]")).hasText("2 numbers chosen");
        button("More").click();
        button("Delete …").click();
        assertThat(result()).containsText("1 number will be deleted.");
        assertThat(result()).containsText("1 number cannot be changed, because they are assigned.");
        submit("Delete 1 number");
        assertThat(result()).containsText("Done: 1 number is deleted.");
        assertThat(dialog().locator("[data-step=skipped] tbody")).containsText("+12125550101");
        Download file = page.waitForDownload(() -> link("Download all of them").click());
        assertTrue(
                Files.readString(file.path()).contains("+12125550101,assigned,\"'+12125550101 is assigned to agent"),
                () -> file.suggestedFilename());
        submit("Done");
        assertThat(row("+12125550102")).hasCount(0);
        assertThat(row("+12125550103")).isVisible();
    }

    @Test
    @DisplayName("chosen numbers are switched off, rest, and are exported")
    void switchesAndExports() throws Exception {
        addMany(3);
        page.navigate("/phone-numbers");
        page.getByLabel("This page").check();
        button("More").click();
        button("Switch off …").click();
        submit("Switch off 3 numbers");
        assertThat(result()).containsText("Done: 3 numbers are switched off.");
        submit("Done");
        assertThat(page.getByText("Inactive", new Page.GetByTextOptions().setExact(true)))
                .hasCount(4);
        page.getByLabel("This page").check();
        button("More").click();
        button("Quarantine …").click();
        submit("Continue");
        submit("Quarantine 3 numbers");
        assertThat(result()).containsText("Done: 3 numbers are in quarantine now.");
        submit("Done");
        assertThat(page.getByText("Rests until")).hasCount(3);
        page.getByLabel("This page").check();
        button("More").click();
        Download file = page.waitForDownload(() -> button("Export as CSV").click());
        assertEquals(4, Files.readAllLines(file.path()).size());
    }

    @Test
    @DisplayName("many numbers are unassigned by keyboard alone")
    void bulkByKeyboard() {
        assigned("+12125550101", Terms.forCountries("US"));
        assigned("+12125550102", Terms.forCountries("US"));
        page.navigate("/phone-numbers");
        page.getByLabel("This page").focus();
        page.keyboard().press("Space");
        for (String each : List.of("Assign …", "Move …", "Unassign …")) {
            page.keyboard().press("Tab");
            assertThat(button(each)).isFocused();
        }
        page.keyboard().press("Enter");
        assertThat(dialog().getByText("Unassign 2 numbers")).isFocused();
        page.keyboard().press("Enter");
        assertThat(result()).containsText("Done: 2 numbers are unassigned.");
        assertThat(button("Done")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#dialog")).isHidden();
        assertEquals(
                0,
                console.bean(Assignments.class).stream(company.organization().id())
                        .count());
    }

    @Test
    @DisplayName("a number is assigned by keyboard alone")
    void keyboard() {
        add(NUMBER);
        page.reload();
        button("Assign " + NUMBER).focus();
        page.keyboard().press("Enter");
        assertThat(page.getByPlaceholder("Name begins with")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        field("Daily call limit").press("Enter");
        assertMessage(NUMBER + " is assigned");
        assertThat(row(NUMBER)).containsText("of " + company.name());
    }
}
