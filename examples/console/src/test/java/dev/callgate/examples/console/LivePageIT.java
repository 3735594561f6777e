package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.organization.Traffic;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.Terms;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The live page in a real browser, which is never reloaded. */
class LivePageIT {
    private static final String WASHINGTON = "+12025550199";
    private static final String BERLIN = "+493012345678";
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private static RunningConsole console;
    private static Browser browser;

    private Company company;
    private int calls;

    @BeforeAll
    static void start() {
        console = RunningConsole.start("--callgate.console.calls-per-agent=4");
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
    void assignNumber() {
        company = console.company("live" + COMPANIES.incrementAndGet());
        console.bean(Assignments.class)
                .assign(
                        console.bean(NumberInventory.class)
                                .add(NewNumber.of(company.organization().id(), "+12025550123")),
                        company.agent(),
                        Terms.dailyLimit(5).countries("US"));
    }

    @AfterEach
    void noComplaints() {
        assertEquals(List.of(), browser.complaints());
    }

    private CallDecision call(AgentId agent, String to) {
        return console.bean(CallGate.class)
                .decide(CallRequest.by(company.organization().id(), agent)
                        .to(to)
                        .callId("c-" + ++calls));
    }

    private Page open() {
        Page page = browser.logIn("admin@" + company.name(), RunningConsole.PASSWORD);
        page.navigate("/live");
        return page;
    }

    private static Locator tile(Page page, String name) {
        return page.locator(".tiles .card", new Page.LocatorOptions().setHasText(name))
                .locator("dd");
    }

    private static Locator rows(Page page, String section) {
        return page.locator("section[aria-labelledby=%s] tbody tr".formatted(section));
    }

    @Test
    @DisplayName("the page shows each call, refusal and limit as it happens, by server-sent events")
    void shows() {
        Page page = open();
        assertThat(page.locator("main")).containsText("Nobody is calling.");
        assertTrue(call(company.agent(), WASHINGTON).isAllowed());
        assertThat(rows(page, "live-calls")).hasCount(1);
        assertThat(tile(page, "In progress")).hasText("1");
        assertThat(tile(page, "Allowed in the last hour")).hasText("1");

        assertFalse(call(company.agent(), BERLIN).isAllowed());
        assertFalse(call(company.agent(), BERLIN).isAllowed());
        assertFalse(call(company.colleague(), WASHINGTON).isAllowed());
        assertThat(tile(page, "Refused in the last hour")).hasText("3");
        assertThat(rows(page, "live-refusals")).hasText(new String[] {"country not allowed2", "no assignment1"});

        assertTrue(call(company.agent(), WASHINGTON).isAllowed());
        assertTrue(call(company.agent(), WASHINGTON).isAllowed());
        assertTrue(call(company.agent(), WASHINGTON).isAllowed());
        assertThat(rows(page, "live-limits")).hasCount(2);
        assertThat(rows(page, "live-limits").first()).containsText("4 of 4 calls");
        assertThat(rows(page, "live-limits").last()).containsText("4 of 5 calls");

        console.bean(CallGate.class)
                .complete(company.organization().id(), new CallId("c-1"), CallOutcome.of(Result.BUSY));
        assertThat(rows(page, "live-calls")).hasCount(3);
        assertThat(page.locator("#live-state")).hasText("Updated as calls happen");
        String chart = page.locator("canvas").getAttribute("data-chart");
        assertTrue(chart.contains("\"name\":\"Allowed\"") && chart.contains("4"), chart);
        page.context().close();
    }

    @Test
    @DisplayName("without server-sent events, the page is read at intervals")
    void polls() {
        Page page = browser.logIn("admin@" + company.name(), RunningConsole.PASSWORD);
        page.route("**/live/events", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
        page.navigate("/live");
        assertThat(page.locator("#live-state")).hasText("Updated every 5 seconds");
        assertTrue(call(company.agent(), WASHINGTON).isAllowed());
        assertThat(rows(page, "live-calls")).hasCount(1);
        page.context().close();
    }

    @Test
    @DisplayName("a page that is paused stays as it is, and catches up afterwards")
    void pauses() {
        Page page = open();
        assertThat(page.locator("#live-state")).hasText("Updated as calls happen");
        page.locator("#live-pause").click();
        assertThat(page.locator("#live-state")).hasText("Paused");
        assertTrue(call(company.agent(), WASHINGTON).isAllowed());
        assertThat(page.locator("#live-state")).hasText("Paused, and something changed");
        assertThat(rows(page, "live-calls")).hasCount(0);
        page.locator("#live-pause").click();
        assertThat(rows(page, "live-calls")).hasCount(1);
        page.context().close();
    }

    @Test
    @DisplayName("K1 the page shows nothing of another organization")
    void tenants() {
        assertTrue(call(company.agent(), WASHINGTON).isAllowed());
        assertFalse(call(company.agent(), BERLIN).isAllowed());
        console.bean(Traffic.class).flush();
        Company other = console.company("live-other" + COMPANIES.incrementAndGet());
        Page page = browser.logIn("admin@" + other.name(), RunningConsole.PASSWORD);
        page.navigate("/live");
        assertThat(tile(page, "Allowed in the last hour")).hasText("0");
        assertThat(tile(page, "Refused in the last hour")).hasText("0");
        assertThat(page.locator("main")).containsText("Nobody is calling.");
        page.context().close();
    }
}
