package dev.callgate.examples.console.request;

import dev.callgate.examples.console.audit.AuditFilter;
import dev.callgate.examples.console.login.Member;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.UUID;

/** Which entries of the audit trail a request asks for; a value that cannot be right is a {@link Problem} with its name. */
public final class AuditRequest {
    /** As long as the name of a token may be, with what stands in front of it. */
    private static final int LONGEST_ACTOR = 70;

    private AuditRequest() {}

    /** Checks the values, and returns the filter for the organization of the member. */
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

    /** Reads a kind; null is both. */
    public static @Nullable AuditFilter.Kind kind(@Nullable String text) {
        return text == null ? null : RequestValues.constant(AuditFilter.Kind.class, "kind", text);
    }

    @Nullable
    private static String actor(@Nullable String actor) {
        if (actor != null
                && (actor.isBlank()
                        || actor.length() > LONGEST_ACTOR
                        || actor.codePoints().anyMatch(AuditRequest::isNoPartOfName))) {
            throw Problem.invalid(
                    "actor",
                    "actor is a user name or a token's name behind \"token:\", of 1 to %d characters without control characters"
                            .formatted(LONGEST_ACTOR));
        }
        return actor;
    }

    private static boolean isNoPartOfName(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    @Nullable
    private static Instant bounded(String field, @Nullable Instant instant) {
        return instant == null ? null : RequestValues.storable(field, instant);
    }
}
