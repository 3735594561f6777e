package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.callgate.CallGate;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.model.AgentId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator does on the first day, in a real browser: from an empty database to the first calls. */
class FirstDayIT {
    /** A Monday that is no holiday, by day in all states; the clock of a host must not be ahead of that of the database. */
    private static final Instant AFTERNOON = Instant.parse("2026-11-16T20:00:00Z");

    private static final int MOST_CLICKS = 40;
    private static final Duration MOST_TIME = Duration.ofMinutes(5);
    private static final String LISTED = "+12125550199";
    private static final String OTHER = "+13055550142";

    private static final String NUMBERS =
            IntStream.range(0, 50).mapToObj("+1212555%04d,telnyx,US"::formatted).collect(Collectors.joining("\n"));

    private static final String NAMES =
            IntStream.range(0, 10).mapToObj("Agent %d"::formatted).collect(Collectors.joining("\n"));

    private Page page;
    private Hands hands;

    @ParameterizedTest
    @ValueSource(strings = {"mouse", "keyboard"})
    @DisplayName(
            "from an empty database to a policy, 50 numbers of 10 agents and the first calls, in under 40 clicks and 5 minutes")
    void firstDay(String device) {
        long start = System.nanoTime();
        try (RunningConsole console = RunningConsole.at(Clock.fixed(AFTERNOON, ZoneOffset.UTC));
                Browser browser = Browser.of(console)) {
            page = browser.logIn("admin", RunningConsole.PASSWORD);
            hands = device.equals("mouse") ? Hands.withMouse(page) : Hands.withKeyboard(page);
            loadList();
            savePolicy();
            addNumbers();
            addAgents();
            distribute();
            check();
            callAndLook(console);
            assertEquals(List.of(), browser.complaints());
            assertTrue(hands.clicks() + 1 < MOST_CLICKS, () -> hands.clicks() + " clicks, and one to log in");
            assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(MOST_TIME) < 0);
        }
    }

    /** Returns an element of the page, or of the dialog that is open. */
    private Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator menu(String name) {
        return page.locator(".navbar").getByText(name, new Locator.GetByTextOptions().setExact(true));
    }

    private void loadList() {
        hands.follow(menu("Policy"));
        hands.follow(page.locator("main a[href='/do-not-call-lists']").first());
        hands.write(page.locator("#list-name"), "national");
        hands.choose(page.locator("#list-file"), "national.txt", LISTED + "\n");
        hands.click(named(AriaRole.BUTTON, "Upload list"));
        assertThat(page.locator("#list tbody tr")).hasCount(1);
    }

    /** The starting point has state hours and limits of calls at once and of calls a day; the list is added to it. */
    private void savePolicy() {
        hands.follow(menu("Policy"));
        hands.click(page.locator("#us-start"));
        hands.click(named(AriaRole.BUTTON, "Review and save"));
        assertThat(page.locator("#review-changes")).containsText("Calling hours");
        assertThat(page.locator("#review-changes")).containsText("Do-not-call lists");
        hands.click(named(AriaRole.BUTTON, "Save policy"));
        assertThat(page.locator("main")).containsText("Version 2");
        picture("first-day-policy");
    }

    private void addNumbers() {
        hands.follow(menu("Phone numbers"));
        hands.follow(page.locator("main a[href='/phone-numbers/bulk-upload']").first());
        hands.choose(page.locator("#file"), "numbers.csv", NUMBERS);
        hands.click(page.locator("[data-upload]"));
        assertThat(page.locator("#upload-result")).containsText("50");
    }

    private void addAgents() {
        hands.follow(menu("Agent assignments"));
        hands.click(named(AriaRole.BUTTON, "Add several"));
        hands.write(page.locator("#names"), NAMES);
        hands.click(named(AriaRole.BUTTON, "Add agents"));
        assertThat(page.locator("main")).containsText("Agent 9");
    }

    private void distribute() {
        hands.follow(menu("Phone numbers"));
        hands.click(page.locator("#choose-page"));
        hands.click(page.locator("#bulk-assign"));
        hands.click(page.locator("[data-all-agents]"));
        hands.click(named(AriaRole.BUTTON, "Continue"));
        assertThat(page.locator("[data-step=summary]")).containsText("50");
        hands.click(page.locator("[data-go]"));
        assertThat(page.locator("[data-step=summary]")).containsText("Done");
        page.keyboard().press("Escape");
        assertThat(page.locator("#dialog")).isHidden();
    }

    private void check() {
        hands.follow(menu("Policy"));
        hands.write(page.locator("#check-to"), LISTED);
        hands.click(page.locator("#check button"));
        assertThat(page.locator("#check-answer")).containsText("do-not-call list");
        hands.write(page.locator("#check-to"), OTHER);
        hands.click(page.locator("#check button"));
        assertThat(page.locator("#check-answer")).containsText("Allowed from +1212555");
    }

    /** The calls themselves are asked for by a dialer. */
    private void callAndLook(RunningConsole console) {
        String agent = page.locator("#check-agent").inputValue();
        hands.follow(menu("Live"));
        assertFalse(call(console, agent, LISTED).isAllowed());
        assertTrue(call(console, agent, OTHER).isAllowed());
        assertThat(page.locator("section[aria-labelledby=live-refusals]")).containsText("do not call");
        assertThat(page.locator("section[aria-labelledby=live-calls] tbody tr")).hasCount(1);
        picture("first-day-live");
    }

    private static CallDecision call(RunningConsole console, String agent, String to) {
        return console.bean(CallGate.class)
                .decide(CallRequest.by(
                                console.bean(Organizations.class)
                                        .first()
                                        .orElseThrow()
                                        .id(),
                                new AgentId(agent))
                        .to(to));
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }
}
