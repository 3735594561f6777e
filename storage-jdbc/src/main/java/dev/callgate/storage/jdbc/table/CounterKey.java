package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.sql.NamedSql;

/** The columns by which call_counters and call_holds find a counter. */
final class CounterKey {
    static final String CONDITION =
            "WHERE organization_id = :organization AND scope = :scope AND counted_id = :id AND kind = :kind";

    private CounterKey() {}

    static NamedSql.Values values(OrganizationId organization, Counter counter) {
        return new NamedSql.Values()
                .with("organization", organization)
                .with("scope", counter.scope())
                .with("id", counter.id())
                .with("kind", counter.kind().toString());
    }
}
