package dev.callgate.storage.jdbc.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The schema that the migrations create on one database, read from their statements, so that there is no second list to
 * maintain.
 */
public final class OwnSchema {
    private static final Pattern CREATE_TABLE = Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+)\\s*\\(");
    private static final Pattern ADD_COLUMN =
            Pattern.compile("ALTER TABLE (\\w+) ADD COLUMN (?:IF NOT EXISTS )?(\\w+) (\\w+)");
    private static final Pattern DROP_NOT_NULL =
            Pattern.compile("ALTER TABLE (\\w+) ALTER COLUMN (\\w+) DROP NOT NULL");
    private static final Pattern CREATE_INDEX =
            Pattern.compile("CREATE (UNIQUE )?INDEX IF NOT EXISTS (\\w+)\\s+ON (\\w+) \\(([^)]*)\\)");

    private final Map<String, OwnTable> tables = new LinkedHashMap<>();
    private final List<Index> indexes = new ArrayList<>();

    /** An index that a separate statement creates. */
    public record Index(String name, String table, boolean unique, Set<String> columns) {}

    private OwnSchema(Stream<String> statements) {
        statements.forEach(this::read);
    }

    /** Returns the schema that the files and {@link Migrations} itself create. */
    public static OwnSchema of(Dialect dialect, List<String> files) {
        Stream<String> housekeeping =
                Stream.concat(Stream.of(SchemaHistory.CREATE), dialect.migrationLock().tables().stream());
        return new OwnSchema(Stream.concat(
                housekeeping, files.stream().flatMap(file -> SqlScript.statements(dialect, file).stream())));
    }

    private void read(String statement) {
        Matcher createTable = CREATE_TABLE.matcher(statement);
        Matcher addColumn = ADD_COLUMN.matcher(statement);
        Matcher dropNotNull = DROP_NOT_NULL.matcher(statement);
        Matcher createIndex = CREATE_INDEX.matcher(statement);
        if (createTable.lookingAt()) {
            String name = createTable.group(1);
            tables.putIfAbsent(name, new OwnTable(name, definitions(statement, createTable.end())));
        } else if (addColumn.lookingAt()) {
            table(addColumn.group(1)).addColumn(addColumn.group(2), addColumn.group(3));
        } else if (dropNotNull.lookingAt()) {
            table(dropNotNull.group(1)).loosen(dropNotNull.group(2));
        } else if (createIndex.lookingAt()) {
            indexes.add(new Index(
                    createIndex.group(2),
                    createIndex.group(3),
                    createIndex.group(1) != null,
                    Set.of(createIndex.group(4).split("\\s*,\\s*"))));
        }
    }

    /** Splits the text between a pair of parentheses at its commas, except those in nested parentheses. */
    private static List<String> definitions(String statement, int start) {
        List<String> definitions = new ArrayList<>();
        int depth = 0;
        int from = start;
        for (int i = start; depth >= 0; i++) {
            char c = statement.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0 || (depth == 0 && c == ',')) {
                definitions.add(statement.substring(from, i).strip());
                from = i + 1;
            }
        }
        return definitions;
    }

    public OwnTable table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    public Collection<OwnTable> tables() {
        return tables.values();
    }

    public List<Index> indexes() {
        return indexes;
    }
}
