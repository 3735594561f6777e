package dev.callgate.policy;

import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import jakarta.annotation.Nullable;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Determines which numbers an organization may call, by class, such as premium rate, and by prefix. An assignment may
 * allow additional classes. Immutable and thread-safe: the methods return a modified copy.
 *
 * <p>The longest prefix of a number decides: if it is blocked, the call is refused; if it is allowed, the class does
 * not matter. The allowed countries apply in either case.
 */
public final class TollRestriction {
    private static final TollRestriction STANDARD = new TollRestriction(Set.of(), Map.of(), null);

    private final Set<NumberClass> allowedClasses;

    /** Whether numbers with a prefix are allowed (true) or blocked (false). */
    private final Map<String, Boolean> prefixes;

    /** Another restriction that applies too, or null. */
    @Nullable
    private final TollRestriction further;

    private TollRestriction(
            Set<NumberClass> allowedClasses, Map<String, Boolean> prefixes, @Nullable TollRestriction further) {
        this.allowedClasses = allowedClasses;
        this.prefixes = prefixes;
        this.further = further;
    }

    /**
     * Returns the restriction that refuses the {@linkplain NumberClass#isRestricted restricted} classes and no
     * prefixes.
     */
    public static TollRestriction standard() {
        return STANDARD;
    }

    /** Also allows these classes, for all assignments. */
    public TollRestriction allowing(NumberClass... classes) {
        Set<NumberClass> all = EnumSet.noneOf(NumberClass.class);
        all.addAll(allowedClasses);
        all.addAll(Arrays.asList(classes));
        return new TollRestriction(all, prefixes, further);
    }

    /**
     * Allows numbers that begin with one of these prefixes, regardless of their class and of shorter prefixes.
     *
     * @param e164 the prefixes, such as {@code +44870}: a plus sign and 1 to 15 digits, the first not 0
     * @throws IllegalArgumentException if a prefix does not have that form
     */
    public TollRestriction allowingPrefixes(String... e164) {
        return with(Arrays.asList(e164), true);
    }

    /**
     * Blocks numbers that begin with one of these prefixes, unless a longer prefix allows them.
     *
     * @param e164 the prefixes, such as {@code +1876}: a plus sign and 1 to 15 digits, the first not 0
     * @throws IllegalArgumentException if a prefix does not have that form
     */
    public TollRestriction blockingPrefixes(String... e164) {
        return with(Arrays.asList(e164), false);
    }

    private TollRestriction with(Collection<String> e164, boolean allowed) {
        Map<String, Boolean> all = new HashMap<>(prefixes);
        for (String prefix : e164) {
            all.put(Prefixes.require(prefix), allowed);
        }
        return new TollRestriction(allowedClasses, Map.copyOf(all), further);
    }

    /** Returns a restriction that refuses all numbers that this one or another one refuses. */
    public TollRestriction and(TollRestriction other) {
        return new TollRestriction(allowedClasses, prefixes, further == null ? other : further.and(other));
    }

    /** Returns the prefix that blocks a number, or empty if there is none. */
    public Optional<String> blockedPrefixOf(E164 number) {
        String longest = longestPrefixOf(number);
        if (longest != null && !isAllowed(longest)) {
            return Optional.of(longest);
        }
        return further == null ? Optional.empty() : further.blockedPrefixOf(number);
    }

    /**
     * Returns the class that an assignment must explicitly allow for a number to be called, or null if the number is
     * allowed for all assignments.
     */
    @Nullable
    public NumberClass requiredClassOf(E164 number) {
        NumberClass numberClass = number.numberClass();
        boolean free = !numberClass.isRestricted()
                || allowedClasses.contains(numberClass)
                || isAllowed(longestPrefixOf(number));
        if (!free) {
            return numberClass;
        }
        return further == null ? null : further.requiredClassOf(number);
    }

    private boolean isAllowed(@Nullable String prefix) {
        return prefix != null && prefixes.getOrDefault(prefix, false);
    }

    @Nullable
    private String longestPrefixOf(E164 number) {
        return Prefixes.longestOf(number, prefixes.keySet());
    }
}
