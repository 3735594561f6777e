package dev.callgate.examples.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;

/** How a person uses a page, and how often they click or press a button. */
abstract class Hands {
    final Page page;
    private int clicks;

    private Hands(Page page) {
        this.page = page;
        // From now on, the browser hands over each choice of a file, however soon it follows.
        page.onFileChooser(chooser -> {});
    }

    static Hands withMouse(Page page) {
        return new Mouse(page);
    }

    static Hands withKeyboard(Page page) {
        return new Keyboard(page);
    }

    /** Returns how many links, buttons and boxes were used so far. */
    int clicks() {
        return clicks;
    }

    /** Uses a button or a box. */
    final void click(Locator button) {
        clicks++;
        use(button);
    }

    /** Follows a link, and waits for the page with its scripts. */
    final void follow(Locator link) {
        page.evaluate("document.documentElement.dataset.left = ''");
        click(link);
        assertThat(page.locator("html[data-left]")).hasCount(0);
        page.waitForLoadState();
    }

    /** Chooses a file: one click opens the choice, and one ends it. */
    final void choose(Locator field, String name, String content) {
        clicks += 2;
        open(field).setFiles(new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    }

    abstract void use(Locator button);

    abstract void write(Locator field, String text);

    abstract FileChooser open(Locator field);

    private static final class Mouse extends Hands {
        Mouse(Page page) {
            super(page);
        }

        @Override
        void use(Locator button) {
            button.click();
        }

        @Override
        void write(Locator field, String text) {
            field.fill(text);
        }

        @Override
        FileChooser open(Locator field) {
            return page.waitForFileChooser(field::click);
        }
    }

    /** Uses nothing but the keyboard: whatever cannot be reached with the Tab key cannot be used. */
    private static final class Keyboard extends Hands {
        private static final int MOST_TABS = 400;

        Keyboard(Page page) {
            super(page);
        }

        private void reach(Locator element) {
            element.waitFor();
            for (int tabs = 0; tabs < MOST_TABS; tabs++) {
                if (Boolean.TRUE.equals(element.evaluate("each => each === document.activeElement"))) {
                    return;
                }
                page.keyboard().press("Tab");
            }
            throw new AssertionError("%s cannot be reached with the Tab key".formatted(element));
        }

        @Override
        void use(Locator button) {
            reach(button);
            boolean isBox = Boolean.TRUE.equals(button.evaluate("each => each.type === 'checkbox'"));
            page.keyboard().press(isBox ? "Space" : "Enter");
        }

        @Override
        void write(Locator field, String text) {
            reach(field);
            page.keyboard().press("Control+A");
            page.keyboard().insertText(text);
        }

        @Override
        FileChooser open(Locator field) {
            reach(field);
            return page.waitForFileChooser(() -> page.keyboard().press("Space"));
        }
    }
}
