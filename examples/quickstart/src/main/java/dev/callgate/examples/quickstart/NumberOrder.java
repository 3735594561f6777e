package dev.callgate.examples.quickstart;

import dev.callgate.policy.Rotation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rotations that the command line offers. */
enum NumberOrder {
    LEAST_USED,
    ROUND_ROBIN,
    STICKY,
    LOCAL_PRESENCE;

    /**
     * Returns the order with a name, ignoring case.
     *
     * @throws IllegalArgumentException if there is no such order
     */
    static NumberOrder named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(NumberOrder::toString).collect(Collectors.joining(", "))));
    }

    Rotation rotation() {
        return switch (this) {
            case LEAST_USED -> Rotation.leastUsed();
            case ROUND_ROBIN -> Rotation.roundRobin();
            case STICKY -> Rotation.sticky();
            case LOCAL_PRESENCE -> Rotation.localPresence().then(Rotation.leastUsed());
        };
    }

    /** Returns the name as it is written on the command line: {@code least-used}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
