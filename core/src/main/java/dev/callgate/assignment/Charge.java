package dev.callgate.assignment;

import dev.callgate.number.E164;
import dev.callgate.store.StoreException;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * One call to be counted. Immutable.
 *
 * @param seen the assignment as the decision saw it: the store proves that the decision would still be the same
 * @param to the number to call
 * @param day the day to count on
 */
public record Charge(Assignment seen, E164 to, CallDay day) {
    /** Requires all three. */
    public Charge {
        Objects.requireNonNull(seen, "seen");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(day, "day");
    }

    /**
     * Works out what this charge does to an assignment. A store that can replace a row only if nobody else did in the
     * meantime needs no more than this; one that counts by a statement of its own has to do the same.
     *
     * <ol>
     *   <li>If the store's clock is before {@link CallDay#plausibleFrom}: {@link StoreException.Permanent}.
     *   <li>If the assignment ended, its number is not active or in quarantine, or its countries do not hold the called number's:
     *       {@link ChargeResult.Changed}.
     *   <li>If its limit leaves no room on the charged day, or on the stored day where that is newer:
     *       {@link ChargeResult.Full}.
     *   <li>Otherwise {@link ChargeResult.Granted}: one call more, from zero where the stored day is older.
     * </ol>
     *
     * @param now the assignment as it is stored at this moment, or null where the agent no longer has the number
     * @param storeTime the store's own clock
     */
    public ChargeResult on(@Nullable Assignment now, Instant storeTime) {
        day.requirePlausible(storeTime);
        if (now == null || !stillAllowedBy(now)) {
            return new ChargeResult.Changed();
        }
        return now.remainingOn(day.date()) == 0
                ? new ChargeResult.Full(now)
                : new ChargeResult.Granted(now.charged(day.date()));
    }

    private boolean stillAllowedBy(Assignment now) {
        return now.id().equals(seen.id())
                && now.agent().equals(seen.agent())
                && now.number().isUsableOn(day.date())
                && now.terms().countries().allows(to.region());
    }
}
