package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.callgate.examples.console.RunningConsole.Company;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.policy.DoNotCallLists;
import dev.callgate.examples.console.policy.Policies;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How every page looks, light and dark, wide and on a phone: pictures of them are in {@code target/screenshots}. */
class LookIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final List<String> PAGES = List.of(
            "/phone-numbers",
            "/phone-numbers/bulk-upload",
            "/agent-assignments",
            "/calls",
            "/calls/live",
            "/live",
            "/policy",
            "/policy/versions",
            "/policy/versions/1",
            "/do-not-call-lists",
            "/reports",
            "/audit",
            "/users",
            "/account");

    private static RunningConsole console;
    private static Browser browser;

    @BeforeAll
    static void start() {
        console = RunningConsole.start("--demo", "--CALLGATE_DEMO_PASSWORD=" + RunningConsole.PASSWORD);
        browser = Browser.of(console);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        console.close();
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "1280,DARK", "390,LIGHT", "390,DARK"})
    @DisplayName("no page is wider than the screen, breaks a rule of accessibility, or lets a script complain")
    void pages(int width, ColorScheme colors) {
        Page page = browser.open(width, colors);
        page.navigate("/login");
        look(page, "login", width, colors);
        Browser.logIn(page, "demo-admin@demo", RunningConsole.PASSWORD);
        for (String each : PAGES) {
            page.navigate(each);
            look(page, name(each), width, colors);
        }
        page.navigate("/phone-numbers?assignment=assigned");
        page.locator("#list tbody th a").first().click();
        assertThat(page.locator("#number")).isVisible();
        look(page, "phone-number", width, colors);
        page.navigate("/agent-assignments");
        page.getByText("Assign number").first().click();
        assertThat(page.locator("#dialog form")).isVisible();
        look(page, "agent-assignments-dialog", width, colors);
        bulkChange(page, width, colors);
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "1280,DARK", "390,LIGHT", "390,DARK"})
    @DisplayName(
            "the form of the policy with rows of each kind, wrong fields, a summary, and a checked call keeps the same rules")
    void policy(int width, ColorScheme colors) {
        Page page = browser.open(width, colors);
        Browser.logIn(page, "demo-admin@demo", RunningConsole.PASSWORD);
        page.navigate("/policy");
        page.locator("#us-start").click();
        for (String each : List.of(
                "places", "holidays", "limits", "restPeriods", "doNotCall", "callerIds", "places] [data-rows=hours")) {
            page.locator("#policy [data-rows=%s] > [data-add]".formatted(each)).click();
        }
        page.locator("#check-to").fill("+4930123456");
        page.locator("#check button").click();
        assertThat(page.locator("#check-answer")).containsText("Refused");
        look(page, "policy-rows", width, colors);
        page.locator("#policy [type=submit]").click();
        assertThat(page.locator("#review")).containsText("What changes");
        look(page, "policy-review", width, colors);
        page.locator("#review-form [type=submit]").click();
        assertThat(page.locator("#policy-problem")).isVisible();
        look(page, "policy-wrong", width, colors);
        page.onDialog(dialog -> dialog.accept());
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "390,DARK"})
    @DisplayName(
            "a do-not-call list that is too old for the policy, an uploaded one with bad lines, and versions keep the same rules")
    void doNotCallLists(int width, ColorScheme colors) {
        Company company = console.company("lists" + width);
        Member admin = console.bean(Users.class).loadUserByUsername("admin@" + company.name());
        console.bean(DoNotCallLists.class)
                .load(
                        admin,
                        "old",
                        LocalDate.of(2026, 1, 1),
                        new ByteArrayInputStream("+12125550142".getBytes(UTF_8)),
                        soFar -> {});
        console.bean(Policies.class)
                .save(
                        admin,
                        Map.of(
                                "zone", "UTC",
                                "region", "US",
                                "doNotCall", List.of(Map.of("list", "old", "maxAgeDays", 31))),
                        1,
                        "the list of the registry");
        Page page = browser.open(width, colors);
        Browser.logIn(page, "admin@" + company.name(), RunningConsole.PASSWORD);
        page.navigate("/do-not-call-lists");
        page.locator("#list-name").fill("own");
        page.locator("#list-file")
                .setInputFiles(new FilePayload("own.csv", "text/csv", "+12125550143\nnonsense 12\n".getBytes(UTF_8)));
        page.locator("#list-upload button").click();
        assertThat(page.locator("#list-rejected")).isVisible();
        assertThat(page.locator("#list")).containsText("Not in the policy");
        assertThat(page.locator("#list")).containsText("Too old");
        look(page, "do-not-call-lists-full", width, colors);
        page.navigate("/policy/versions");
        look(page, "policy-versions-full", width, colors);
        page.navigate("/policy/versions/2");
        look(page, "policy-version-full", width, colors);
        page.context().close();
    }

    private static void bulkChange(Page page, int width, ColorScheme colors) {
        page.navigate("/phone-numbers?assignment=assigned");
        page.getByLabel("This page").check();
        look(page, "bulk-chosen", width, colors);
        page.getByText("Assign …").first().click();
        assertThat(page.locator("#dialog form")).isVisible();
        look(page, "bulk-assign", width, colors);
        page.locator("[data-all-agents]").check();
        page.getByText("Continue").click();
        assertThat(page.locator("[data-step=summary]")).containsText("chosen");
        look(page, "bulk-summary", width, colors);
        page.navigate("/phone-numbers?assignment=assigned");
        page.getByLabel("This page").check();
        page.locator("#bulk-more").click();
        look(page, "bulk-more", width, colors);
        // Each time other numbers, because those of the time before are in quarantine.
        int turn = (width == Browser.WIDE ? 0 : 2) + (colors == ColorScheme.LIGHT ? 0 : 1);
        page.navigate("/phone-numbers?assignment=assigned&search=011" + turn);
        page.getByLabel("This page").check();
        page.locator("#bulk-more").click();
        page.locator(".bulk-bar [hx-get$='/quarantine']").click();
        page.getByText("Continue").click();
        page.locator("[data-go]").click();
        assertThat(page.locator("[data-step=summary]")).containsText("Done");
        look(page, "bulk-result", width, colors);
    }

    @Test
    @DisplayName("pages that have nothing to show yet say so, and keep the same rules")
    void emptyPages() {
        Page page = browser.open();
        Browser.logIn(page, "admin", RunningConsole.PASSWORD);
        for (String each : PAGES) {
            page.navigate(each);
            look(page, "empty-" + name(each), Browser.WIDE, ColorScheme.LIGHT);
        }
        page.navigate("/nothing");
        look(page, "error", Browser.WIDE, ColorScheme.LIGHT);
        page.context().close();
    }

    private static String name(String page) {
        return page.substring(1).replace('/', '-');
    }

    /** The rules of accessibility are the same for a narrow page, which is what takes long to look at. */
    private static void look(Page page, String name, int width, ColorScheme colors) {
        String what = "%s-%s-%s"
                .formatted(
                        name,
                        width == Browser.WIDE ? "wide" : "phone",
                        colors.name().toLowerCase(Locale.ROOT));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(what + ".png"))
                .setFullPage(true));
        assertEquals(width, page.evaluate("document.documentElement.scrollWidth"), what);
        assertEquals(List.of(), browser.complaints(), what);
        if (width < Browser.WIDE) {
            return;
        }
        List<String> broken = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .toList();
        assertEquals(List.of(), broken, what);
    }
}
