package dev.callgate.examples.console;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How every page looks, light and dark, wide and on a phone: pictures of them are in {@code target/screenshots}. */
class LookIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static RunningConsole console;
    private static Browser browser;

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

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "1280,DARK", "390,LIGHT", "390,DARK"})
    @DisplayName("no page is wider than the screen, breaks a rule of accessibility, or lets a script complain")
    void pages(int width, ColorScheme colours) {
        Page page = browser.open(width, colours);
        page.navigate("/login");
        look(page, "login", width, colours);
        Browser.logIn(page, "admin", RunningConsole.PASSWORD);
        for (String each : List.of(
                "/phone-numbers",
                "/phone-numbers/bulk-upload",
                "/agent-assignments",
                "/reports",
                "/audit",
                "/users",
                "/account")) {
            page.navigate(each);
            look(page, each.substring(1).replace('/', '-'), width, colours);
        }
    }

    private static void look(Page page, String name, int width, ColorScheme colours) {
        String what = "%s-%s-%s"
                .formatted(
                        name,
                        width == Browser.WIDE ? "wide" : "phone",
                        colours.name().toLowerCase(Locale.ROOT));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(what + ".png"))
                .setFullPage(true));
        assertEquals(width, page.evaluate("document.documentElement.scrollWidth"), what);
        List<String> broken = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .toList();
        assertEquals(List.of(), broken, what);
        assertEquals(List.of(), browser.complaints(), what);
    }
}
