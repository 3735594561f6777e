package dev.callgate.model;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a provider lets a number do. */
public enum Capability {
    VOICE,
    SMS,
    MMS,
    FAX;

    /** No more than there are sets. */
    private static final Map<Set<Capability>, Set<Capability>> SHARED = new ConcurrentHashMap<>();

    /** Returns an immutable copy, the same object for all that hold the same. */
    static Set<Capability> shared(Set<Capability> some) {
        Set<Capability> copy = Set.copyOf(some);
        Set<Capability> known = SHARED.putIfAbsent(copy, copy);
        return known == null ? copy : known;
    }
}
