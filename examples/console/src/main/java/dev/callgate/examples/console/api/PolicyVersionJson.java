package dev.callgate.examples.console.api;

import dev.callgate.examples.console.policy.PolicyVersion;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/**
 * Who made a version of the policy, and what it changed.
 *
 * @param changed the keys of the document whose values are others than in the version before
 */
record PolicyVersionJson(
        int version,
        Instant madeAt,
        String madeBy,
        @Nullable String note,
        List<String> changed) {
    static PolicyVersionJson of(PolicyVersion version) {
        return new PolicyVersionJson(
                version.version(), version.madeAt(), version.madeBy(), version.note(), version.changed());
    }
}
