package dev.callgate.examples.dialer;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar on the terminal, with the counts by fate behind it. */
final class Bar implements Progress {
    private final ProgressBar bar;
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);

    Bar(int leads) {
        bar = new ProgressBarBuilder()
                .setTaskName("Calls")
                .setInitialMax(leads)
                .hideEta()
                .build();
    }

    /** From JDK 22 on, there is a console without a terminal too, which says so. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isPossible() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    @Override
    public synchronized void done(Lead lead, Fate fate, String detail) {
        fates.merge(fate, 1, Integer::sum);
        bar.setExtraMessage(fates.entrySet().stream()
                .map(each -> " %s %d".formatted(each.getKey().words(), each.getValue()))
                .collect(Collectors.joining(",")));
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
    }
}
