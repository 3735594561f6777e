package dev.callgate.storage.jdbc;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.AssignmentQuery.Cursor;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.CallDay;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.Counter;
import dev.callgate.model.InventoryException;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.spi.CounterSnapshot;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who has which number, in agent_phone_numbers. Whose number it is now, only {@code phone_numbers.assigned_to} says: a
 * pair's row stays when the number is taken back, and keeps its count.
 */
final class AssignmentTable implements AssignmentAdminStore {
    private static final String SELECT = select("");

    private static final String OF_AGENT = SELECT + "WHERE a.organization_id = ? AND a.agent_id = ?";

    private static final String OF_AGENTS = SELECT + """
            JOIN (SELECT DISTINCT m.assigned_to FROM phone_numbers m %s ORDER BY m.assigned_to LIMIT %s) p
              ON p.assigned_to = n.assigned_to
            WHERE n.organization_id = ? AND a.organization_id = ? AND n.assigned_to IS NOT NULL
            ORDER BY n.assigned_to, n.phone_number""";

    private static final String OF_NUMBER = SELECT + "WHERE a.organization_id = ? AND n.id = ?";

    private static final String SET_TERMS = """
            UPDATE agent_phone_numbers SET daily_limit = ?, allowed_countries = ?, allowed_classes = ?, updated_at = ?
            WHERE organization_id = ? AND agent_id = ? AND phone_number_id = ?""";

    private static final String INSERT = """
            INSERT INTO agent_phone_numbers (id, agent_id, phone_number_id, organization_id, daily_limit,
                allowed_countries, allowed_classes, calls_made_today, last_reset_date, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, NULL, ?, ?)""";

    private static final String ROLL_OVER = """
            UPDATE agent_phone_numbers SET calls_made_today = 0, last_reset_date = ?
            WHERE organization_id = ? AND last_reset_date < ?""";

    private final Jdbc jdbc;
    private final AssignmentCache remembered;
    private final NumberTable numbers;
    private final Function<CountRequest, CountResult> counting;
    private final SharedCounts shared;
    private final AuditTable audit;

    AssignmentTable(
            Jdbc jdbc,
            NumberTable numbers,
            AuditTable audit,
            AssignmentCache remembered,
            SharedCounts shared,
            Function<CountRequest, CountResult> counting) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.remembered = remembered;
        this.numbers = numbers;
        this.shared = shared;
        this.counting = counting;
    }

    /** A query of assignments that are in force, agent_phone_numbers as a and phone_numbers as n, up to its WHERE. */
    static String select(String moreColumns) {
        return """
            SELECT %s%s
            FROM agent_phone_numbers a
            JOIN phone_numbers n
              ON n.organization_id = a.organization_id AND n.id = a.phone_number_id AND n.assigned_to = a.agent_id
            """.formatted(Rows.ASSIGNMENT_COLUMNS, moreColumns);
    }

    @Override
    public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
        List<Assignment> read = jdbc.read(
                "reading an agent's assignments",
                connection -> jdbc.query(connection, Rows::assignment, OF_AGENT, organization, agent));
        remembered.remember(organization, agent, read);
        return read;
    }

    @Override
    public Optional<List<Assignment>> cachedAssignmentsOf(OrganizationId organization, AgentId agent) {
        return remembered.of(organization, agent);
    }

    @Override
    public Optional<Assignment> findAssignment(OrganizationId organization, UUID numberId) {
        return jdbc.read(
                "reading an assignment",
                connection -> jdbc.queryOne(connection, Rows::assignment, OF_NUMBER, organization, numberId));
    }

    /** In the order of the index of assignees; its rows are found by the first of the two conditions on a place. */
    @Override
    public List<Assignment> list(AssignmentQuery query) {
        Conditions where = new Conditions()
                .and("n.organization_id = ?", query.organization())
                .and("a.organization_id = ?", query.organization())
                .and("n.assigned_to IS NOT NULL");
        Cursor after = query.after();
        if (after != null) {
            where.and("n.assigned_to >= ?", after.agent())
                    .and(
                            "(n.assigned_to > ? OR n.phone_number > ?)",
                            after.agent(),
                            after.number().toString());
        }
        String sql = SELECT + where.sql() + " ORDER BY n.assigned_to, n.phone_number LIMIT " + query.limit();
        return jdbc.read(
                "listing assignments", connection -> jdbc.query(connection, Rows::assignment, sql, where.arguments()));
    }

    @Override
    public List<Assignment> assignmentsOfAgents(OrganizationId organization, @Nullable AgentId after, int agents) {
        Conditions next = new Conditions()
                .and("m.organization_id = ?", organization)
                .and("m.assigned_to IS NOT NULL")
                .andIfNamed("m.assigned_to > ?", after);
        List<Object> arguments = new ArrayList<>(Arrays.asList(next.arguments()));
        arguments.addAll(List.of(organization, organization));
        return jdbc.read(
                "listing agents",
                connection -> jdbc.query(
                        connection, Rows::assignment, OF_AGENTS.formatted(next.sql(), agents), arguments.toArray()));
    }

    @Override
    public List<Assignment> assignAll(
            OrganizationId organization, List<AssignmentAdminStore.NewAssignment> wishes, ChangeContext by) {
        // One order for everyone, so that two who want the same numbers wait for each other instead of deadlocking.
        List<AssignmentAdminStore.NewAssignment> inOrder = wishes.stream()
                .sorted(Comparator.comparing(wish -> wish.numberId().toString()))
                .toList();
        List<Assignment> made = jdbc.transaction("assigning numbers", connection -> {
            Map<UUID, Assignment> byNumber = new HashMap<>();
            for (AssignmentAdminStore.NewAssignment wish : inOrder) {
                PhoneNumber number = numbers.lock(connection, organization, wish.numberId());
                AgentId holder = number.assignedTo();
                if (holder != null) {
                    throw new InventoryException.Assigned(number.e164(), holder);
                }
                byNumber.put(number.id(), assign(connection, number, wish, by));
            }
            return wishes.stream().map(wish -> byNumber.get(wish.numberId())).toList();
        });
        made.forEach(remembered::forget);
        return made;
    }

    /** Gives a locked number to an agent, whoever has it. */
    private Assignment assign(
            Connection connection, PhoneNumber number, AssignmentAdminStore.NewAssignment wish, ChangeContext by)
            throws SQLException {
        Instant now = by.at();
        numbers.setAssignee(connection, number, wish.agent(), now);
        int limit = wish.terms().dailyLimit();
        Json countries = Json.ofCodes(wish.terms().countries().codes());
        OrganizationId organization = number.organization();
        Json classes = Json.ofClasses(wish.terms().classes());
        int known = jdbc.update(
                connection, SET_TERMS, limit, countries, classes, now, organization, wish.agent(), number.id());
        if (known == 0) {
            jdbc.update(
                    connection,
                    INSERT,
                    wish.id(),
                    wish.agent(),
                    number.id(),
                    organization,
                    limit,
                    countries,
                    classes,
                    now,
                    now);
        }
        Assignment made = of(connection, number);
        audit.write(connection, AuditEntry.assigned(by, made));
        return made;
    }

    @Override
    public List<Assignment> moveAll(
            OrganizationId organization, AgentId from, @Nullable AgentId to, Supplier<UUID> newIds, ChangeContext by) {
        List<Assignment> ended = new ArrayList<>();
        List<Assignment> made = jdbc.transaction("moving an agent's numbers", connection -> {
            ended.clear();
            List<Assignment> moved = new ArrayList<>();
            for (PhoneNumber number : numbers.lockAllOf(connection, organization, from)) {
                Assignment before = of(connection, number);
                ended.add(before);
                audit.write(connection, AuditEntry.unassigned(by, before));
                if (to == null) {
                    numbers.setAssignee(connection, number, null, by.at());
                } else {
                    AssignmentAdminStore.NewAssignment wish =
                            new AssignmentAdminStore.NewAssignment(newIds.get(), number.id(), to, before.terms());
                    moved.add(assign(connection, number, wish, by));
                }
            }
            return moved;
        });
        ended.forEach(remembered::forget);
        made.forEach(remembered::forget);
        return List.copyOf(to == null ? ended : made);
    }

    @Override
    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by) {
        return forgotten(jdbc.transaction("changing an assignment", connection -> {
            PhoneNumber number = numbers.lock(connection, organization, numberId);
            Assignment before = of(connection, number);
            jdbc.update(
                    connection,
                    SET_TERMS,
                    terms.dailyLimit(),
                    Json.ofCodes(terms.countries().codes()),
                    Json.ofClasses(terms.classes()),
                    by.at(),
                    organization,
                    before.agent(),
                    numberId);
            Assignment after = of(connection, number);
            audit.write(
                    connection,
                    AuditEntry.termsChanged(by, before, after).stream().toList());
            return after;
        }));
    }

    @Override
    public Assignment unassign(OrganizationId organization, UUID numberId, ChangeContext by) {
        return forgotten(jdbc.transaction("unassigning a number", connection -> {
            PhoneNumber number = numbers.lock(connection, organization, numberId);
            Assignment before = of(connection, number);
            numbers.setAssignee(connection, number, null, by.at());
            audit.write(connection, AuditEntry.unassigned(by, before));
            return before;
        }));
    }

    /** This node's decisions need not find out for themselves. */
    private Assignment forgotten(Assignment changed) {
        remembered.forget(changed);
        return changed;
    }

    /** Reads the assignment of a locked number. */
    private Assignment of(Connection connection, PhoneNumber number) throws SQLException {
        return jdbc.queryOne(connection, Rows::assignment, OF_NUMBER, number.organization(), number.id())
                .orElseThrow(() -> new InventoryException.NotAssigned(number.e164()));
    }

    @Override
    public CountResult count(CountRequest request) {
        CountResult result = counting.apply(request);
        if (result instanceof CountResult.Counted counted) {
            remembered.update(counted.after());
        } else if (result instanceof CountResult.LimitReached full) {
            remembered.update(full.found());
        } else if (result instanceof CountResult.Stale) {
            remembered.forget(request.seen());
        }
        return result;
    }

    @Override
    public CounterSnapshot countersOf(OrganizationId organization, Set<Counter> counters, @Nullable CalleeKey callee) {
        return jdbc.read(
                "reading what was counted", connection -> shared.usage(connection, organization, counters, callee));
    }

    @Override
    public int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by) {
        return jdbc.transaction("resetting daily call counts", connection -> {
            jdbc.queryOne(
                            connection,
                            row -> jdbc.database().readClock(row, "store_time"),
                            "SELECT %s AS store_time".formatted(jdbc.database().clock()))
                    .ifPresent(today::requirePlausible);
            int counts = jdbc.update(connection, ROLL_OVER, today.date(), organization, today.date());
            if (counts > 0) {
                audit.write(connection, AuditEntry.countsReset(by, organization, today.date(), counts));
            }
            return counts;
        });
    }
}
