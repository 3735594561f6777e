package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.List;
import java.util.UUID;

/**
 * A page of entries.
 *
 * @param next what to ask for as {@code after} to get the next page, which begins behind this one's last entry, whatever is
 *     added in the meantime; null on the last
 */
record AuditEntryPage(
        boolean success,
        List<AuditEntryJson> entries,
        @Nullable UUID next) {}
