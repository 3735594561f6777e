package dev.callgate.examples.console.audit;

import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.UUID;

/**
 * Which entries of an organization to list, the newest first.
 *
 * @param kind which of both trails; null for both
 * @param number keep the changes of this number only, which are in the library's trail; null for all
 * @param actor keep what this actor did only; null for anyone
 * @param from keep what was done at this instant or later; null for the beginning
 * @param until keep what was done before this instant; null for the end
 * @param after the id of the entry behind which the page begins; null at the start
 * @param limit how many entries the page holds at most
 */
public record AuditFilter(
        OrganizationId organization,
        @Nullable Kind kind,
        @Nullable UUID number,
        @Nullable String actor,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable UUID after,
        int limit) {
    /** The subject of an entry. */
    public enum Kind {
        /** Numbers and assignments: the library's audit trail. */
        NUMBERS,
        /** Users, passwords, tokens, agents, policies, logins, calls that were ended, and downloads: the access log. */
        ACCESS
    }

    boolean wants(Kind one) {
        return kind == null || kind == one;
    }
}
