package dev.callgate.examples.console.api;

import dev.callgate.examples.console.policy.PolicyVersion;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A version of the policy.
 *
 * @param changed the keys of the document whose values are others than in the version before
 * @param document with the names of the library, in camel case
 */
record PolicyResponse(
        boolean success,
        int version,
        Instant madeAt,
        String madeBy,
        @Nullable String note,
        List<String> changed,
        Map<String, Object> document) {
    static PolicyResponse of(PolicyVersion version) {
        return new PolicyResponse(
                true,
                version.version(),
                version.madeAt(),
                version.madeBy(),
                version.note(),
                version.changed(),
                version.document());
    }
}
