package dev.callgate.storage.jdbc;

import dev.callgate.model.OrganizationId;
import dev.callgate.spi.CountRequest;
import dev.callgate.spi.CountResult;
import dev.callgate.storage.jdbc.CountForm.Counted;
import dev.callgate.storage.jdbc.WaitingCall.Answer;
import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Checks and counts calls on their assignments alone by one statement that commits by itself, in databases that have arrays: what
 * {@link CountStatement} does for one call. The calls of one assignment are counted all or not at all; where they are not, who
 * is granted has to be found out by {@link GroupCount}.
 */
final class GroupStatement {
    private static final String CALLS =
            "CASE WHEN a.last_reset_date >= w.day THEN COALESCE(a.calls_made_today, 0) ELSE 0 END";

    /** The wishes come in the order of their ids: so do the locks, since each row is looked up by its key. */
    private static final String SQL = """
            UPDATE agent_phone_numbers AS a
            SET calls_made_today = %1$s + w.calls,
                last_reset_date = GREATEST(a.last_reset_date, w.day)
            FROM unnest(?::uuid[], ?::text[], ?::integer[], ?::date[], ?::text[], ?::text[], ?::text[], ?::double precision[])
                AS w (id, agent_id, calls, day, country, any_country, class, plausible_from)
            WHERE a.organization_id = ? AND a.id = w.id AND a.agent_id::text = w.agent_id
              AND a.daily_limit >= %1$s + w.calls
              AND (jsonb_exists(a.allowed_countries::jsonb, w.country) OR jsonb_exists(a.allowed_countries::jsonb, w.any_country))
              AND (w.class IS NULL OR jsonb_exists(a.allowed_classes::jsonb, w.class))
              AND 1 = (
                SELECT 1 FROM phone_numbers n
                WHERE n.organization_id = ? AND n.id = a.phone_number_id
                  AND n.assigned_to IS NOT DISTINCT FROM a.agent_id AND n.status = 'active'
                  AND (n.quarantined_until IS NULL OR n.quarantined_until <= w.day))
              AND %2$s >= to_timestamp(w.plausible_from)
            RETURNING a.id, a.calls_made_today, a.last_reset_date, a.daily_limit""";

    /** By their bytes, as the database has them in order. */
    private static final Comparator<Wish> BY_ID = (one, other) -> {
        UUID id = one.first().seen().id();
        UUID otherId = other.first().seen().id();
        int first = Long.compareUnsigned(id.getMostSignificantBits(), otherId.getMostSignificantBits());
        return first != 0
                ? first
                : Long.compareUnsigned(id.getLeastSignificantBits(), otherId.getLeastSignificantBits());
    };

    private final Jdbc jdbc;
    private final String sql;

    GroupStatement(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.sql = SQL.formatted(CALLS, jdbc.database().clock());
    }

    /**
     * Calls that are alike to the statement.
     *
     * @param requests one or more, in their order; the same in all that the statement looks at
     * @param places where they stand in the group
     */
    private record Wish(List<CountRequest> requests, List<Integer> places) {
        CountRequest first() {
            return requests.get(0);
        }

        void add(CountRequest request, int place) {
            requests.add(request);
            places.add(place);
        }

        boolean isLike(CountRequest other) {
            CountRequest first = first();
            return first.seen().agent().equals(other.seen().agent())
                    && first.day().equals(other.day())
                    && first.requiredClass() == other.requiredClass()
                    && first.to().region().equals(other.to().region());
        }
    }

    /** Answers those that it counted, at their places; the others stay null. */
    void count(List<CountRequest> requests, Answer[] answers) {
        List<Wish> wishes = wishes(requests);
        if (wishes.isEmpty() || !jdbc.database().hasArrays()) {
            return;
        }
        OrganizationId organization = requests.get(0).seen().organization();
        Map<UUID, Counted> counted = jdbc.statement(
                "counting %d calls together".formatted(requests.size()),
                connection -> count(connection, organization, wishes));
        for (Wish wish : wishes) {
            Counted now = counted.get(wish.first().seen().id());
            if (now != null) {
                answer(wish, now, answers);
            }
        }
    }

    /** Of an assignment's calls, the first ones that are alike: what comes behind another must not be counted before it. */
    private static List<Wish> wishes(List<CountRequest> requests) {
        Map<UUID, Wish> byAssignment = new HashMap<>();
        Set<UUID> closed = new HashSet<>();
        for (int place = 0; place < requests.size(); place++) {
            CountRequest request = requests.get(place);
            UUID id = request.seen().id();
            Wish before = byAssignment.get(id);
            if (closed.contains(id)
                    || !request.countsOnAssignmentOnly()
                    || (before != null && !before.isLike(request))) {
                closed.add(id);
            } else {
                byAssignment
                        .computeIfAbsent(id, any -> new Wish(new ArrayList<>(1), new ArrayList<>(1)))
                        .add(request, place);
            }
        }
        List<Wish> inOrder = new ArrayList<>(byAssignment.values());
        inOrder.sort(BY_ID);
        return inOrder;
    }

    private Map<UUID, Counted> count(Connection connection, OrganizationId organization, List<Wish> wishes)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            jdbc.bind(statement, arguments(organization, wishes));
            Map<UUID, Counted> counted = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counted.put(
                            rows.getObject(1, UUID.class),
                            new Counted(rows.getInt(2), rows.getObject(3, LocalDate.class), rows.getInt(4)));
                }
            }
            Failure.requireNoDoubt(statement.getWarnings());
            return counted;
        }
    }

    private Object[] arguments(OrganizationId organization, List<Wish> wishes) {
        List<CountRequest> firsts = wishes.stream().map(Wish::first).toList();
        return new Object[] {
            Jdbc.texts(firsts, each -> each.seen().id()),
            Jdbc.texts(firsts, each -> each.seen().agent().value()),
            Jdbc.texts(wishes, each -> each.requests().size()),
            Jdbc.texts(firsts, each -> each.day().date()),
            Jdbc.texts(firsts, each -> each.to().region()),
            Jdbc.texts(firsts, CountStatement::anyCountry),
            Jdbc.texts(firsts, GroupStatement::permitted),
            Jdbc.texts(firsts, each -> jdbc.database().clockValue(each.day().plausibleFrom())),
            organization,
            organization
        };
    }

    @Nullable
    private static String permitted(CountRequest request) {
        return request.requiredClass() == null ? null : request.requiredClass().code();
    }

    private static void answer(Wish wish, Counted all, Answer[] answers) {
        int before = all.calls() - wish.requests().size();
        for (int i = 0; i < wish.requests().size(); i++) {
            Counted one = new Counted(before + i + 1, Objects.requireNonNull(all.day()), all.limit());
            answers[wish.places().get(i)] = Answer.of(new CountResult.Counted(
                    CountStatement.after(wish.requests().get(i).seen(), one)));
        }
    }
}
