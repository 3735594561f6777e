package dev.callgate.model;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The services that a provider offers for a number. */
public enum Capability {
    VOICE,
    SMS,
    MMS,
    FAX;

    /** Bounded by the number of possible sets. */
    private static final Map<Set<Capability>, Set<Capability>> SHARED = new ConcurrentHashMap<>();

    /** Returns an immutable copy; equal sets share one object. */
    static Set<Capability> shared(Set<Capability> some) {
        Set<Capability> copy = Set.copyOf(some);
        Set<Capability> known = SHARED.putIfAbsent(copy, copy);
        return known == null ? copy : known;
    }
}
