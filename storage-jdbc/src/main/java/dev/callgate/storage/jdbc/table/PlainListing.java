package dev.callgate.storage.jdbc.table;

import dev.callgate.model.NumberQuery;
import dev.callgate.model.PhoneNumber;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Lists pages with one query that every database understands. It walks the numbers in order until the page is full.
 */
public final class PlainListing implements NumberListing {
    private final Jdbc jdbc;

    public PlainListing(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<PhoneNumber> page(Connection connection, NumberQuery query) throws SQLException {
        Conditions where = conditions(query);
        if (query.after() != null) {
            where.and("n.phone_number > ?", query.after().toString());
        }
        return jdbc.query(
                connection,
                Rows::number,
                Rows.SELECT_NUMBERS + where.sql() + orderOf(query) + query.limit(),
                where.arguments());
    }

    /** Returns the order of numbers in the terms of an index, with its columns that are fixed: H2 would sort all rows otherwise. */
    private static String orderOf(NumberQuery query) {
        boolean available = Boolean.FALSE.equals(query.assigned());
        return " ORDER BY n.organization_id, %sn.phone_number LIMIT ".formatted(available ? "n.assigned_to, " : "");
    }

    @Override
    public long count(Connection connection, NumberQuery query, long most) throws SQLException {
        return count(jdbc, connection, conditions(query), most);
    }

    public static long count(Jdbc jdbc, Connection connection, Conditions where, long most) throws SQLException {
        String all = " FROM phone_numbers n " + where.sql();
        String sql = most == Long.MAX_VALUE
                ? "SELECT COUNT(*)" + all
                : "SELECT COUNT(*) FROM (SELECT n.id%s LIMIT %s) counted".formatted(all, most);
        return jdbc.queryOne(connection, row -> row.getLong(1), sql, where.arguments())
                .orElse(0L);
    }

    private static Conditions conditions(NumberQuery query) {
        Conditions where = new Conditions()
                .and("n.organization_id = ?", query.organization())
                .and("n.deleted_at IS NULL")
                .andIfNamed("n.status = ?", query.status())
                .andIfNamed("n.provider = ?", query.provider())
                .andIfNamed("n.country_code = ?", query.country());
        if (query.assigned() != null) {
            where.and(query.assigned() ? "n.assigned_to IS NOT NULL" : "n.assigned_to IS NULL");
        }
        return DigitRange.restrict(where, query);
    }
}
