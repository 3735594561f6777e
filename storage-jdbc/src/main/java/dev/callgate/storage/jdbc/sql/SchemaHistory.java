package dev.callgate.storage.jdbc.sql;

/** The table that records which migrations were applied, and from which version on nodes work on the tables after each. */
public final class SchemaHistory {
    public static final String TABLE = "callgate_schema_history";

    public static final String CREATE = """
            CREATE TABLE IF NOT EXISTS callgate_schema_history (
                version INTEGER PRIMARY KEY,
                file VARCHAR(128) NOT NULL,
                applied_at TIMESTAMP NOT NULL,
                compatible_from INTEGER NOT NULL
            )""";

    private SchemaHistory() {}
}
