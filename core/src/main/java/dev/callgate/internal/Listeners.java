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
 * Who is told of what was done, in the order in which they were added. What a listener throws is logged, and keeps
 * neither the others from being told nor whoever did it from going on.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param <L> what they listen by
 */
public final class Listeners<L> {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** Seven digits or more, with what people write between them; a listener may put a number into its message. */
    private static final Pattern TELEPHONE_NUMBER = Pattern.compile("\\d(?:[ ()./-]{0,2}\\d){6,}+");

    private final List<L> all;

    private Listeners(List<L> all) {
        this.all = all;
    }

    /** Returns nobody. */
    public static <L> Listeners<L> none() {
        return new Listeners<>(List.of());
    }

    /** Returns these listeners and one more. */
    public Listeners<L> with(L another) {
        List<L> more = new ArrayList<>(all);
        more.add(Objects.requireNonNull(another, "listener"));
        return new Listeners<>(List.copyOf(more));
    }

    /** Tells whether there is nobody to be told. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Tells each of them, on this thread; throws nothing. */
    public void tell(Consumer<? super L> event) {
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

    /** The stack trace, causes included, without the telephone numbers that messages may hold. */
    static String withoutNumbers(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return TELEPHONE_NUMBER.matcher(trace.toString()).replaceAll("(digits)");
    }
}
