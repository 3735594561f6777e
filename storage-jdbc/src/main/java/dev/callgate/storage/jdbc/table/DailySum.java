package dev.callgate.storage.jdbc.table;

import dev.callgate.storage.jdbc.sql.Jdbc;
import dev.callgate.storage.jdbc.sql.NamedSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of sums with one row for each key. Counting adds one to the first sum, and inserts the row if it is missing.
 * Its statements have a parameter for each column of the key, with the name of the column.
 */
public final class DailySum {
    private final Jdbc jdbc;
    private final String table;
    private final List<String> key;
    private final List<String> sums;
    private final NamedSql addOrInsert;
    private final NamedSql add;
    private final NamedSql insert;

    public DailySum(Jdbc jdbc, String table, List<String> key, List<String> sums) {
        String first = sums.get(0);
        this.jdbc = jdbc;
        this.table = table;
        this.key = key;
        this.sums = sums;
        String row = "%s VALUES (:%s, %s)".formatted(insertInto(), String.join(", :", key), oneAndZeros());
        this.insert = NamedSql.of(row);
        this.add = NamedSql.of("UPDATE %1$s SET %2$s = %2$s + 1 WHERE %3$s".formatted(table, first, hasKey(key)));
        this.addOrInsert = NamedSql.of(updateIfPresent(row));
    }

    /** Returns the condition that a row has the key. */
    static String hasKey(List<String> key) {
        return key.stream().map("%1$s = :%1$s"::formatted).collect(Collectors.joining(" AND "));
    }

    private String insertInto() {
        return "INSERT INTO %s (%s, %s)".formatted(table, String.join(", ", key), String.join(", ", sums));
    }

    private String oneAndZeros() {
        return "1" + ", 0".repeat(sums.size() - 1);
    }

    private String updateIfPresent(String rows) {
        return jdbc.dialect()
                .updateIfPresent(rows, String.join(", ", key), "%2$s = %1$s.%2$s + 1".formatted(table, sums.get(0)));
    }

    /** Returns SQL that adds one for each row of a query that returns the key. */
    public String addOrInsert(String keyValues, String from) {
        return updateIfPresent("%s SELECT %s, %s FROM %s".formatted(insertInto(), keyValues, oneAndZeros(), from));
    }

    public void addOne(Connection connection, NamedSql.Values key) throws SQLException {
        if (!addOrInsert.sql().isEmpty()) {
            jdbc.update(connection, addOrInsert, key);
        } else if (jdbc.update(connection, add, key) == 0 && !jdbc.insertIfAbsent(connection, insert, key)) {
            jdbc.update(connection, add, key);
        }
    }
}
