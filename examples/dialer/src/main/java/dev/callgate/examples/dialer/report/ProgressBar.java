package dev.callgate.examples.dialer.report;

import dev.callgate.examples.dialer.lead.Lead;
import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar on the terminal, followed by the counts by disposition. */
public final class ProgressBar implements Progress {
    private final me.tongfei.progressbar.ProgressBar bar;
    private final Map<Disposition, Integer> dispositions = new EnumMap<>(Disposition.class);

    public ProgressBar(int leads) {
        bar = new ProgressBarBuilder()
                .setTaskName("Calls")
                .setInitialMax(leads)
                .hideEta()
                .build();
    }

    /** Returns whether there is a terminal. From JDK 22 on, {@link System#console()} may return a console that is not a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isPossible() {
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
    public synchronized void done(Lead lead, Disposition disposition, String detail) {
        dispositions.merge(disposition, 1, Integer::sum);
        bar.setExtraMessage(dispositions.entrySet().stream()
                .map(each -> " %s %d".formatted(each.getKey().words(), each.getValue()))
                .collect(Collectors.joining(",")));
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
    }
}
