package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
        page.navigate("/agent-assignments");
        page.getByText("Assign number").first().click();
        assertThat(page.locator("#dialog form")).isVisible();
        look(page, "agent-assignments-dialog", width, colors);
        bulkChange(page, width, colors);
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
