package dev.callgate.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners that are notified of events in the order in which they were added. Exceptions of a listener are logged and
 * affect neither the other listeners nor the caller.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <L> the type of listener
 */
public final class Listeners<L> {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** Seven digits or more, with separators. The exception of a listener may contain a telephone number. */
    private static final Pattern TELEPHONE_NUMBER = Pattern.compile("\\d(?:[ ()./-]{0,2}\\d){6,}+");

    private final List<L> all;

    private Listeners(List<L> all) {
        this.all = all;
    }

    /** Returns an instance without listeners. */
    public static <L> Listeners<L> none() {
        return new Listeners<>(List.of());
    }

    /** Returns an instance with these listeners and another one. */
    public Listeners<L> with(L another) {
        List<L> more = new ArrayList<>(all);
        more.add(Objects.requireNonNull(another, "listener"));
        return new Listeners<>(List.copyOf(more));
    }

    /** Returns whether there are no listeners. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Notifies all listeners on the current thread. Does not throw. */
    public void notifyEach(Consumer<? super L> event) {
        for (L listener : all) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.warn(
                        "listener {} failed; the operation continues: {}",
                        listener.getClass().getName(),
                        withoutNumbers(e));
            }
        }
    }

    /** Returns the stack trace, including causes, without telephone numbers in the messages. */
    static String withoutNumbers(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return TELEPHONE_NUMBER.matcher(trace.toString()).replaceAll("(digits)");
    }
}
