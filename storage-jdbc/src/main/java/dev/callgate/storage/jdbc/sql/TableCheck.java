package dev.callgate.storage.jdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares a table with the table that the library needs, and describes each difference. */
public final class TableCheck {
    /** The accepted types for each type in the files: the same type, or one that holds more values. */
    private static final Map<String, Set<String>> COMPATIBLE_TYPES = Map.ofEntries(
            Map.entry("BIGINT", Set.of("bigint", "int8")),
            Map.entry("BOOLEAN", Set.of("boolean", "bool", "bit", "tinyint")),
            Map.entry("CHAR", Set.of("char", "varchar", "uuid")),
            Map.entry("DATE", Set.of("date")),
            Map.entry("DATETIME", Set.of("datetime")),
            Map.entry("INTEGER", Set.of("integer", "int", "int4", "bigint", "int8")),
            Map.entry("JSON", Set.of("json", "jsonb", "longtext", "mediumtext", "text")),
            Map.entry("JSONB", Set.of("jsonb", "json")),
            Map.entry("SMALLINT", Set.of("smallint", "int2", "integer", "int", "int4", "bigint", "int8")),
            Map.entry("TEXT", Set.of("text", "varchar", "char")),
            Map.entry("TIMESTAMP", Set.of("timestamp")),
            Map.entry("TIMESTAMP WITH TIME ZONE", Set.of("timestamp with time zone")),
            Map.entry("UUID", Set.of("uuid")),
            Map.entry("VARCHAR", Set.of("varchar", "character varying", "char", "character", "bpchar", "text")));

    /** Columns that hold the host's IDs, which are UUIDs in tables of the predecessor. */
    private static final Set<String> HOST_IDS = Set.of(
            "phone_numbers.organization_id",
            "phone_numbers.assigned_to",
            "agent_phone_numbers.organization_id",
            "agent_phone_numbers.agent_id");

    /** The time of a check, which determines which parts a table may lack. */
    public enum Stage {
        /** Other nodes may be migrating: on H2, a table can be visible before its keys. */
        UNLOCKED,
        /** No other node migrates. Parts that a later statement adds may be missing. */
        LOCKED,
        /** All migrations were applied. Nothing may be missing. */
        MIGRATED
    }

    private final OwnTable own;
    private final Map<String, Catalog.Column> there;
    private final Set<Set<String>> keys;
    private final Stage stage;

    public TableCheck(OwnTable own, Map<String, Catalog.Column> there, Set<Set<String>> keys, Stage stage) {
        this.own = own;
        this.there = there;
        this.keys = keys;
        this.stage = stage;
    }

    /** Returns the differences that matter; empty if the table is the library's or is compatible with it. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (OwnTable.Column column : own.columns()) {
            Catalog.Column found = there.get(column.name());
            if (found != null) {
                compare(column, found, differences);
            } else if (stage == Stage.MIGRATED || !column.addedLater()) {
                missing.add(column.name());
            }
        }
        if (!missing.isEmpty()) {
            differences.add(0, "it has no column " + String.join(", ", missing));
        }
        new TreeMap<>(there).forEach((name, column) -> {
            if (column.needsValue() && !own.has(name)) {
                differences.add(name + ", which the library does not know, is NOT NULL and has no default");
            }
        });
        if (missing.isEmpty() && stage != Stage.UNLOCKED) {
            own.keys().stream().filter(key -> !isUnique(key)).forEach(key -> differences.add(noKey(key)));
        }
        return differences;
    }

    private void compare(OwnTable.Column column, Catalog.Column found, List<String> differences) {
        if (!isCompatible(column, found.type())) {
            differences.add("%s is %s instead of %s"
                    .formatted(column.name(), found.type().toUpperCase(Locale.ROOT), column.type()));
        }
        boolean willBeLoosened = column.loosened() && stage != Stage.MIGRATED;
        if (column.nullable() && !found.nullable() && !willBeLoosened) {
            differences.add(column.name() + " is NOT NULL");
        }
    }

    private boolean isCompatible(OwnTable.Column column, String type) {
        return COMPATIBLE_TYPES.getOrDefault(column.type(), Set.of()).contains(type)
                || (type.equals("uuid") && HOST_IDS.contains(own.name() + "." + column.name()));
    }

    /**
     * Returns whether columns are a unique key. For the organization and the ID, a key on the ID alone is accepted, too:
     * tables that existed before this library have it.
     */
    public boolean isUnique(Set<String> columns) {
        return keys.contains(columns)
                || (columns.equals(Set.of("organization_id", "id")) && keys.contains(Set.of("id")));
    }

    public static String noKey(Set<String> columns) {
        return "it has no unique key on "
                + String.join(", ", columns.stream().sorted().toList());
    }
}
