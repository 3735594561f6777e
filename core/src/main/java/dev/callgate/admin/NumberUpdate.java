package dev.callgate.admin;

import dev.callgate.model.Capability;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Changes to one number that {@link NumberInventory#update} makes together, in one transaction. Properties that are not named keep
 * their values. Each method returns a copy with one more change. Immutable and thread-safe.
 */
public final class NumberUpdate {
    private static final NumberUpdate NOTHING = new NumberUpdate((number, now) -> number);

    private final BiFunction<PhoneNumber, Instant, PhoneNumber> changes;

    private NumberUpdate(BiFunction<PhoneNumber, Instant, PhoneNumber> changes) {
        this.changes = changes;
    }

    /** Returns an update that changes nothing yet. */
    public static NumberUpdate create() {
        return NOTHING;
    }

    /** Sets the status. It does not affect a quarantine. */
    public NumberUpdate status(NumberStatus status) {
        Objects.requireNonNull(status, "status");
        return and((number, now) -> number.withStatus(status, now));
    }

    /**
     * Sets the provider's name.
     *
     * @throws IllegalArgumentException if the name is blank, has more than 64 characters, or has control characters
     */
    public NumberUpdate provider(String provider) {
        String name = NewNumber.requireProvider(provider);
        return and((number, now) -> number.withProvider(name, now));
    }

    /** Replaces all capabilities. */
    public NumberUpdate capabilities(Set<Capability> capabilities) {
        Set<Capability> all = Set.copyOf(capabilities);
        return and((number, now) -> number.withCapabilities(all, now));
    }

    /** Adds or removes one capability, and keeps the others. */
    public NumberUpdate capability(Capability capability, boolean present) {
        Objects.requireNonNull(capability, "capability");
        return and((number, now) -> {
            EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
            all.addAll(number.capabilities());
            boolean changes = present ? all.add(capability) : all.remove(capability);
            return changes ? number.withCapabilities(all, now) : number;
        });
    }

    /**
     * Starts or changes a quarantine.
     *
     * @param until the first day, in the organization's zone, on which the number may be used again
     * @throws IllegalArgumentException if the day is not in the years 1970 to 9999
     */
    public NumberUpdate quarantineUntil(LocalDate until) {
        LocalDate day = NumberInventory.requireQuarantine(until);
        return and((number, now) -> number.withQuarantine(day, now));
    }

    /** Ends a quarantine, if there is one. */
    public NumberUpdate endQuarantine() {
        return and((number, now) -> number.withQuarantine(null, now));
    }

    /**
     * Sets the first day on which calls were placed from the number; see {@link NewNumber#inServiceSince}.
     *
     * @param day in the organization's zone
     * @throws IllegalArgumentException if the day is not in the years 1970 to 9999
     */
    public NumberUpdate inServiceSince(LocalDate day) {
        LocalDate since = NumberInventory.requireInServiceSince(day);
        return and((number, now) -> number.withInServiceSince(since, now));
    }

    private NumberUpdate and(BiFunction<PhoneNumber, Instant, PhoneNumber> more) {
        return new NumberUpdate((number, now) -> more.apply(changes.apply(number, now), now));
    }

    PhoneNumber applyTo(PhoneNumber number, Instant now) {
        return changes.apply(number, now);
    }
}
