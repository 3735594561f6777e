package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.callgate.storage.jdbc.sql.NamedSql;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NamedSqlTest {
    private static final NamedSql SQL = NamedSql.of("UPDATE t SET a = :new, b = :b WHERE a < :new AND c = :c LIMIT %s");

    @Test
    @DisplayName("values are in the order of the question marks, and a name may occur several times")
    void ordersValues() {
        assertEquals("UPDATE t SET a = ?, b = ? WHERE a < ? AND c = ? LIMIT %s", SQL.sql());
        assertArrayEquals(
                new Object[] {1, null, 1, "x"},
                SQL.arguments(new NamedSql.Values()
                        .with("c", "x")
                        .with("unused", 2)
                        .with("b", null)
                        .with("new", 1)));
    }

    @Test
    @DisplayName("casts and quoted text have no parameters")
    void leavesCastsAndQuotedTextUnchanged() {
        NamedSql sql = NamedSql.of("SELECT ':quoted', 'it''s :quoted', :a::text[] FROM t WHERE b::date >= :b");
        assertEquals("SELECT ':quoted', 'it''s :quoted', ?::text[] FROM t WHERE b::date >= ?", sql.sql());
        assertArrayEquals(
                new Object[] {1, 2},
                sql.arguments(new NamedSql.Values().with("b", 2).with("a", 1)));
    }

    @Test
    @DisplayName("format specifiers are replaced, and the parameters stay")
    void replacesFormatSpecifiers() {
        NamedSql limited = SQL.formatted(10);
        NamedSql.Values values =
                new NamedSql.Values().with("new", 1).with("b", 2).with("c", 3);
        assertEquals("UPDATE t SET a = ?, b = ? WHERE a < ? AND c = ? LIMIT 10", limited.sql());
        assertArrayEquals(SQL.arguments(values), limited.arguments(values));
    }

    @Test
    @DisplayName("a column that is equal in all rows is one value, and another one is an array")
    void setsEqualColumnsOnce() {
        NamedSql sql = NamedSql.of("INSERT INTO t SELECT COALESCE(w.c, :cOfAll) FROM unnest(:c) AS w (c)");
        assertArrayEquals(new Object[] {"x", new String[0]}, sql.arguments(column("x", "x")));
        assertArrayEquals(new Object[] {null, new String[0]}, sql.arguments(column(null, null)));
        assertArrayEquals(new Object[] {null, new String[] {"x", null}}, sql.arguments(column("x", null)));
        assertArrayEquals(new Object[] {null, new String[0]}, sql.arguments(column()));
    }

    private static NamedSql.Values column(String... texts) {
        return new NamedSql.Values().withColumn("c", texts);
    }

    @Test
    @DisplayName("a missing value is refused by its name")
    void refusesMissingValue() {
        NamedSql.Values values = new NamedSql.Values().with("new", 1);
        NamedSql sql = NamedSql.of("UPDATE t SET a = :new WHERE c = :c");
        assertEquals(
                "the statement has the parameter :c, but only these have values: [new]; add a value for it",
                assertThrows(IllegalArgumentException.class, () -> sql.arguments(values))
                        .getMessage());
    }
}
