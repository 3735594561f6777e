package dev.callgate.storage.jdbc.table;

import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallCount;
import dev.callgate.model.CallFingerprint;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.LiveCall;
import dev.callgate.model.OrganizationId;
import dev.callgate.report.CallStatistics;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.JournalStore;
import dev.callgate.spi.JournalStore.LatestOutcome;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.Rows;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The allowed calls that have a call ID, in call_journal. Each row is written in the transaction that counts the call.
 */
public final class JournalTable {
    private static final String INSERT_INTO = """
            INSERT INTO call_journal (organization_id, call_id, assignment_id, agent_id, calls_made, counted_on, counts, attributes,
                reported_by, country_code, callee, fingerprint, allowed_at)
            """;

    private static final NamedSql INSERT = NamedSql.of(INSERT_INTO + """
            VALUES (:organization, :callId, :id, :agent, :calls, :day, :counts, :attributes, :reportedBy, :country, :callee,
                :fingerprint, :at)""");

    /** {@link #INSERT} within a statement that counts the call. The counts and what was counted are filled in. */
    private static final String INSERT_COUNTED = INSERT_INTO + """
            SELECT :organization, :callId, :id, :agent, c.calls_made_today, c.last_reset_date, %s, :attributes, :reportedBy,
                :country, :callee, :fingerprint, :at
            FROM %s""";

    private static final String IS_MISSING =
            "NOT EXISTS (SELECT 1 FROM call_journal j WHERE j.organization_id = :organization AND j.call_id = :callId)";

    private static final String OF_OPEN_CALL =
            "WHERE organization_id = :organization AND call_id = :callId AND released_at IS NULL AND completed_at IS NULL";

    private static final String COLUMNS = """
            SELECT %s, j.call_id, j.calls_made AS journal_calls_made, j.counted_on, j.counts, j.attributes, j.reported_by,
                j.country_code AS callee_country, j.callee, j.fingerprint, j.allowed_at, j.released_at, j.completed_at, j.result, j.talk_millis, j.answered_by,
                j.sip_status, j.q850_cause
            FROM""".formatted(Rows.ASSIGNMENT_COLUMNS);

    /**
     * Compares organization IDs only with the requested one, not with each other: tables that existed before this
     * library may use another type for them.
     */
    private static final String SELECT = COLUMNS + " call_journal j " + AssignmentSql.join("j.assignment_id");

    /** The columns of the index by which pages are listed, in its order. H2 uses the index only if all of them are named. */
    private static final List<String> ORDER = List.of("j.organization_id", "j.counted_on", "j.allowed_at", "j.call_id");

    private static final String OLDEST_FIRST = " ORDER BY " + String.join(", ", ORDER);
    private static final String NEWEST_FIRST = " ORDER BY " + String.join(" DESC, ", ORDER) + " DESC";

    private static final String BY_CALL_ID = SELECT
            + "WHERE j.organization_id = :organization AND a.organization_id = :organization AND j.call_id = :callId";

    static final NamedSql FIND = NamedSql.of(BY_CALL_ID);

    private static final NamedSql RELEASE =
            NamedSql.of("UPDATE call_journal SET released_at = :now, fingerprint = NULL " + OF_OPEN_CALL);

    private static final NamedSql COMPLETE = NamedSql.of("""
            UPDATE call_journal
            SET completed_at = :now, fingerprint = NULL, result = :result, talk_millis = :talkMillis,
                answered_by = :answeredBy, sip_status = :sipStatus, q850_cause = :q850Cause
            """ + OF_OPEN_CALL);

    private static final String LATEST_OUTCOMES = """
            SELECT j.result, j.answered_by, MAX(j.completed_at) AS latest FROM call_journal j
            %s
            GROUP BY j.result, j.answered_by""";

    private static final NamedSql ERASE_FINGERPRINT = NamedSql.of(
            "UPDATE call_journal SET fingerprint = NULL WHERE organization_id = :organization AND call_id = :callId");

    private static final NamedSql FINGERPRINTS = NamedSql.of("""
            SELECT call_id, fingerprint FROM call_journal
            WHERE organization_id = :organization AND call_id > :callId AND fingerprint IS NOT NULL
            ORDER BY call_id LIMIT 5000""");

    private final Jdbc jdbc;
    private final AssignmentTable assignments;
    private final CounterTable counters;
    private final HoldTable holds;
    private final UsageTable usage;
    private final NamedSql findNewest;
    private final OldDays oldDays;

    public JournalTable(
            Jdbc jdbc, AssignmentTable assignments, CounterTable counters, HoldTable holds, UsageTable usage) {
        this.jdbc = jdbc;
        this.oldDays = new OldDays(jdbc, "call_journal");
        this.assignments = assignments;
        this.counters = counters;
        this.holds = holds;
        this.usage = usage;
        this.findNewest = NamedSql.of(BY_CALL_ID + jdbc.lockingNewest());
    }

    /** Checks that every column exists, without reading a row. */
    public void validate(Connection connection) throws SQLException {
        jdbc.query(connection, row -> true, SELECT + "WHERE 1 = 0");
    }

    /**
     * Returns SQL that inserts a new call, within a statement that counts it. {@link #bind} adds the values of its parameters.
     *
     * @param counted the source of the counted assignment, with the alias {@code c}
     * @param counts an expression for the text of the call's counts
     */
    static String insertOf(String counted, String counts) {
        return INSERT_COUNTED.formatted(counts, counted);
    }

    /** Returns the SQL condition that no call has the ID yet. {@link #bind} adds the values of its parameters. */
    static String isMissing() {
        return IS_MISSING;
    }

    /** Adds the values of a new call's parameters, except those of its assignment. Adds none if the call has no ID. */
    public static void bind(NamedSql.Values values, CountRequest request) {
        CountRequest.JournalEntry entry = request.journal();
        if (entry != null) {
            CalleeKey callee = entry.callee();
            values.with("callId", entry.callId().value())
                    .with("country", request.to().region())
                    .with("number", request.seen().number().id())
                    .with("callee", callee == null ? null : callee.value())
                    .with("attributes", CallTexts.attributes(entry.attributes()))
                    .with("reportedBy", CallTexts.names(entry.reportedBy()))
                    .with("fingerprint", entry.fingerprint().value())
                    .with("at", request.at());
            UsageTable.bindAttributes(values, entry);
        }
    }

    /** Inserts a call that was counted. Returns false if a call with its ID already exists. */
    public boolean insert(Connection connection, AllowedCall call) throws SQLException {
        Assignment after = call.counted();
        CalleeKey callee = call.callee();
        CallFingerprint fingerprint = call.fingerprint();
        boolean isNew = jdbc.insertIfAbsent(
                connection,
                INSERT,
                new NamedSql.Values()
                        .with("organization", after.organization())
                        .with("callId", call.callId().value())
                        .with("id", after.id())
                        .with("agent", after.agent())
                        .with("calls", after.callsMadeToday())
                        .with("day", call.day())
                        .with("counts", CallTexts.counts(call.counts()))
                        .with("attributes", CallTexts.attributes(call.attributes()))
                        .with("reportedBy", CallTexts.names(call.reportedBy()))
                        .with("country", call.country())
                        .with("callee", callee == null ? null : callee.value())
                        .with("fingerprint", fingerprint == null ? null : fingerprint.value())
                        .with("at", call.at()));
        if (isNew) {
            usage.countCall(connection, call);
        }
        return isNew;
    }

    /**
     * Inserts calls that were counted. Returns false if one of their IDs already exists; then the caller must not
     * write more.
     */
    public boolean insertAll(Connection connection, List<AllowedCall> calls) throws SQLException {
        for (AllowedCall call : calls) {
            if (!insert(connection, call)) {
                return false;
            }
        }
        return true;
    }

    /** Finds a call that changes, as it is now: a caller's transaction may have read before the call was allowed or ended. */
    private Optional<CallRecord> findNewest(Connection connection, OrganizationId organization, CallId callId)
            throws SQLException {
        return jdbc.queryOne(connection, JournalTable::read, findNewest, key(organization, callId.value()));
    }

    /** Finds the calls whose IDs the requests have. */
    public Map<CallId, AllowedCall> findAll(
            Connection connection, OrganizationId organization, List<CountRequest> requests) throws SQLException {
        List<String> ids = requests.stream()
                .map(CountRequest::callId)
                .filter(Objects::nonNull)
                .map(CallId::value)
                .toList();
        return find(connection, organization, ids, jdbc.readingNewest()).stream()
                .collect(Collectors.toMap(AllowedCall::callId, Function.identity()));
    }

    private List<AllowedCall> find(Connection connection, OrganizationId organization, List<String> ids, String reading)
            throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        Conditions where = new Conditions()
                .andKeyOneOf(jdbc.dialect(), "j.organization_id", organization, "j.call_id", "text", ids)
                .and("a.organization_id = ?", organization);
        return jdbc.query(connection, JournalTable::read, SELECT + where.sql() + reading, where.arguments()).stream()
                .map(CallRecord::call)
                .toList();
    }

    private static NamedSql.Values key(OrganizationId organization, String callId) {
        return new NamedSql.Values().with("organization", organization).with("callId", callId);
    }

    public Optional<CallRecord> find(OrganizationId organization, CallId callId) {
        return jdbc.read(
                "finding a call",
                connection -> jdbc.queryOne(connection, JournalTable::read, FIND, key(organization, callId.value())));
    }

    /** Lists a page of calls. The numbers and the assignments of the calls on the page only are joined. */
    public List<CallRecord> list(CallQuery query) {
        return jdbc.read("listing calls", connection -> {
            Conditions where = new Conditions().and("j.organization_id = ?", query.organization());
            if (!addNumber(connection, where, query)) {
                return List.of();
            }
            addDays(where, query);
            addFilter(where, query.filter());
            String order = query.newestFirst() ? NEWEST_FIRST : OLDEST_FIRST;
            String page =
                    " (SELECT j.* FROM call_journal j %s%s LIMIT %d) j ".formatted(where.sql(), order, query.limit());
            String sql = COLUMNS + page + AssignmentSql.joinPage("j.assignment_id") + order;
            Object[] arguments = Stream.concat(
                            Arrays.stream(where.arguments()), Stream.of(query.organization(), query.organization()))
                    .toArray();
            return jdbc.query(connection, JournalTable::read, sql, arguments);
        });
    }

    /**
     * Keeps only the calls of a number, by the assignments that it has or had. Their agents are in the index of days, so calls of other
     * agents are not read. Returns false if there are none.
     */
    private boolean addNumber(Connection connection, Conditions where, CallQuery query) throws SQLException {
        E164 number = query.filter().number();
        if (number == null) {
            return true;
        }
        NamedSql.Values values =
                new NamedSql.Values().with("organization", query.organization()).with("number", number.toString());
        List<Pair> pairs = jdbc.query(connection, Pair::read, AssignmentSql.PAIRS_OF_NUMBER, values);
        if (!pairs.isEmpty()) {
            List<String> agents = pairs.stream().map(Pair::agent).distinct().toList();
            List<UUID> ids = pairs.stream().map(Pair::id).toList();
            where.andOneOf(jdbc.dialect(), "j.agent_id", "text", agents)
                    .andOneOf(jdbc.dialect(), "j.assignment_id", "uuid", ids);
        }
        return !pairs.isEmpty();
    }

    private record Pair(UUID id, String agent) {
        static Pair read(ResultSet row) throws SQLException {
            return new Pair(UUID.fromString(row.getString("id")), row.getString("agent_id"));
        }
    }

    /** Keeps only the calls of the days, after the previous page. On one day, the index finds where the page begins. */
    private static void addDays(Conditions where, CallQuery query) {
        CallQuery.Days days = query.days() == null ? null : daysLeft(query.days(), query);
        LocalDate onlyDay = days != null && days.from().equals(days.to()) ? days.from() : null;
        if (onlyDay != null) {
            where.and("j.counted_on = ?", onlyDay);
        } else if (days != null) {
            where.and("j.counted_on >= ?", days.from()).and("j.counted_on <= ?", days.to());
        }
        CallQuery.Cursor after = query.after();
        if (after != null) {
            String later = query.newestFirst() ? "<" : ">";
            if (after.day().equals(onlyDay)) {
                addTime(where, after, later);
            } else {
                where.andAny(List.of(
                        new Conditions().and("j.counted_on %s ?".formatted(later), after.day()),
                        addTime(new Conditions().and("j.counted_on = ?", after.day()), after, later)));
            }
        }
    }

    /** Returns the days on which the page may have calls: those from that of the previous page. */
    private static CallQuery.Days daysLeft(CallQuery.Days days, CallQuery query) {
        CallQuery.Cursor after = query.after();
        if (after == null || after.day().isBefore(days.from()) || after.day().isAfter(days.to())) {
            return days;
        }
        return query.newestFirst()
                ? new CallQuery.Days(days.from(), after.day())
                : new CallQuery.Days(after.day(), days.to());
    }

    private static Conditions addTime(Conditions where, CallQuery.Cursor after, String later) {
        return where.and("j.allowed_at %s= ?".formatted(later), after.at())
                .andAny(List.of(
                        new Conditions().and("j.allowed_at %s ?".formatted(later), after.at()),
                        new Conditions()
                                .and(
                                        "j.call_id %s ?".formatted(later),
                                        after.callId().value())));
    }

    private void addFilter(Conditions where, CallQuery.Filter filter) {
        if (filter.agent() != null) {
            where.and("j.agent_id = ?", filter.agent().value());
        }
        if (!filter.callees().isEmpty()) {
            where.andOneOf(
                    jdbc.dialect(),
                    "j.callee",
                    "text",
                    filter.callees().stream().map(CalleeKey::value).toList());
        }
        if (filter.state() != null) {
            where.and(
                    switch (filter.state()) {
                        case OPEN -> "j.released_at IS NULL AND j.completed_at IS NULL";
                        case RELEASED -> "j.released_at IS NOT NULL";
                        case COMPLETED -> "j.completed_at IS NOT NULL";
                    });
        }
        where.andIfNamed("j.result = ?", filter.result());
        andAttributes(where, filter.attributes());
    }

    /** Lists calls in progress; see {@link JournalStore#liveCalls}. Holds of calls that were deleted are passed over. */
    public List<LiveCall> liveCalls(
            OrganizationId organization, Instant now, @Nullable LiveCall.Cursor after, int limit) {
        return jdbc.read("listing calls in progress", connection -> {
            List<LiveCall> found = new ArrayList<>();
            LiveCall.Cursor position = after;
            boolean isLast = false;
            while (found.size() < limit && !isLast) {
                List<LiveCall.Cursor> held = holds.live(connection, organization, now, position, limit - found.size());
                isLast = held.size() < limit - found.size();
                found.addAll(open(connection, organization, held));
                position = held.isEmpty() ? position : held.get(held.size() - 1);
            }
            return found;
        });
    }

    private List<LiveCall> open(Connection connection, OrganizationId organization, List<LiveCall.Cursor> held)
            throws SQLException {
        List<String> ids = held.stream()
                .flatMap(each -> AllowedCall.callIdOf(each.holdId()).stream())
                .map(CallId::value)
                .toList();
        Map<String, AllowedCall> calls = find(connection, organization, ids, "").stream()
                .filter(AllowedCall::isOpen)
                .collect(Collectors.toMap(AllowedCall::holdId, Function.identity()));
        return held.stream()
                .filter(each -> calls.containsKey(each.holdId()))
                .map(each -> new LiveCall(Objects.requireNonNull(calls.get(each.holdId())), each.until()))
                .toList();
    }

    /** Returns when calls to a callee were last completed, by their outcomes. */
    public List<LatestOutcome> latestOutcomes(
            OrganizationId organization, CalleeKey callee, Map<String, String> attributes, Instant since) {
        Conditions where = new Conditions()
                .and("j.organization_id = ?", organization)
                .and("j.callee = ?", callee.value())
                .and("j.completed_at >= ?", since);
        andAttributes(where, attributes);
        String sql = LATEST_OUTCOMES.formatted(where.sql()) + jdbc.readingNewest();
        return jdbc.read(
                "reading the outcomes of the calls to a callee",
                connection -> jdbc.query(connection, JournalTable::latestOutcome, sql, where.arguments()));
    }

    private static LatestOutcome latestOutcome(ResultSet row) throws SQLException {
        return new LatestOutcome(
                Columns.constant(CallOutcome.Result.class, row.getString("result")),
                answeredBy(row),
                Rows.instant(row, "latest"));
    }

    private void andAttributes(Conditions where, Map<String, String> attributes) {
        attributes.forEach((name, value) ->
                where.and(jdbc.dialect().contains("j.attributes"), CallTexts.attributes(Map.of(name, value))));
    }

    @Nullable
    private static CallOutcome.AnsweredBy answeredBy(ResultSet row) throws SQLException {
        String stored = row.getString("answered_by");
        return stored == null ? null : Columns.constant(CallOutcome.AnsweredBy.class, stored);
    }

    @Nullable
    static CallRecord read(ResultSet row) throws SQLException {
        Assignment now = Rows.assignment(row);
        if (now == null) {
            return null;
        }
        Assignment counted = new Assignment(
                now.id(),
                now.agent(),
                now.number(),
                now.terms(),
                row.getInt("journal_calls_made"),
                row.getObject("counted_on", LocalDate.class),
                now.createdAt(),
                now.updatedAt());
        String storedCallee = row.getString("callee");
        CalleeKey callee = storedCallee == null ? null : new CalleeKey(storedCallee);
        String fingerprint = row.getString("fingerprint");
        Map<String, String> attributes = CallTexts.attributes(row.getString("attributes"));
        AllowedCall call = new AllowedCall(
                new CallId(row.getString("call_id")),
                counted,
                Rows.instant(row, "allowed_at"),
                CallTexts.counts(row.getString("counts"), now.number().id(), now.agent(), callee, attributes),
                row.getString("callee_country"),
                callee,
                attributes,
                CallTexts.names(row.getString("reported_by")),
                fingerprint == null ? null : new CallFingerprint(fingerprint),
                instantOrNull(row, "released_at"),
                instantOrNull(row, "completed_at"));
        return new CallRecord(call, outcome(row));
    }

    @Nullable
    private static Instant instantOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : Rows.instant(row, column);
    }

    @Nullable
    private static CallOutcome outcome(ResultSet row) throws SQLException {
        String result = row.getString("result");
        return result == null
                ? null
                : new CallOutcome(
                        Columns.constant(CallOutcome.Result.class, result),
                        talkTime(row),
                        answeredBy(row),
                        codeOrNull(row, "sip_status"),
                        codeOrNull(row, "q850_cause"));
    }

    /** Rows written by earlier versions may hold any time. */
    private static Duration talkTime(ResultSet row) throws SQLException {
        long millis = Math.max(0, row.getLong("talk_millis"));
        return Duration.ofMillis(Math.min(millis, CallOutcome.MAX_TALK_TIME.toMillis()));
    }

    @Nullable
    private static Integer codeOrNull(ResultSet row, String column) throws SQLException {
        int code = row.getInt(column);
        return row.wasNull() ? null : code;
    }

    /**
     * Releases a call. Only the first caller, which marks the call as released, subtracts it from its counts, in the
     * order in which counting locks them.
     */
    public Optional<JournalStore.Update> release(OrganizationId organization, CallId callId, Instant now) {
        return jdbc.transaction("releasing a call", connection -> {
            boolean first = jdbc.update(
                            connection,
                            RELEASE,
                            key(organization, callId.value()).with("now", now))
                    > 0;
            Optional<CallRecord> call = findNewest(connection, organization, callId);
            if (first && call.isPresent()) {
                release(connection, call.get().call());
            }
            return call.map(each -> new JournalStore.Update(each, first));
        });
    }

    private void release(Connection connection, AllowedCall call) throws SQLException {
        boolean uncounted = assignments.release(connection, call);
        counters.change(connection, call, CallCount::released);
        if (uncounted) {
            usage.add(connection, call, CallStatistics.ONE_RELEASE);
        }
    }

    /** Completes a call. Only the first caller, which writes the outcome, adds it to the day's usage. */
    public Optional<JournalStore.Update> complete(
            OrganizationId organization, CallId callId, CallOutcome outcome, Instant now) {
        return jdbc.transaction("completing a call", connection -> {
            boolean first = jdbc.update(
                            connection,
                            COMPLETE,
                            key(organization, callId.value())
                                    .with("now", now)
                                    .with("result", outcome.result())
                                    .with("talkMillis", outcome.talkTime().toMillis())
                                    .with("answeredBy", outcome.answeredBy())
                                    .with("sipStatus", outcome.sipStatus())
                                    .with("q850Cause", outcome.q850Cause()))
                    > 0;
            Optional<CallRecord> call = findNewest(connection, organization, callId);
            if (first && call.isPresent()) {
                counters.change(connection, call.get().call(), count -> count.completed(outcome));
                usage.add(connection, call.get().call(), CallStatistics.of(outcome));
            }
            return call.map(each -> new JournalStore.Update(each, first));
        });
    }

    /** Makes an open call count for longer on the counters of calls in progress. */
    public boolean renew(OrganizationId organization, CallId callId, Instant now, Instant ends) {
        return jdbc.transaction("renewing a call", connection -> {
            Optional<CallRecord> call =
                    findNewest(connection, organization, callId).filter(CallRecord::isOpen);
            return call.isPresent() && counters.renew(connection, call.get().call(), now, ends);
        });
    }

    public int erase(CalleeErasure erasure) {
        List<String> callees = erasure.keys().stream().map(CalleeKey::value).toList();
        Conditions where = new Conditions()
                .and("organization_id = ?", erasure.organization())
                .andOneOf(jdbc.dialect(), "callee", "text", callees);
        String sql = "UPDATE call_journal SET callee = NULL, fingerprint = NULL " + where.sql();
        return jdbc.transaction("erasing a callee", connection -> {
            counters.erase(connection, erasure.organization(), erasure.keys());
            int erased = jdbc.update(connection, sql, where.arguments());
            eraseFingerprints(connection, erasure);
            return erased;
        });
    }

    /** Reads all fingerprints: each is salted with its call ID, so no database can search for one. */
    private void eraseFingerprints(Connection connection, CalleeErasure erasure) throws SQLException {
        String last = "";
        List<Fingerprinted> page;
        do {
            page = jdbc.query(connection, Fingerprinted::read, FINGERPRINTS, key(erasure.organization(), last));
            for (Fingerprinted call : page) {
                last = call.callId().value();
                if (erasure.mayMatch(call.callId(), call.fingerprint())) {
                    jdbc.update(connection, ERASE_FINGERPRINT, key(erasure.organization(), last));
                }
            }
        } while (!page.isEmpty());
    }

    private record Fingerprinted(CallId callId, CallFingerprint fingerprint) {
        static Fingerprinted read(ResultSet row) throws SQLException {
            return new Fingerprinted(
                    new CallId(row.getString("call_id")), new CallFingerprint(row.getString("fingerprint")));
        }
    }

    public int forgetCallsBefore(OrganizationId organization, LocalDate day) {
        return oldDays.deleteBefore(organization, day);
    }

    /** Deletes counters; see {@link dev.callgate.spi.JournalStore#forgetCountersBefore}. */
    public int forgetCountersBefore(OrganizationId organization, Instant time) {
        return new OldCounters(jdbc, assignments, counters, holds).deleteBefore(organization, time);
    }
}
