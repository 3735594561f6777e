package dev.callgate.examples.console.request;

import dev.callgate.examples.console.audit.AuditFilter;
import dev.callgate.examples.console.login.Member;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.UUID;

/** Parses a request for entries of the audit trail. A wrong value is a {@link Problem} with the name of its field. */
public final class AuditRequest {
    /** The longest name of a token, with its prefix. */
    private static final int MAX_ACTOR_LENGTH = 70;

    private AuditRequest() {}

    /** Returns the filter for the organization of the member. */
    public static AuditFilter filter(
            Member member,
            @Nullable AuditFilter.Kind kind,
            @Nullable UUID number,
            @Nullable String actor,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable UUID after,
            int limit) {
        return new AuditFilter(
                member.organization(),
                kind,
                number,
                actor(actor),
                bounded("from", from),
                bounded("until", until),
                after,
                RequestValues.limit(limit));
    }

    /** Parses a kind; null is both. */
    public static @Nullable AuditFilter.Kind kind(@Nullable String text) {
        return text == null ? null : RequestValues.constant(AuditFilter.Kind.class, "kind", text);
    }

    @Nullable
    private static String actor(@Nullable String actor) {
        if (actor != null
                && (actor.isBlank()
                        || actor.length() > MAX_ACTOR_LENGTH
                        || actor.codePoints().anyMatch(AuditRequest::isInvalidInName))) {
            throw Problem.invalid(
                    "actor",
                    "actor must be a user name, or \"token:\" and a token's name: 1 to %d characters, none of them control characters"
                            .formatted(MAX_ACTOR_LENGTH));
        }
        return actor;
    }

    private static boolean isInvalidInName(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    @Nullable
    private static Instant bounded(String field, @Nullable Instant instant) {
        return instant == null ? null : RequestValues.storable(field, instant);
    }
}
