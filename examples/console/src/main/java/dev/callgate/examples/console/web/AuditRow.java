package dev.callgate.examples.console.web;

import dev.callgate.examples.console.audit.Actor;
import dev.callgate.examples.console.audit.AuditLine;
import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An entry of the audit trail, for display.
 *
 * @param at in the organization's zone
 * @param agent the name of its agent; null if there is none
 */
record AuditRow(
        AuditLine line,
        LocalDateTime at,
        String action,
        @Nullable String agent,
        List<Difference> values) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    static List<AuditRow> of(List<AuditLine> lines, Map<AgentId, String> names, ZoneId zone) {
        return lines.stream()
                .map(line -> new AuditRow(
                        line,
                        LocalDateTime.ofInstant(line.at(), zone).truncatedTo(ChronoUnit.SECONDS),
                        line.action().replace('_', ' '),
                        line.agent() == null
                                ? null
                                : names.getOrDefault(line.agent(), line.agent().value()),
                        Difference.of(line, zone)))
                .toList();
    }

    /** Returns whether it is a failure that an administrator should look at. */
    public boolean isWarning() {
        return line.actorKind() == Actor.Kind.STRANGER;
    }

    /** A column before and after a change; null if it was not set. */
    record Difference(
            String column,
            @Nullable String before,
            @Nullable String after) {
        static List<Difference> of(AuditLine line, ZoneId zone) {
            Set<String> columns = new TreeSet<>(line.before().keySet());
            columns.addAll(line.after().keySet());
            columns.addAll(line.details().keySet());
            return columns.stream()
                    .map(each -> new Difference(
                            each.replace('_', ' '),
                            line.before().get(each),
                            line.after().getOrDefault(each, detail(line, each, zone))))
                    .toList();
        }

        /** Returns a detail; a time is in the zone of the table. */
        @Nullable
        private static String detail(AuditLine line, String name, ZoneId zone) {
            String value = line.details().get(name);
            return value != null && name.equals(AuditLine.LAST_AT)
                    ? LocalDateTime.ofInstant(Instant.parse(value), zone).format(TIME)
                    : value;
        }
    }
}
