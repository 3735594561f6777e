package dev.callgate.policy;

import dev.callgate.model.E164;
import java.time.LocalDate;

/**
 * A do-not-call list whose age is known, for {@link CallRule#doNotCall(String, DoNotCallList, int, java.util.Set)}. Hosts implement it,
 * for example over a table or a file. Must be thread-safe.
 */
public interface DoNotCallList {
    /**
     * Returns whether a number is on the list. The list may contain a number in any of the forms that reach the same line ({@link
     * E164#sameLine()}), because all of them are looked up. May be called several times for one call.
     */
    boolean contains(E164 number);

    /** Returns the date of the list: when it was obtained from its registry. */
    LocalDate date();
}
