package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CounterValue;
import dev.callgate.storage.jdbc.sql.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletes the counters of an organization that count nothing any more, page by page, so that no transaction is long. Whoever counts on a
 * counter that is missing inserts it again.
 */
final class OldCounters {
    private final Jdbc jdbc;
    private final AssignmentTable assignments;
    private final CounterTable counters;
    private final HoldTable holds;

    OldCounters(Jdbc jdbc, AssignmentTable assignments, CounterTable counters, HoldTable holds) {
        this.jdbc = jdbc;
        this.assignments = assignments;
        this.counters = counters;
        this.holds = holds;
    }

    /** Deletes the counters that count nothing after a time, and returns their number. */
    int deleteBefore(OrganizationId organization, Instant time) {
        return counters.groups(organization).stream()
                .mapToInt(each -> deleteBefore(organization, each, time))
                .sum();
    }

    private int deleteBefore(OrganizationId organization, CounterGroup group, Instant time) {
        LocalDateTime begin = group.kind().latestBeginOfPeriodsOverBy(time);
        List<Counter> page = counters.begunBefore(organization, group, begin, null);
        int deleted = 0;
        while (!page.isEmpty()) {
            List<Counter> some = page;
            deleted += jdbc.transaction(
                    "deleting old counters", connection -> delete(connection, organization, some, begin, time));
            page = counters.begunBefore(
                    organization, group, begin, page.get(page.size() - 1).id());
        }
        return deleted;
    }

    /** Locks the counters of a page, since calls may be counted on them at the same time, and deletes those that are still old. */
    private int delete(
            Connection connection, OrganizationId organization, List<Counter> page, LocalDateTime begin, Instant time)
            throws SQLException {
        assignments.lockForWriting(connection);
        Set<String> old = new HashSet<>();
        for (Map.Entry<Counter, CounterValue> each :
                counters.lock(connection, organization, page).entrySet()) {
            LocalDateTime period = each.getValue().period();
            if (period == null || period.isBefore(begin)) {
                old.add(each.getKey().id());
            }
        }
        CounterGroup group = CounterGroup.of(page.get(0));
        if (group.kind().isHeld()) {
            old.removeAll(holds.heldAfter(connection, organization, group, old, time));
        }
        return counters.delete(connection, organization, group, old);
    }
}
