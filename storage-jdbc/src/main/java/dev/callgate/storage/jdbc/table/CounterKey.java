package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.sql.NamedSql;

/** The columns by which call_counters and call_holds find a counter. */
final class CounterKey {
    static final String OF_ORGANIZATION = "organization_id = :organization";

    /** Finds a counter among those of its organization. */
    static final String COUNTER = "(scope = :scope AND counted_id = :id AND kind = :kind)";

    static final String CONDITION = "WHERE %s AND %s".formatted(OF_ORGANIZATION, COUNTER);

    private CounterKey() {}

    static NamedSql.Values values(OrganizationId organization, Counter counter) {
        return new NamedSql.Values()
                .with("organization", organization)
                .with("scope", counter.scope())
                .with("id", counter.id())
                .with("kind", counter.kind().toString());
    }
}
