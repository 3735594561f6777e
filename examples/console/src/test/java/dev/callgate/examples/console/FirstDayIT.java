package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.callgate.CallGate;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.model.AgentId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an administrator does on the first day, in a real browser: from an empty database to the first calls. */
class FirstDayIT {
    /** A Monday that is no holiday, by day in all states; the clock of a host must not be ahead of that of the database. */
    private static final Instant AFTERNOON = Instant.parse("2026-11-16T20:00:00Z");

    private static final int MOST_CLICKS = 40;
    private static final Duration MOST_TIME = Duration.ofMinutes(5);
    private static final String LISTED = "+12125550199";
    private static final String OTHER = "+13055550142";

    private static final String NUMBERS = lines(IntStream.range(0, 50).mapToObj("+1212555%04d,telnyx,US"::formatted));

    private static final String NAMES = lines(IntStream.range(0, 10).mapToObj("Agent %d"::formatted));

    private int clicks;

    private static String lines(Stream<String> texts) {
        return texts.collect(Collectors.joining("\n"));
    }

    private void click(Locator button) {
        button.click();
        clicks++;
    }

    /** Follows a link, and waits for the page with its scripts. */
    private void follow(Page page, Locator link) {
        click(link);
        page.waitForLoadState();
    }

    private void upload(Locator field, String name, String content) {
        field.setInputFiles(new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
        clicks += 2;
    }

    @Test
    @DisplayName(
            "from an empty database to a policy, 50 numbers of 10 agents, and the first calls, in under 40 clicks and 5 minutes")
    void firstDay() {
        long start = System.nanoTime();
        try (RunningConsole console = RunningConsole.at(Clock.fixed(AFTERNOON, ZoneOffset.UTC));
                Browser browser = Browser.of(console)) {
            Page page = browser.logIn("admin", RunningConsole.PASSWORD);
            clicks = 1;
            loadList(page);
            savePolicy(page);
            addNumbers(page);
            addAgents(page);
            distribute(page);
            check(page);
            callAndLook(console, page);
            assertEquals(List.of(), browser.complaints());
            assertTrue(clicks < MOST_CLICKS, () -> clicks + " clicks");
            assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(MOST_TIME) < 0);
        }
    }

    private void loadList(Page page) {
        follow(page, page.locator("nav").getByText("Policy"));
        follow(page, page.getByText("Do-not-call lists").first());
        page.getByLabel("Name").fill("national");
        upload(page.getByLabel("Text or CSV file"), "national.txt", LISTED + "\n");
        click(page.getByText("Upload list"));
        assertThat(page.locator("#list tbody tr")).hasCount(1);
    }

    /** The starting point has state hours and limits of calls at once and of calls a day; the list is added to it. */
    private void savePolicy(Page page) {
        follow(page, page.locator("main nav").getByText("Policy"));
        click(page.locator("#us-start"));
        click(page.getByText("Review and save"));
        assertThat(page.locator("#review-changes")).containsText("Calling hours");
        assertThat(page.locator("#review-changes")).containsText("Do-not-call lists");
        click(page.getByText("Save policy"));
        assertThat(page.locator("main")).containsText("Version 2");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", "first-day-policy.png"))
                .setFullPage(true));
    }

    private void addNumbers(Page page) {
        follow(page, page.locator("nav").getByText("Phone numbers"));
        follow(page, page.getByText("Bulk upload").first());
        upload(page.getByLabel("Or a CSV file"), "numbers.csv", NUMBERS);
        click(page.locator("[data-upload]"));
        assertThat(page.locator("#upload-result")).containsText("50");
    }

    private void addAgents(Page page) {
        follow(page, page.locator("nav").getByText("Agent assignments"));
        click(page.getByText("Add several"));
        page.locator("#names").fill(NAMES);
        click(page.locator("#dialog").getByText("Add agents"));
        assertThat(page.locator("main")).containsText("Agent 9");
    }

    private void distribute(Page page) {
        follow(page, page.locator("nav").getByText("Phone numbers"));
        click(page.getByLabel("This page"));
        click(page.locator("#bulk-assign"));
        click(page.locator("[data-all-agents]"));
        click(page.getByText("Continue"));
        assertThat(page.locator("[data-step=summary]")).containsText("50");
        click(page.locator("[data-go]"));
        assertThat(page.locator("[data-step=summary]")).containsText("Done");
        page.keyboard().press("Escape");
    }

    private void check(Page page) {
        follow(page, page.locator("nav").getByText("Policy"));
        page.locator("#check-to").fill(LISTED);
        click(page.locator("#check button"));
        assertThat(page.locator("#check-answer")).containsText("do-not-call list");
        page.locator("#check-to").fill(OTHER);
        click(page.locator("#check button"));
        assertThat(page.locator("#check-answer")).containsText("Allowed from +1212555");
    }

    private void callAndLook(RunningConsole console, Page page) {
        String agent = page.locator("#check-agent").inputValue();
        follow(page, page.locator("nav").getByText("Live"));
        assertFalse(call(console, agent, LISTED).isAllowed());
        assertTrue(call(console, agent, OTHER).isAllowed());
        assertThat(page.locator("section[aria-labelledby=live-refusals]")).containsText("do not call");
        assertThat(page.locator("section[aria-labelledby=live-calls] tbody tr")).hasCount(1);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", "first-day-live.png"))
                .setFullPage(true));
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
}
