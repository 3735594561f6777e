package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.AssignmentQuery.Cursor;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.CallDay;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.report.Utilization;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.Json;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.Rows;
import dev.callgate.storage.jdbc.sql.Statements;
import jakarta.annotation.Nullable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Assignments, in agent_phone_numbers. Only {@code phone_numbers.assigned_to} says which agent has a number now: the
 * row of an agent and a number stays when the number is unassigned, and keeps its count.
 */
public final class AssignmentTable {
    /** The number of decimal places with which SQL compares a share. */
    private static final int SHARE_DIGITS = 15;

    private final Jdbc jdbc;
    private final NumberTable numbers;
    private final AuditTable audit;
    private final NamedSql readAgain;
    private final NamedSql readClock;

    public AssignmentTable(Jdbc jdbc, NumberTable numbers, AuditTable audit) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.audit = audit;
        this.readAgain = NamedSql.of(AssignmentSql.select(
                        ", %s AS store_time".formatted(jdbc.dialect().clock()))
                + "WHERE a.organization_id = :organization AND a.id = :id");
        this.readClock = AssignmentSql.clockOfAny(jdbc.dialect());
    }

    /** Checks that every column exists, without reading a row. */
    public void validate(Connection connection) throws SQLException {
        String more = ", n.deleted_at" + (jdbc.dialect().listsNumbersByGroup() ? ", n.listing" : "");
        jdbc.query(connection, Rows::assignment, AssignmentSql.select(more) + "WHERE 1 = 0");
    }

    public List<Assignment> assignmentsOf(OrganizationId organization, AgentId agent) {
        return jdbc.read(
                "reading an agent's assignments",
                connection -> jdbc.query(
                        connection,
                        Rows::assignment,
                        AssignmentSql.OF_AGENT,
                        new NamedSql.Values().with("organization", organization).with("agent", agent)));
    }

    public Optional<Assignment> find(OrganizationId organization, UUID numberId) {
        return jdbc.read("reading an assignment", connection -> find(connection, organization, numberId));
    }

    private Optional<Assignment> find(Connection connection, OrganizationId organization, UUID numberId)
            throws SQLException {
        return jdbc.queryOne(
                connection,
                Rows::assignment,
                AssignmentSql.OF_NUMBER,
                new NamedSql.Values().with("organization", organization).with("number", numberId));
    }

    /**
     * Lists in the order of the index on assignees. The first of the two conditions on the cursor lets the index find
     * the rows.
     */
    public List<Assignment> list(AssignmentQuery query) {
        Conditions where = new Conditions()
                .and("n.organization_id = ?", query.organization())
                .and("a.organization_id = ?", query.organization())
                .and("n.assigned_to IS NOT NULL");
        Cursor after = query.after();
        if (after != null) {
            where.and("n.assigned_to >= ?", after.agent())
                    .andAny(List.of(
                            new Conditions().and("n.assigned_to > ?", after.agent()),
                            new Conditions()
                                    .and("n.phone_number > ?", after.number().toString())));
        }
        String sql = AssignmentSql.select("") + where.sql() + " ORDER BY n.assigned_to, n.phone_number LIMIT "
                + query.limit();
        return jdbc.read(
                "listing assignments", connection -> jdbc.query(connection, Rows::assignment, sql, where.arguments()));
    }

    public List<Assignment> assignmentsOfAgents(OrganizationId organization, @Nullable AgentId after, int agents) {
        NamedSql sql = after == null ? AssignmentSql.OF_FIRST_AGENTS : AssignmentSql.OF_NEXT_AGENTS;
        return jdbc.read(
                "listing agents",
                connection -> jdbc.query(
                        connection,
                        Rows::assignment,
                        sql.formatted(agents),
                        new NamedSql.Values().with("organization", organization).with("after", after)));
    }

    public List<Assignment> assignAll(
            OrganizationId organization, List<AssignmentAdminStore.NewAssignment> requested, ChangeContext by) {
        // One order for all transactions, so that two that assign the same numbers wait for each other and do not
        // deadlock.
        List<AssignmentAdminStore.NewAssignment> inOrder = requested.stream()
                .sorted(Comparator.comparing(each -> each.numberId().toString()))
                .toList();
        return jdbc.transaction("assigning numbers", connection -> {
            Map<UUID, Assignment> byNumber = new HashMap<>();
            for (AssignmentAdminStore.NewAssignment each : inOrder) {
                PhoneNumber number = numbers.lock(connection, organization, each.numberId());
                AgentId holder = number.assignedTo();
                if (holder != null) {
                    throw new InventoryException.Assigned(number.e164(), holder);
                }
                byNumber.put(number.id(), assign(connection, number, each, by));
            }
            return requested.stream().map(each -> byNumber.get(each.numberId())).toList();
        });
    }

    /** Assigns a locked number to an agent, even if another agent has it. */
    private Assignment assign(
            Connection connection, PhoneNumber number, AssignmentAdminStore.NewAssignment each, ChangeContext by)
            throws SQLException {
        Instant now = by.at();
        numbers.setAssignee(connection, number, each.agent(), now);
        NamedSql.Values values = terms(number, each.agent(), each.terms(), now).with("id", each.id());
        if (jdbc.update(connection, AssignmentSql.SET_TERMS, values) == 0) {
            jdbc.update(connection, AssignmentSql.INSERT, values);
        }
        Assignment made = of(connection, number);
        audit.write(connection, AuditEntry.assigned(by, made));
        return made;
    }

    private static NamedSql.Values terms(PhoneNumber number, AgentId agent, Terms terms, Instant now) {
        return new NamedSql.Values()
                .with("organization", number.organization())
                .with("agent", agent)
                .with("number", number.id())
                .with("limit", terms.dailyLimit())
                .with("countries", Json.ofCodes(terms.countries().codes()))
                .with("classes", Json.ofClasses(terms.classes()))
                .with("now", now);
    }

    /**
     * The result of moving numbers.
     *
     * @param ended the assignments that were in force before
     * @param made the assignments that replace them, or empty if the numbers were only unassigned
     */
    public record Moved(List<Assignment> ended, List<Assignment> made) {}

    /** Moves all numbers of an agent to another agent, or only unassigns them if {@code to} is null. */
    public Moved moveAll(
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
                    AssignmentAdminStore.NewAssignment each =
                            new AssignmentAdminStore.NewAssignment(newIds.get(), number.id(), to, before.terms());
                    moved.add(assign(connection, number, each, by));
                }
            }
            return moved;
        });
        return new Moved(List.copyOf(ended), List.copyOf(made));
    }

    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by) {
        return jdbc.transaction("changing an assignment", connection -> {
            PhoneNumber number = numbers.lock(connection, organization, numberId);
            Assignment before = of(connection, number);
            jdbc.update(connection, AssignmentSql.SET_TERMS, terms(number, before.agent(), terms, by.at()));
            Assignment after = of(connection, number);
            audit.write(
                    connection,
                    AuditEntry.termsChanged(by, before, after).stream().toList());
            return after;
        });
    }

    public Assignment unassign(OrganizationId organization, UUID numberId, ChangeContext by) {
        return jdbc.transaction("unassigning a number", connection -> {
            PhoneNumber number = numbers.lock(connection, organization, numberId);
            Assignment before = of(connection, number);
            numbers.setAssignee(connection, number, null, by.at());
            audit.write(connection, AuditEntry.unassigned(by, before));
            return before;
        });
    }

    /** Reads the assignment of a locked number. */
    private Assignment of(Connection connection, PhoneNumber number) throws SQLException {
        return find(connection, number.organization(), number.id())
                .orElseThrow(() -> new InventoryException.NotAssigned(number.e164()));
    }

    public int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by) {
        return jdbc.transaction("resetting daily call counts", connection -> {
            NamedSql.Values values =
                    new NamedSql.Values().with("organization", organization).with("today", today.date());
            jdbc.queryOne(connection, row -> jdbc.dialect().readClock(row, "store_time"), readClock, values)
                    .ifPresent(today::requirePlausible);
            int counts = jdbc.update(connection, AssignmentSql.ROLL_OVER, values);
            if (counts > 0) {
                audit.write(connection, AuditEntry.countsReset(by, organization, today.date(), counts));
            }
            return counts;
        });
    }

    /** An assignment, and the time of the database's clock at which it was read. */
    public record Read(Assignment assignment, Instant at) {}

    /** Reads an assignment again. Returns empty if it is no longer in force. */
    public Optional<Read> readAgain(Connection connection, Assignment seen) throws SQLException {
        return jdbc.queryOne(
                connection,
                this::read,
                readAgain,
                new NamedSql.Values().with("organization", seen.organization()).with("id", seen.id()));
    }

    @Nullable
    private Read read(ResultSet row) throws SQLException {
        Assignment assignment = Rows.assignment(row);
        return assignment == null ? null : new Read(assignment, jdbc.dialect().readClock(row, "store_time"));
    }

    /**
     * Locks out other writers before a transaction that reads and then writes, in databases that cannot lock rows.
     * Without this lock, the transaction would have to start over if another one wrote in between.
     */
    public void lockForWriting(Connection connection) throws SQLException {
        if (!jdbc.dialect().locksRows()) {
            Statements.execute(connection, AssignmentSql.TAKE_WRITE_LOCK);
        }
    }

    /** Subtracts a call from the count of its day. Returns whether the row still has the count of that day. */
    boolean release(Connection connection, AllowedCall call) throws SQLException {
        Assignment counted = call.counted();
        return jdbc.update(
                        connection,
                        AssignmentSql.RELEASE,
                        new NamedSql.Values()
                                .with("organization", counted.organization())
                                .with("id", counted.id())
                                .with("day", call.day()))
                > 0;
    }

    public List<Utilization> utilization(OrganizationId organization, LocalDate today, double leastShare, int most) {
        NamedSql.Values values = new NamedSql.Values()
                .with("organization", organization)
                .with("today", today)
                .with("limitOfIdle", leastShare == 0 ? Integer.MAX_VALUE : 0)
                .with("share", BigDecimal.valueOf(leastShare).setScale(SHARE_DIGITS, RoundingMode.FLOOR))
                .with("most", most);
        return jdbc.read(
                "reading the utilization of limits",
                connection ->
                        jdbc.query(connection, AssignmentTable::utilizationOrNull, AssignmentSql.UTILIZATION, values));
    }

    /** Returns null if the number is not in E.164 form: no call can be placed from it. */
    @Nullable
    private static Utilization utilizationOrNull(ResultSet row) throws SQLException {
        E164 number = Rows.e164(row);
        return number == null
                ? null
                : new Utilization(
                        new AgentId(row.getString("agent_id")),
                        number,
                        row.getInt("calls"),
                        Rows.limit(row.getInt("daily_limit")));
    }

    /** Finds rows that allow no country. */
    public Ids withoutCountries(Connection connection, int most) throws SQLException {
        return Ids.of(jdbc, connection, AssignmentSql.withoutCountries(jdbc.dialect()), most);
    }
}
