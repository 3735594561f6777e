package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.List;
import java.util.UUID;

/**
 * A page of entries.
 *
 * @param next the value of {@code after} for the next page, which begins after the last entry of this one, even if entries are added
 *     in the meantime; null on the last page
 */
record AuditEntryPage(
        boolean success,
        List<AuditEntryJson> entries,
        @Nullable UUID next) {}
