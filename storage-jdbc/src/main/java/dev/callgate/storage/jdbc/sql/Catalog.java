package dev.callgate.storage.jdbc.sql;

import jakarta.annotation.Nullable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads tables, columns, keys and other named objects from a database's catalog. Names are as the library's SQL would
 * write them.
 */
public final class Catalog {
    private final Jdbc jdbc;
    private final Connection connection;
    private final DatabaseMetaData metaData;
    private final Dialect dialect;

    public Catalog(Jdbc jdbc, Connection connection) throws SQLException {
        this.jdbc = jdbc;
        this.connection = connection;
        this.metaData = connection.getMetaData();
        this.dialect = jdbc.dialect();
    }

    /**
     * A named object of the database.
     *
     * @param schema the schema that contains it; on MariaDB the database
     * @param name its name, as SQL would write it
     * @param stored its name, as the catalog stores it
     * @param kind its kind, such as table, view, index or sequence
     * @param table the table that an index or a constraint belongs to; null for other kinds
     * @param current whether it is in the schema in which CREATE TABLE would create a table
     */
    public record Relation(
            String schema,
            String name,
            String stored,
            String kind,
            @Nullable String table,
            boolean current) {
        boolean isTable() {
            return kind.equals("table");
        }

        @Override
        public String toString() {
            return schema + "." + name;
        }

        /** Returns a sentence that states its kind. */
        String described() {
            String article = kind.equals("index") ? "an" : "a";
            return table == null
                    ? "%s is %s %s".formatted(this, article, kind)
                    : "%s is the name of %s %s of the table %s".formatted(this, article, kind, table);
        }
    }

    /**
     * A column.
     *
     * @param type name of its type, in lower case, without length or precision
     * @param nullable whether it accepts NULL
     * @param needsValue whether an INSERT has to provide a value
     */
    public record Column(String type, boolean nullable, boolean needsValue) {}

    /**
     * Returns the objects that have one of these names. If a name is found in several schemas, they are in the order in
     * which the database searches them.
     */
    public List<Relation> relations(Collection<String> names) throws SQLException {
        String list = names.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
        return jdbc.query(connection, this::relation, dialect.relations(list)).stream()
                .filter(each -> names.contains(each.name()))
                .toList();
    }

    private Relation relation(ResultSet row) throws SQLException {
        String stored = row.getString("relation_name");
        String kind = row.getString("kind").toLowerCase(Locale.ROOT);
        String table = row.getString("table_name");
        return new Relation(
                row.getString("schema_name"),
                written(stored, tablesIgnoreCase()),
                stored,
                kind.equals("base table") || kind.equals("system versioned") ? "table" : kind,
                table == null ? null : written(table, tablesIgnoreCase()),
                row.getInt("is_current") == 1);
    }

    public Map<String, Column> columns(Relation table) throws SQLException {
        Map<String, Column> columns = new LinkedHashMap<>();
        try (ResultSet rows = metaData.getColumns(
                dialect.catalogOf(table.schema()),
                pattern(dialect.schemaOf(table.schema())),
                pattern(table.stored()),
                "%")) {
            while (rows.next()) {
                if (table.stored().equals(rows.getString("TABLE_NAME"))) {
                    boolean nullable = !"NO".equals(rows.getString("IS_NULLABLE"));
                    boolean hasDefault = rows.getString("COLUMN_DEF") != null
                            || "YES".equals(rows.getString("IS_AUTOINCREMENT"))
                            || "YES".equals(rows.getString("IS_GENERATEDCOLUMN"));
                    columns.put(
                            written(rows.getString("COLUMN_NAME"), columnsIgnoreCase()),
                            new Column(type(rows.getString("TYPE_NAME")), nullable, !nullable && !hasDefault));
                }
            }
        }
        return columns;
    }

    private static String type(String name) {
        return name.replaceFirst("\\(.*", "")
                .replaceFirst("(?i) unsigned.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the columns of each unique key that applies to all rows. */
    public Set<Set<String>> keys(Relation table) throws SQLException {
        Map<String, Set<String>> keys = new HashMap<>();
        try (ResultSet rows = metaData.getIndexInfo(
                dialect.catalogOf(table.schema()), dialect.schemaOf(table.schema()), table.stored(), true, true)) {
            while (rows.next()) {
                if (rows.getString("COLUMN_NAME") != null && rows.getString("FILTER_CONDITION") == null) {
                    add(keys, rows, rows.getString("INDEX_NAME"));
                }
            }
        }
        try (ResultSet rows = metaData.getPrimaryKeys(
                dialect.catalogOf(table.schema()), dialect.schemaOf(table.schema()), table.stored())) {
            while (rows.next()) {
                add(keys, rows, "");
            }
        }
        return Set.copyOf(keys.values());
    }

    private void add(Map<String, Set<String>> keys, ResultSet row, String key) throws SQLException {
        keys.computeIfAbsent(key, none -> new HashSet<>())
                .add(written(row.getString("COLUMN_NAME"), columnsIgnoreCase()));
    }

    /**
     * Returns the functions of the current schema that the migrations would replace although they serve another
     * purpose.
     */
    public List<String> foreignFunctions() throws SQLException {
        Optional<String> query = dialect.foreignFunctions();
        return query.isPresent() ? jdbc.query(connection, row -> row.getString(1), query.get()) : List.of();
    }

    @Nullable
    private String pattern(@Nullable String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        return name == null
                ? null
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }

    private boolean tablesIgnoreCase() throws SQLException {
        return !metaData.supportsMixedCaseQuotedIdentifiers();
    }

    private boolean columnsIgnoreCase() throws SQLException {
        return dialect.columnsIgnoreCase() || tablesIgnoreCase();
    }

    /** Returns a stored name as SQL would write it: in lower case if that refers to it, otherwise in quotes. */
    private String written(String stored, boolean ignoreCase) throws SQLException {
        String lower = stored.toLowerCase(Locale.ROOT);
        if (ignoreCase) {
            return lower;
        }
        String unquoted = metaData.storesUpperCaseIdentifiers() ? stored.toUpperCase(Locale.ROOT) : lower;
        return stored.equals(unquoted) ? lower : '"' + stored + '"';
    }
}
