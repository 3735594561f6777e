package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.OrganizationId;
import java.util.Collection;
import java.util.Collections;
import java.util.stream.Stream;

/** H2 2.0 or later. */
public final class H2Dialect extends Dialect {
    /**
     * H2: org.h2.api.ErrorCode. Where the SQL standard has no SQLState, H2's is the vendor code.
     *
     * <ul>
     *   <li>Rolled back: a concurrent update (90131). A lock timeout (HYT00) is not retried, because the statement has
     *       already waited.
     *   <li>Permanent: a trigger or function of the host failed (90043, 90044, 90105); missing privileges (90096);
     *       read-only (90097); no database (90013, 90146); a damaged file (90030).
     *   <li>In doubt: closed during the work (90007), input or output (90028, 90031), out of memory (90108).
     * </ul>
     */
    private static final ServerErrors ERRORS = new ServerErrors(
            ServerErrors.Codes.states("40001", "90131"),
            ServerErrors.Codes.states("23505"),
            ServerErrors.Codes.NONE,
            ServerErrors.Codes.of(90013, 90030, 90043, 90044, 90096, 90097, 90105, 90146),
            ServerErrors.Codes.of(90007, 90028, 90031, 90108),
            code -> code > 90_000 && code < 91_000,
            false);

    /** In upper case, which H2 resolves with each of its settings for identifiers. */
    private static final String RELATIONS = """
            SELECT TABLE_SCHEMA AS SCHEMA_NAME, TABLE_NAME AS RELATION_NAME, TABLE_TYPE AS KIND, NULL AS TABLE_NAME,
                   1 AS IS_CURRENT
            FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = SCHEMA() AND LOWER(TABLE_NAME) IN (%1$s)
            UNION ALL SELECT INDEX_SCHEMA, INDEX_NAME, 'index', TABLE_NAME, 1
            FROM INFORMATION_SCHEMA.INDEXES WHERE INDEX_SCHEMA = SCHEMA() AND LOWER(INDEX_NAME) IN (%1$s)
            UNION ALL SELECT SYNONYM_SCHEMA, SYNONYM_NAME, 'synonym', NULL, 1
            FROM INFORMATION_SCHEMA.SYNONYMS WHERE SYNONYM_SCHEMA = SCHEMA() AND LOWER(SYNONYM_NAME) IN (%1$s)""";

    private final MigrationLock lock = new LeaseLock(ERRORS);

    public H2Dialect() {
        super("h2", "CURRENT_TIMESTAMP");
    }

    @Override
    public ServerErrors errors() {
        return ERRORS;
    }

    @Override
    public String relations(String names) {
        return RELATIONS.formatted(names);
    }

    @Override
    public String schemaOf(String schema) {
        return schema;
    }

    @Override
    public String ifAbsent(String insert) {
        return insert;
    }

    @Override
    public String updateIfPresent(String insert, String key, String changes) {
        return "";
    }

    /**
     * Compares the whole key. If only the second column were compared with a list, H2 would check the list against
     * every row of the organization.
     */
    @Override
    public String isKeyOneOf(String organizationColumn, String column, String type, int values) {
        return "(%s, %s) IN (%s)"
                .formatted(organizationColumn, column, String.join(", ", Collections.nCopies(values, "(?, ?)")));
    }

    @Override
    public Object[] keyOneOf(OrganizationId organization, Collection<?> values) {
        return values.stream().flatMap(each -> Stream.of(organization, each)).toArray();
    }

    /** Names the index: H2 keeps the plan that it made for a table that was still empty, when all indexes cost the same. */
    @Override
    public String usingIndex(String index) {
        return "USE INDEX (%s) ".formatted(index);
    }

    /** Uses the data change delta table of the SQL standard. */
    @Override
    public String returningCounts(String update) {
        return "SELECT %s FROM FINAL TABLE (%s)".formatted(Counted.COLUMNS, update);
    }

    @Override
    public MigrationLock migrationLock() {
        return lock;
    }
}
