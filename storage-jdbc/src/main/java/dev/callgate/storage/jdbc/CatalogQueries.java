package dev.callgate.storage.jdbc;

/** The questions to each database's catalog that JDBC has no common form for. */
final class CatalogQueries {
    /** In upper case, which H2 finds with each of its settings for names. */
    private static final String H2_RELATIONS = """
            SELECT TABLE_SCHEMA AS SCHEMA_NAME, TABLE_NAME AS RELATION_NAME, TABLE_TYPE AS KIND, NULL AS TABLE_NAME,
                   1 AS IS_CURRENT
            FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = SCHEMA() AND LOWER(TABLE_NAME) IN (%1$s)
            UNION ALL SELECT INDEX_SCHEMA, INDEX_NAME, 'index', TABLE_NAME, 1
            FROM INFORMATION_SCHEMA.INDEXES WHERE INDEX_SCHEMA = SCHEMA() AND LOWER(INDEX_NAME) IN (%1$s)
            UNION ALL SELECT SYNONYM_SCHEMA, SYNONYM_NAME, 'synonym', NULL, 1
            FROM INFORMATION_SCHEMA.SYNONYMS WHERE SYNONYM_SCHEMA = SCHEMA() AND LOWER(SYNONYM_NAME) IN (%1$s)""";

    /** Not information_schema, which hides what the user has no privilege on. */
    private static final String POSTGRESQL_RELATIONS = """
            SELECT n.nspname AS schema_name, c.relname AS relation_name,
                   CASE WHEN c.relkind IN ('r', 'p') THEN 'table' WHEN c.relkind = 'v' THEN 'view'
                        WHEN c.relkind = 'm' THEN 'materialized view' WHEN c.relkind = 'f' THEN 'foreign table'
                        WHEN c.relkind IN ('i', 'I') THEN 'index' WHEN c.relkind = 'S' THEN 'sequence'
                        ELSE 'type' END AS kind,
                   t.relname AS table_name, CASE WHEN n.nspname = current_schema() THEN 1 ELSE 0 END AS is_current,
                   array_position(current_schemas(false), n.nspname) AS place
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
            WHERE n.nspname = ANY (current_schemas(false)) AND c.relname IN (%1$s)
            UNION ALL
            SELECT n.nspname, t.typname, 'type', NULL, CASE WHEN n.nspname = current_schema() THEN 1 ELSE 0 END,
                   array_position(current_schemas(false), n.nspname)
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname = ANY (current_schemas(false)) AND t.typrelid = 0 AND t.typname IN (%1$s)
            ORDER BY place""";

    /** Constraints too, since the name of a foreign key is the whole database's. */
    private static final String MARIADB_RELATIONS = """
            SELECT table_schema AS schema_name, table_name AS relation_name, table_type AS kind, NULL AS table_name,
                   1 AS is_current
            FROM information_schema.tables WHERE table_schema = DATABASE() AND LOWER(table_name) IN (%1$s)
            UNION ALL SELECT constraint_schema, constraint_name, 'constraint', table_name, 1
            FROM information_schema.referential_constraints
            WHERE constraint_schema = DATABASE() AND LOWER(constraint_name) IN (%1$s)""";

    private static final String SQLITE_RELATIONS = """
            SELECT 'main' AS schema_name, name AS relation_name, type AS kind,
                   CASE WHEN type = 'index' THEN tbl_name END AS table_name, 1 AS is_current
            FROM main.sqlite_master WHERE LOWER(name) IN (%1$s)""";

    /** The functions that the migrations replace, unless they roll over the counts of agent_phone_numbers. */
    static final String FOREIGN_FUNCTIONS = """
            SELECT n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')'
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = current_schema() AND p.proname = 'reset_daily_call_counts'
              AND oidvectortypes(p.proargtypes) IN ('', 'text, text')
              AND NOT (p.prokind = 'f' AND p.prosrc LIKE '%agent_phone_numbers%')""";

    private CatalogQueries() {}

    /**
     * Returns the query for what has one of several names, where a CREATE TABLE would put a table, and on PostgreSQL in the
     * other schemas of the search path too.
     *
     * @param names string literals, separated by commas
     */
    static String relations(Database database, String names) {
        String query =
                switch (database) {
                    case H2 -> H2_RELATIONS;
                    case POSTGRESQL -> POSTGRESQL_RELATIONS;
                    case MARIADB -> MARIADB_RELATIONS;
                    case SQLITE -> SQLITE_RELATIONS;
                };
        return query.formatted(names);
    }
}
