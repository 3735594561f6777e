package dev.callgate.storage.jdbc;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.Charge;
import dev.callgate.assignment.ChargeResult;
import dev.callgate.assignment.Countries;
import dev.callgate.assignment.Terms;
import dev.callgate.number.Regions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Checks and counts one call, by one conditional UPDATE: what {@link Charge#on} says, in SQL. The database locks the row
 * and judges the condition on its newest version, so no two callers are granted the same call.
 *
 * <p>No row changed means no grant; then the row is read once more, to say why.
 */
final class ChargeStatement {
    private static final String UPDATE = """
            UPDATE agent_phone_numbers a
            SET calls_made_today = CASE WHEN a.last_reset_date >= ? THEN a.calls_made_today + 1 ELSE 1 END,
                last_reset_date = CASE WHEN a.last_reset_date >= ? THEN a.last_reset_date ELSE ? END
            WHERE a.organization_id = ? AND a.id = ? AND a.agent_id = ?
              AND a.daily_limit > CASE WHEN a.last_reset_date >= ? THEN a.calls_made_today ELSE 0 END
              AND (%1$s LIKE ? OR %1$s LIKE ?)
              AND EXISTS (
                SELECT 1 FROM phone_numbers n
                WHERE n.organization_id = ? AND n.id = a.phone_number_id
                  AND n.assigned_to = a.agent_id AND n.status = 'active')
              AND CURRENT_TIMESTAMP >= ?""";

    private static final String READ_AGAIN = "SELECT CURRENT_TIMESTAMP AS store_time, " + Rows.ASSIGNMENT_COLUMNS + """
             FROM agent_phone_numbers a
            JOIN phone_numbers n
              ON n.organization_id = a.organization_id AND n.id = a.phone_number_id AND n.assigned_to = a.agent_id
            WHERE a.organization_id = ? AND a.id = ?""";

    private final Jdbc jdbc;
    private final String update;

    ChargeStatement(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.update = jdbc.dialect()
                .returning(
                        UPDATE.formatted(jdbc.dialect().asText("a.allowed_countries")),
                        "calls_made_today, last_reset_date, daily_limit");
    }

    ChargeResult run(Charge charge) {
        Optional<Assignment> granted = jdbc.statement("counting a call", connection -> count(connection, charge));
        return granted.<ChargeResult>map(ChargeResult.Granted::new).orElseGet(() -> explain(charge));
    }

    private Optional<Assignment> count(Connection connection, Charge charge) throws SQLException {
        Assignment seen = charge.seen();
        LocalDate day = charge.day().date();
        String region = charge.to().region();
        String anyOrRegion = Regions.NON_GEOGRAPHIC.equals(region) ? region : Countries.ANY;
        return jdbc.queryOne(
                connection,
                row -> charged(seen, row),
                update,
                day,
                day,
                day,
                seen.organization(),
                seen.id(),
                seen.agent(),
                day,
                listing(region),
                listing(anyOrRegion),
                seen.organization(),
                OffsetDateTime.ofInstant(charge.day().plausibleFrom(), ZoneOffset.UTC));
    }

    /** A pattern that a list of countries matches if it names this one: the quotes keep codes apart. */
    private static String listing(String code) {
        return "%" + Json.quoted(code) + "%";
    }

    private static Assignment charged(Assignment seen, ResultSet row) throws SQLException {
        return new Assignment(
                seen.id(),
                seen.agent(),
                seen.number(),
                new Terms(row.getInt("daily_limit"), seen.terms().countries()),
                row.getInt("calls_made_today"),
                row.getObject("last_reset_date", LocalDate.class),
                seen.createdAt(),
                seen.updatedAt());
    }

    /** An assignment, and the time by the database's clock when it was read. */
    private record Read(Assignment assignment, Instant at) {}

    private ChargeResult explain(Charge charge) {
        Optional<Read> now = jdbc.read(
                "reading why a call was not counted",
                connection -> jdbc.queryOne(
                        connection,
                        row -> new Read(
                                Rows.assignment(row),
                                row.getObject("store_time", OffsetDateTime.class)
                                        .toInstant()),
                        READ_AGAIN,
                        charge.seen().organization(),
                        charge.seen().id()));
        ChargeResult result =
                now.map(read -> charge.on(read.assignment(), read.at())).orElseGet(ChargeResult.Changed::new);
        // Room again by now: it was full, or changed, a moment ago.
        return result instanceof ChargeResult.Granted ? new ChargeResult.Changed() : result;
    }
}
