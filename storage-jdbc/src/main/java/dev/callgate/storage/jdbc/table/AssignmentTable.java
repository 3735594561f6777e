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
import dev.callgate.storage.jdbc.sql.Columns;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Assignments, in agent_phone_numbers. Only {@code phone_numbers.assigned_to} says which agent has a number now: the
 * row of an agent and a number stays when the number is unassigned, and keeps its count.
 */
public final class AssignmentTable {
    /** The number of decimal places with which SQL compares a share. */
    private static final int SHARE_DIGITS = 15;

    /** The most assignments that one statement reads. */
    private static final int READ_AT_ONCE = 1_000;

    /** Less than every agent's ID. */
    private static final String BEFORE_ALL = "";

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
        return jdbc.read(
                "reading an assignment",
                connection -> jdbc.queryOne(
                        connection,
                        Rows::assignment,
                        AssignmentSql.OF_NUMBER,
                        new NamedSql.Values().with("organization", organization).with("number", numberId)));
    }

    /**
     * Lists in the order of the index on assignees, with the organization, without which H2 would sort all rows. The first of the two
     * conditions on the cursor lets the index find the rows, on the first page too.
     */
    public List<Assignment> list(AssignmentQuery query) {
        Conditions where = new Conditions()
                .and("n.organization_id = ?", query.organization())
                .and("a.organization_id = ?", query.organization())
                .and("n.assigned_to IS NOT NULL");
        Cursor after = query.after();
        where.and("n.assigned_to >= ?", after == null ? BEFORE_ALL : after.agent());
        if (after != null) {
            where.andAny(List.of(
                    new Conditions().and("n.assigned_to > ?", after.agent()),
                    new Conditions().and("n.phone_number > ?", after.number().toString())));
        }
        String sql = AssignmentSql.select("") + where.sql()
                + " ORDER BY n.organization_id, n.assigned_to, n.phone_number LIMIT " + query.limit();
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
        return jdbc.transaction("assigning numbers", connection -> {
            List<PhoneNumber> locked = numbers.lockAll(connection, organization, numbersOf(requested));
            requireAvailable(locked, requested);
            return assign(connection, organization, locked, requested, by);
        });
    }

    private static Set<UUID> numbersOf(List<AssignmentAdminStore.NewAssignment> requested) {
        return requested.stream()
                .map(AssignmentAdminStore.NewAssignment::numberId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void requireAvailable(List<PhoneNumber> locked, List<AssignmentAdminStore.NewAssignment> requested) {
        Map<UUID, PhoneNumber> byId = byId(locked);
        Map<UUID, AgentId> holders = new HashMap<>();
        for (AssignmentAdminStore.NewAssignment each : requested) {
            PhoneNumber number = Objects.requireNonNull(byId.get(each.numberId()));
            AgentId holder = number.assignedTo();
            holder = holder == null ? holders.putIfAbsent(number.id(), each.agent()) : holder;
            if (holder != null) {
                throw new InventoryException.Assigned(number.e164(), holder);
            }
        }
    }

    private static Map<UUID, PhoneNumber> byId(List<PhoneNumber> numbers) {
        return numbers.stream().collect(Collectors.toMap(PhoneNumber::id, Function.identity()));
    }

    /** Assigns locked numbers to agents, even if other agents have them. */
    private List<Assignment> assign(
            Connection connection,
            OrganizationId organization,
            List<PhoneNumber> locked,
            List<AssignmentAdminStore.NewAssignment> requested,
            ChangeContext by)
            throws SQLException {
        Map<UUID, AgentId> agents = requested.stream()
                .collect(Collectors.toMap(
                        AssignmentAdminStore.NewAssignment::numberId, AssignmentAdminStore.NewAssignment::agent));
        numbers.setAssignees(connection, locked, agents, by.at());
        Set<Pair> known = pairs(connection, organization, agents.keySet());
        List<AssignmentAdminStore.NewAssignment> fresh = requested.stream()
                .filter(each -> !known.contains(Pair.of(each)))
                .toList();
        List<AssignmentAdminStore.NewAssignment> again =
                requested.stream().filter(each -> known.contains(Pair.of(each))).toList();
        jdbc.updateAll(connection, AssignmentSql.SET_TERMS, again, each -> values(organization, each, by.at()));
        insert(connection, organization, fresh, by.at());
        List<Assignment> made = inForce(connection, organization, locked);
        audit.write(
                connection,
                made.stream().map(each -> AuditEntry.assigned(by, each)).toList());
        return made;
    }

    /** Inserts rows of numbers whose assignees are set already. */
    private void insert(
            Connection connection,
            OrganizationId organization,
            List<AssignmentAdminStore.NewAssignment> fresh,
            Instant now)
            throws SQLException {
        if (!jdbc.dialect().writesRowsFromArrays()) {
            jdbc.insertAll(connection, AssignmentSql.INSERT, fresh, each -> values(organization, each, now));
            return;
        }
        Map<Terms, List<AssignmentAdminStore.NewAssignment>> byTerms =
                fresh.stream().collect(Collectors.groupingBy(AssignmentAdminStore.NewAssignment::terms));
        for (List<AssignmentAdminStore.NewAssignment> same : byTerms.values()) {
            jdbc.update(
                    connection,
                    AssignmentSql.INSERT_ALL,
                    values(organization, same.get(0), now)
                            .with("ids", Columns.ids(same, AssignmentAdminStore.NewAssignment::id))
                            .with("numbers", Columns.ids(same, AssignmentAdminStore.NewAssignment::numberId)));
        }
    }

    /** An agent that has or had a number. */
    private record Pair(AgentId agent, UUID number) {
        static Pair of(AssignmentAdminStore.NewAssignment requested) {
            return new Pair(requested.agent(), requested.numberId());
        }
    }

    /** Returns the agents that have or had numbers, which are locked. */
    private Set<Pair> pairs(Connection connection, OrganizationId organization, Set<UUID> numberIds)
            throws SQLException {
        Set<Pair> pairs = new HashSet<>();
        for (List<UUID> some : parts(List.copyOf(numberIds))) {
            Conditions where = new Conditions()
                    .andKeyOneOf(jdbc.dialect(), "a.organization_id", organization, "a.phone_number_id", "uuid", some);
            pairs.addAll(jdbc.query(
                    connection,
                    row -> new Pair(
                            new AgentId(row.getString("agent_id")), UUID.fromString(row.getString("phone_number_id"))),
                    AssignmentSql.PAIRS
                            + jdbc.dialect().usingIndex("agent_phone_numbers_number")
                            + where.sql()
                            + jdbc.readingNewest(),
                    where.arguments()));
        }
        return pairs;
    }

    /**
     * Reads the assignments of locked numbers.
     *
     * @return one for each number, in the same order
     * @throws InventoryException.NotAssigned if one of the numbers is not assigned
     */
    private List<Assignment> inForce(Connection connection, OrganizationId organization, List<PhoneNumber> locked)
            throws SQLException {
        Map<UUID, Assignment> byNumber = new HashMap<>();
        for (List<PhoneNumber> some : parts(locked)) {
            Conditions where = new Conditions()
                    .andKeyOneOf(
                            jdbc.dialect(),
                            "n.organization_id",
                            organization,
                            "n.id",
                            "uuid",
                            some.stream().map(PhoneNumber::id).toList())
                    .and("a.organization_id = ?", organization);
            jdbc.query(connection, Rows::assignment, AssignmentSql.select("") + where.sql(), where.arguments())
                    .forEach(each -> byNumber.put(each.number().id(), each));
        }
        List<Assignment> all = new ArrayList<>(locked.size());
        for (PhoneNumber number : locked) {
            Assignment assignment = byNumber.get(number.id());
            if (assignment == null) {
                throw new InventoryException.NotAssigned(number.e164());
            }
            all.add(assignment);
        }
        return all;
    }

    private static <T> List<List<T>> parts(List<T> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + READ_AT_ONCE)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + READ_AT_ONCE)))
                .toList();
    }

    private static NamedSql.Values values(
            OrganizationId organization, AssignmentAdminStore.NewAssignment each, Instant now) {
        return new NamedSql.Values()
                .with("id", each.id())
                .with("organization", organization)
                .with("agent", each.agent())
                .with("number", each.numberId())
                .with("daily_limit", each.terms().dailyLimit())
                .with("allowed_countries", Json.ofCodes(each.terms().countries().codes()))
                .with("allowed_classes", Json.ofClasses(each.terms().classes()))
                .with("updated_at", now);
    }

    /** Moves numbers to other agents. */
    public List<AssignmentAdminStore.Moved> moveNumbers(
            OrganizationId organization, List<AssignmentAdminStore.NumberMove> moves, ChangeContext by) {
        Map<UUID, AssignmentAdminStore.NumberMove> byNumber = moves.stream()
                .collect(Collectors.toMap(
                        AssignmentAdminStore.NumberMove::numberId,
                        Function.identity(),
                        (one, same) -> one,
                        LinkedHashMap::new));
        return jdbc.transaction("moving numbers", connection -> {
            List<PhoneNumber> locked = numbers.lockAll(connection, organization, byNumber.keySet());
            List<Assignment> moving = inForce(connection, organization, locked).stream()
                    .filter(each -> !each.agent().equals(moveOf(byNumber, each).to()))
                    .toList();
            return move(connection, organization, moving, byNumber, by);
        });
    }

    /**
     * Moves all numbers of an agent to another agent.
     *
     * @param newIds supplies the IDs of assignments that {@code to} never had
     */
    public List<AssignmentAdminStore.Moved> moveAll(
            OrganizationId organization, AgentId from, AgentId to, Supplier<UUID> newIds, ChangeContext by) {
        return jdbc.transaction("moving an agent's numbers", connection -> {
            List<Assignment> moving =
                    inForce(connection, organization, numbers.lockAllOf(connection, organization, from));
            Map<UUID, AssignmentAdminStore.NumberMove> moves = moving.stream()
                    .map(each -> each.number().id())
                    .collect(Collectors.toMap(
                            Function.identity(), id -> new AssignmentAdminStore.NumberMove(newIds.get(), id, to)));
            return move(connection, organization, moving, moves, by);
        });
    }

    private List<AssignmentAdminStore.Moved> move(
            Connection connection,
            OrganizationId organization,
            List<Assignment> moving,
            Map<UUID, AssignmentAdminStore.NumberMove> moves,
            ChangeContext by)
            throws SQLException {
        audit.write(
                connection,
                moving.stream().map(each -> AuditEntry.unassigned(by, each)).toList());
        List<AssignmentAdminStore.NewAssignment> next = new ArrayList<>();
        for (Assignment each : moving) {
            AssignmentAdminStore.NumberMove move = moveOf(moves, each);
            next.add(new AssignmentAdminStore.NewAssignment(move.newId(), move.numberId(), move.to(), each.terms()));
        }
        List<PhoneNumber> locked = moving.stream().map(Assignment::number).toList();
        List<Assignment> made = assign(connection, organization, locked, next, by);
        return IntStream.range(0, moving.size())
                .mapToObj(i -> new AssignmentAdminStore.Moved(moving.get(i), made.get(i)))
                .toList();
    }

    private static AssignmentAdminStore.NumberMove moveOf(
            Map<UUID, AssignmentAdminStore.NumberMove> moves, Assignment moving) {
        return Objects.requireNonNull(moves.get(moving.number().id()));
    }

    /** Unassigns all numbers of an agent. */
    public List<Assignment> unassignAllOf(OrganizationId organization, AgentId from, ChangeContext by) {
        return jdbc.transaction(
                "unassigning an agent's numbers",
                connection ->
                        unassign(connection, organization, numbers.lockAllOf(connection, organization, from), by));
    }

    public List<Assignment> unassignNumbers(OrganizationId organization, Set<UUID> numberIds, ChangeContext by) {
        return jdbc.transaction(
                "unassigning numbers",
                connection ->
                        unassign(connection, organization, numbers.lockAll(connection, organization, numberIds), by));
    }

    private List<Assignment> unassign(
            Connection connection, OrganizationId organization, List<PhoneNumber> locked, ChangeContext by)
            throws SQLException {
        List<Assignment> ended = inForce(connection, organization, locked);
        numbers.setAssignees(connection, locked, Map.of(), by.at());
        audit.write(
                connection,
                ended.stream().map(each -> AuditEntry.unassigned(by, each)).toList());
        return ended;
    }

    public Assignment changeTerms(OrganizationId organization, UUID numberId, Terms terms, ChangeContext by) {
        return jdbc.transaction("changing an assignment", connection -> {
            PhoneNumber number = numbers.lock(connection, organization, numberId);
            Assignment before = of(connection, number);
            AssignmentAdminStore.NewAssignment changed =
                    new AssignmentAdminStore.NewAssignment(before.id(), numberId, before.agent(), terms);
            jdbc.updateAll(
                    connection, AssignmentSql.SET_TERMS, List.of(changed), each -> values(organization, each, by.at()));
            Assignment after = of(connection, number);
            audit.write(
                    connection,
                    AuditEntry.termsChanged(by, before, after).stream().toList());
            return after;
        });
    }

    /** Reads the assignment of a locked number. */
    private Assignment of(Connection connection, PhoneNumber number) throws SQLException {
        return inForce(connection, number.organization(), List.of(number)).get(0);
    }

    public int resetDailyCallCounts(OrganizationId organization, CallDay today, ChangeContext by) {
        return jdbc.transaction("resetting daily call counts", connection -> {
            NamedSql.Values values =
                    new NamedSql.Values().with("organization", organization).with("today", today.date());
            clockOf(connection, organization).ifPresent(today::requirePlausible);
            int counts = jdbc.update(connection, AssignmentSql.ROLL_OVER, values);
            if (counts > 0) {
                audit.write(connection, AuditEntry.countsReset(by, organization, today.date(), counts));
            }
            return counts;
        });
    }

    /** Checks a day against the database's clock, which is read with a row of the organization. */
    public void requirePlausible(OrganizationId organization, CallDay today) {
        jdbc.read("checking the host's clock", connection -> clockOf(connection, organization))
                .ifPresent(today::requirePlausible);
    }

    private Optional<Instant> clockOf(Connection connection, OrganizationId organization) throws SQLException {
        return jdbc.queryOne(
                connection,
                row -> jdbc.dialect().readClock(row, "store_time"),
                readClock,
                new NamedSql.Values().with("organization", organization));
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
