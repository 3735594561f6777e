package dev.callgate.examples.console.policy;

import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.model.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The versions of policies, in console_policies. Thread-safe. */
@Repository
class PolicyTable {
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};
    private static final String SEPARATOR = ",";

    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock;

    PolicyTable(JdbcClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** Returns a document as it is stored. */
    String written(Map<String, Object> document) {
        return json.writeValueAsString(document);
    }

    /** Returns a document as it is read again: with the same types of numbers. */
    Map<String, Object> asStored(Map<String, Object> document) {
        return json.readValue(written(document), DOCUMENT);
    }

    /** What a decision has to know of an organization: the current version of its policy, and whether it is closed. */
    record Current(int version, boolean closed) {}

    /** Returns the current version of an organization. */
    Optional<Current> current(OrganizationId organization) {
        return database.sql("SELECT policy_version, closed FROM console_organizations WHERE id = ?")
                .param(organization.value())
                .query((row, index) -> new Current(row.getInt("policy_version"), row.getBoolean("closed")))
                .optional();
    }

    /** Returns the current version of an organization, which cannot change until the end of the transaction. */
    int lockCurrentVersion(OrganizationId organization) {
        return database.sql("SELECT policy_version FROM console_organizations WHERE id = ? FOR UPDATE")
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    Optional<PolicyVersion> find(OrganizationId organization, int version) {
        return database.sql("SELECT * FROM console_policies WHERE organization_id = ? AND version = ?")
                .params(organization.value(), version)
                .query(this::row)
                .optional();
    }

    /** Returns the versions before one, the newest first. */
    List<PolicyVersion> list(OrganizationId organization, int before, int limit) {
        return database.sql("""
                SELECT * FROM console_policies WHERE organization_id = ? AND version < ? ORDER BY version DESC LIMIT ?""")
                .params(organization.value(), before, limit)
                .query(this::row)
                .list();
    }

    /** Adds a version and makes it the current one, with its zone and region. */
    void add(OrganizationId organization, PolicyVersion added, ZoneId zone, String region) {
        database.sql("""
                INSERT INTO console_policies (organization_id, version, document, made_at, made_by, note, changed)
                VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(organization.value(), added.version(), written(added.document()))
                .params(LocalDateTime.ofInstant(added.madeAt(), ZoneOffset.UTC), added.madeBy())
                .param(added.note())
                .param(String.join(SEPARATOR, added.changed()))
                .update();
        database.sql("UPDATE console_organizations SET policy_version = ?, zone = ?, region = ? WHERE id = ?")
                .params(added.version(), zone.getId(), region, organization.value())
                .update();
    }

    /** Returns the time as the table has it. */
    Instant now() {
        return Organizations.now(clock).toInstant(ZoneOffset.UTC);
    }

    private PolicyVersion row(ResultSet row, int index) throws SQLException {
        String changed = row.getString("changed");
        return new PolicyVersion(
                row.getInt("version"),
                json.readValue(row.getString("document"), DOCUMENT),
                row.getObject("made_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("made_by"),
                row.getString("note"),
                changed.isEmpty() ? List.of() : List.of(changed.split(SEPARATOR)));
    }
}
