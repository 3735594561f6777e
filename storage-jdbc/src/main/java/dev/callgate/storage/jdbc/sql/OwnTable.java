package dev.callgate.storage.jdbc.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table as the migrations define it. {@link OwnSchema} fills it and does not change it afterwards. */
public final class OwnTable {
    private static final Pattern COLUMN = Pattern.compile("(?s)(\\w+)\\s+(TIMESTAMP WITH TIME ZONE|\\w+)(.*)");
    private static final Pattern KEY =
            Pattern.compile("(PRIMARY KEY|UNIQUE|UNIQUE KEY)\\s*(?:(?<=KEY )\\w+\\s*)?\\(([^)]*)\\)");
    private static final Pattern CONSTRAINT = Pattern.compile("CONSTRAINT\\s+(\\w+)");
    private static final Set<String> NO_COLUMNS = Set.of("PRIMARY", "UNIQUE", "KEY", "CONSTRAINT", "FOREIGN");

    private final String name;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<Set<String>> keys = new ArrayList<>();
    private final List<String> constraints = new ArrayList<>();

    /**
     * A column.
     *
     * @param type the type in the files, without length or precision
     * @param nullable whether the library writes NULL to it
     * @param addedLater whether an ALTER TABLE adds it, so that an older table may lack it
     * @param loosened whether an ALTER TABLE drops its NOT NULL, so that an older table may still have that constraint
     */
    public record Column(String name, String type, boolean nullable, boolean addedLater, boolean loosened) {}

    /** Creates a table from the definitions between the parentheses of a CREATE TABLE. */
    public OwnTable(String name, List<String> definitions) {
        this.name = name;
        definitions.forEach(this::define);
    }

    private void define(String definition) {
        Matcher column = COLUMN.matcher(definition);
        Matcher key = KEY.matcher(definition);
        Matcher constraint = CONSTRAINT.matcher(definition);
        if (key.lookingAt()) {
            keys.add(Set.of(key.group(2).split("\\s*,\\s*")));
        } else if (constraint.lookingAt()) {
            constraints.add(constraint.group(1));
        } else if (column.matches() && !NO_COLUMNS.contains(column.group(1))) {
            boolean primary = column.group(3).contains("PRIMARY KEY");
            boolean nullable = !primary && !column.group(3).contains("NOT NULL");
            put(new Column(column.group(1), column.group(2), nullable, false, false));
            if (primary) {
                keys.add(Set.of(column.group(1)));
            }
        }
    }

    private void put(Column column) {
        columns.put(column.name(), column);
    }

    public void addColumn(String column, String type) {
        columns.putIfAbsent(column, new Column(column, type, true, true, false));
    }

    public void loosen(String column) {
        columns.computeIfPresent(column, (same, is) -> new Column(same, is.type(), true, is.addedLater(), true));
    }

    public String name() {
        return name;
    }

    public Iterable<Column> columns() {
        return columns.values();
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** Returns the columns of each unique key of the CREATE TABLE; unique indexes are not included. */
    public List<Set<String>> keys() {
        return keys;
    }

    /** Returns the names of its named constraints. */
    public List<String> constraints() {
        return constraints;
    }

    /** Returns whether the table serves only the migrations, so that the library works without it. */
    public boolean isHousekeeping() {
        return name.startsWith("callgate_schema_");
    }
}
