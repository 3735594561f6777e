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
import java.util.regex.Pattern;

/**
 * Which kinds of numbers an organization calls: by class, such as premium rate, and by the digits that they begin with.
 * An assignment may allow further classes. Immutable.
 *
 * <p>Of the prefixes that a number begins with, the longest decides: if it is blocked, the call is refused; if it is
 * allowed, the class does not matter. Countries hold either way.
 */
public final class TollRestriction {
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");

    private static final TollRestriction STANDARD = new TollRestriction(Set.of(), Map.of(), null);

    private final Set<NumberClass> allowedClasses;

    /** Whether numbers with a prefix are allowed, by prefix. */
    private final Map<String, Boolean> prefixes;

    /** Another restriction that has to hold as well, if there is one. */
    @Nullable
    private final TollRestriction further;

    private TollRestriction(
            Set<NumberClass> allowedClasses, Map<String, Boolean> prefixes, @Nullable TollRestriction further) {
        this.allowedClasses = allowedClasses;
        this.prefixes = prefixes;
        this.further = further;
    }

    /** Refuses the classes that are {@linkplain NumberClass#isRestricted restricted}, and no prefix. */
    public static TollRestriction standard() {
        return STANDARD;
    }

    /** Allows these classes too, for every assignment. */
    public TollRestriction allowing(NumberClass... classes) {
        Set<NumberClass> all = EnumSet.noneOf(NumberClass.class);
        all.addAll(allowedClasses);
        all.addAll(Arrays.asList(classes));
        return new TollRestriction(all, prefixes, further);
    }

    /**
     * Allows numbers that begin with one of these, whatever their class, and whatever a shorter prefix says.
     *
     * @param e164 such as {@code +44870}: a plus sign and digits
     * @throws IllegalArgumentException if one is not of that form
     */
    public TollRestriction allowingPrefixes(String... e164) {
        return with(Arrays.asList(e164), true);
    }

    /**
     * Blocks numbers that begin with one of these, unless a longer prefix allows them.
     *
     * @param e164 such as {@code +1876}: a plus sign and digits
     * @throws IllegalArgumentException if one is not of that form
     */
    public TollRestriction blockingPrefixes(String... e164) {
        return with(Arrays.asList(e164), false);
    }

    private TollRestriction with(Collection<String> e164, boolean allowed) {
        Map<String, Boolean> all = new HashMap<>(prefixes);
        for (String prefix : e164) {
            if (!PREFIX.matcher(prefix).matches()) {
                throw new IllegalArgumentException(
                        "\"%s\" is not a prefix: use the form +1876, a plus sign and 1 to 15 digits, the first not 0"
                                .formatted(prefix));
            }
            all.put(prefix, allowed);
        }
        return new TollRestriction(allowedClasses, Map.copyOf(all), further);
    }

    /** Returns a restriction that refuses what this one or another one refuses. */
    public TollRestriction and(TollRestriction other) {
        return new TollRestriction(allowedClasses, prefixes, further == null ? other : further.and(other));
    }

    /** Returns the blocked prefix that decides about a number, if one does. */
    public Optional<String> blockedPrefixOf(E164 number) {
        String longest = longestPrefixOf(number);
        if (longest != null && !isAllowed(longest)) {
            return Optional.of(longest);
        }
        return further == null ? Optional.empty() : further.blockedPrefixOf(number);
    }

    /** Returns the class that an assignment has to allow by name for a number to be called, if it has to. */
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
        if (prefixes.isEmpty()) {
            return null;
        }
        String digits = number.toString();
        for (int length = digits.length(); length > 1; length--) {
            String prefix = digits.substring(0, length);
            if (prefixes.containsKey(prefix)) {
                return prefix;
            }
        }
        return null;
    }
}
