package dev.callgate.examples.console.audit;

import jakarta.annotation.Nullable;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines that the access log writes to the log of the console. */
final class AccessLines {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private AccessLines() {}

    static void log(AccessEntry entry) {
        if (entry.action().isWarning()) {
            LOG.warn("{}", line(entry));
        } else {
            LOG.info("{}", line(entry));
        }
    }

    /** Logs that a row is missing. */
    static void logMissing(AccessEntry entry, RuntimeException why) {
        LOG.error(
                "not recorded in the access log: {}: {}",
                line(entry),
                why.getClass().getSimpleName());
    }

    private static String line(AccessEntry entry) {
        StringBuilder line = new StringBuilder(entry.action().code());
        append(line, "actor", entry.actor());
        append(line, "kind", entry.kind().name().toLowerCase(Locale.ROOT));
        append(
                line,
                "organization",
                entry.organization() == null ? null : entry.organization().value());
        append(line, "address", entry.address());
        append(line, "subject", entry.subject());
        entry.details().forEach((name, value) -> append(line, name, value));
        if (entry.times() > 1) {
            line.append(" times=").append(entry.times());
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String name, @Nullable String value) {
        if (value != null) {
            line.append(' ').append(name).append('=').append(PlainText.quoted(value));
        }
    }
}
