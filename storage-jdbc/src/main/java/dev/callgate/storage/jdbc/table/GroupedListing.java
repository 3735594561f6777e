package dev.callgate.storage.jdbc.table;

import dev.callgate.model.NumberQuery;
import dev.callgate.model.PhoneNumber;
import dev.callgate.storage.jdbc.sql.Columns;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import dev.callgate.storage.jdbc.sql.Rows;
import dev.callgate.storage.jdbc.table.NumberGroup.Walk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Lists pages in a time that depends on the size of the page, not on that of the inventory. An organization's numbers
 * belong to a few groups, and an index holds each group in the order of its numbers. A page is made in two steps. The
 * first lists the groups, with one index seek for each. The second walks each group that passes the filters for at
 * most one page, and reads the first of all numbers found.
 */
public final class GroupedListing implements NumberListing {
    private static final NamedSql GROUPS = NamedSql.of("""
            WITH RECURSIVE g (listing) AS (
                (SELECT n.listing FROM phone_numbers n
                 WHERE n.organization_id = :organization AND n.listing IS NOT NULL ORDER BY n.listing LIMIT 1)
                UNION ALL
                SELECT (SELECT n.listing FROM phone_numbers n
                        WHERE n.organization_id = :organization AND n.listing > g.listing ORDER BY n.listing LIMIT 1)
                FROM g WHERE g.listing IS NOT NULL)
            SELECT listing FROM g WHERE listing IS NOT NULL""");

    /** The size of the page is filled in. */
    private static final String BY_BEGINNING = """
            SELECT found.phone_number
            FROM unnest(:walked, :lows, :highs) AS r (listing, low, high)
            CROSS JOIN LATERAL (
                SELECT n.phone_number FROM phone_numbers n
                WHERE n.organization_id = :organization AND n.listing = r.listing
                  AND n.phone_number >= r.low AND n.phone_number < r.high
                ORDER BY n.phone_number LIMIT %1$s) found""";

    /** UNION removes the duplicates: a number may match both at its beginning and at its end. */
    private static final String OR_BY_END = """

            UNION
            SELECT n.phone_number FROM phone_numbers n
            WHERE n.organization_id = :organization AND RIGHT(n.phone_number, 4) = :lastDigits
              AND n.phone_number LIKE :ending AND n.listing = ANY (:listings) AND n.phone_number >= :low""";

    private static final NamedSql PAGE = page(BY_BEGINNING);

    private static final NamedSql PAGE_OR_BY_END = page(BY_BEGINNING + OR_BY_END);

    /**
     * A page of at least this size of an inventory without filters, such as an export, walks the whole inventory in
     * order.
     */
    private static final int LARGE_PAGE = 500;

    private final Jdbc jdbc;
    private final PlainListing plain;

    public GroupedListing(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.plain = new PlainListing(jdbc);
    }

    private static NamedSql page(String matches) {
        return NamedSql.of(Rows.SELECT_NUMBERS + """
            JOIN (SELECT * FROM (%s) ways ORDER BY phone_number LIMIT %%1$s) page ON page.phone_number = n.phone_number
            WHERE n.organization_id = :organization
            ORDER BY n.phone_number""".formatted(matches));
    }

    @Override
    public List<PhoneNumber> page(Connection connection, NumberQuery query) throws SQLException {
        return query.limit() >= LARGE_PAGE && query.keepsAll()
                ? plain.page(connection, query)
                : pageOfGroups(connection, query);
    }

    private List<PhoneNumber> pageOfGroups(Connection connection, NumberQuery query) throws SQLException {
        List<NumberGroup> groups = groups(connection, query);
        List<Walk> walks = groups.stream().flatMap(group -> group.walks(query)).toList();
        NamedSql.Values values = new NamedSql.Values()
                .with("organization", query.organization())
                .with("walked", Columns.texts(walks, walk -> walk.group().listing()))
                .with("lows", Columns.texts(walks, walk -> walk.range().low()))
                .with("highs", Columns.texts(walks, walk -> walk.range().high()));
        Optional<String> ending = query.ending();
        ending.ifPresent(
                digits -> values.with("lastDigits", digits.substring(digits.length() - NumberQuery.MIN_LAST_DIGITS))
                        .with("ending", "%" + digits)
                        .with("listings", Columns.texts(groups, NumberGroup::listing))
                        .with("low", DigitRange.ALL.after(query.after()).low()));
        NamedSql page = ending.isPresent() ? PAGE_OR_BY_END : PAGE;
        return jdbc.query(connection, Rows::number, page.formatted(query.limit()), values);
    }

    @Override
    public long count(Connection connection, NumberQuery query, long most) throws SQLException {
        Conditions where = new Conditions()
                .and("n.organization_id = ?", query.organization())
                .and("n.listing = ANY (?)", Columns.texts(groups(connection, query), NumberGroup::listing));
        return PlainListing.count(jdbc, connection, DigitRange.restrict(where, query), most);
    }

    private List<NumberGroup> groups(Connection connection, NumberQuery query) throws SQLException {
        return jdbc
                .query(
                        connection,
                        row -> new NumberGroup(row.getString(1)),
                        GROUPS,
                        new NamedSql.Values().with("organization", query.organization()))
                .stream()
                .filter(group -> group.passes(query))
                .toList();
    }
}
