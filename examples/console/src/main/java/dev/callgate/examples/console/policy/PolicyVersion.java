package dev.callgate.examples.console.policy;

import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A version of an organization's policy.
 *
 * @param version 1 for the first one
 * @param document as {@link dev.callgate.PolicyDocument#asMap()} has it
 * @param madeBy the name of a user, or {@code system}
 * @param note why it was made; null if nobody said
 * @param changed the keys of the document whose values are others than in the version before
 */
public record PolicyVersion(
        int version,
        Map<String, Object> document,
        Instant madeAt,
        String madeBy,
        @Nullable String note,
        List<String> changed) {}
