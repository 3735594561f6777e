package dev.callgate.examples.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium, the machine's own, that looks at a console's pages; it keeps what their scripts complain of. */
final class Browser implements AutoCloseable {
    /** A desk's screen. */
    static final int WIDE = 1280;

    /** A phone's, upright. */
    static final int PHONE = 390;

    private static final int HEIGHT = 900;
    private static final int TIMEOUT_MILLIS = 20_000;

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final RunningConsole console;
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new ArrayList<>();

    private Browser(RunningConsole console, Path executable, Path node) {
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        this.console = console;
        this.playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(ARGUMENTS));
    }

    /** Opens it; a test that has none is skipped, and fails where the build says that all has to be there. */
    static Browser of(RunningConsole console) {
        Optional<Path> executable = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> node = program("node", "nodejs");
        if (executable.isEmpty() || node.isEmpty()) {
            String missing = "pages are tested with Chromium and Node.js: one of them is not installed";
            Assertions.assertNull(System.getenv("CI"), missing);
            Assumptions.abort(missing);
        }
        return new Browser(console, executable.orElseThrow(), node.orElseThrow());
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(Objects.requireNonNullElse(System.getenv("PATH"), ""))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Page open() {
        return open(WIDE, ColorScheme.LIGHT);
    }

    /** Opens an empty window of its own, in which nobody is logged in, and nothing changes its color little by little. */
    Page open(int width, ColorScheme colors) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(console.at("/").toString())
                .setViewportSize(width, HEIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setColorScheme(colors));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        Page page = context.newPage();
        page.onPageError(error -> complaints.add(error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !isOfAnAnswer(message.text())) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** Requests that were refused are not the page's fault: it shows them. */
    private static boolean isOfAnAnswer(String text) {
        return text.startsWith("Failed to load resource") || text.startsWith("Response Status Error Code");
    }

    /** Opens a window, and logs a user in by the log-in page. */
    Page logIn(String username, String password) {
        Page page = open();
        logIn(page, username, password);
        return page;
    }

    static void logIn(Page page, String username, String password) {
        page.navigate("/");
        page.getByLabel("User name").fill(username);
        page.getByLabel("Password").fill(password);
        page.getByText("Log in", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    /** What went wrong in pages since the last time: errors of scripts, and what the content security policy forbade. */
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
