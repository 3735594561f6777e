package dev.callgate.storage.jdbc.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An UPDATE of rows that are known by their keys. It sets columns of each row to values of the row's own: the parameters that have the
 * names of the columns. Immutable and thread-safe; created once per statement.
 */
public final class RowUpdate {
    private final String table;
    private final NamedSql one;
    private final NamedSql scope;
    private final NamedSql key;
    private final List<Column> columns;

    /** A column, and the branch of a CASE that has its value in a row. */
    private record Column(String name, NamedSql branch) {}

    /**
     * Creates an UPDATE.
     *
     * @param scope SQL condition that all rows of a statement have in common
     * @param key SQL condition that finds one of them
     */
    public RowUpdate(String table, String scope, String key, List<String> columns) {
        String values = columns.stream().map("%1$s = :%1$s"::formatted).collect(Collectors.joining(", "));
        this.table = table;
        this.one = NamedSql.of("UPDATE %s SET %s WHERE %s AND %s".formatted(table, values, scope, key));
        this.scope = NamedSql.of(scope);
        this.key = NamedSql.of(key);
        this.columns = columns.stream()
                .map(name -> new Column(name, NamedSql.of(" WHEN %s THEN :%s".formatted(key, name))))
                .toList();
    }

    /** Returns the statement for one row. */
    NamedSql ofOne() {
        return one;
    }

    /** Returns the statement for a number of rows. */
    String ofSeveral(int rows) {
        String values = columns.stream()
                .map(each -> "%1$s = CASE%2$s ELSE %1$s END"
                        .formatted(each.name(), each.branch().sql().repeat(rows)))
                .collect(Collectors.joining(", "));
        String keys = String.join(" OR ", Collections.nCopies(rows, key.sql()));
        return "UPDATE %s SET %s WHERE %s AND (%s)".formatted(table, values, scope.sql(), keys);
    }

    /** Returns the arguments of {@link #ofSeveral}. */
    Object[] arguments(List<NamedSql.Values> rows) {
        List<Object> arguments = new ArrayList<>();
        for (Column column : columns) {
            rows.forEach(row -> arguments.addAll(Arrays.asList(column.branch().arguments(row))));
        }
        arguments.addAll(Arrays.asList(scope.arguments(rows.get(0))));
        rows.forEach(row -> arguments.addAll(Arrays.asList(key.arguments(row))));
        return arguments.toArray();
    }
}
