package dev.callgate.storage.jdbc.table;

import dev.callgate.model.Counter;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.sql.Conditions;
import dev.callgate.storage.jdbc.sql.Dialect;
import java.util.Collection;

/** The counters of an organization that have a scope and a kind. */
record CounterGroup(Counter.Scope scope, Counter.Kind kind) {
    static CounterGroup of(Counter counter) {
        return new CounterGroup(counter.scope(), counter.kind());
    }

    Counter counter(String id) {
        return new Counter(scope, id, kind);
    }

    Conditions condition(OrganizationId organization) {
        return new Conditions()
                .and("organization_id = ?", organization)
                .and("scope = ?", scope)
                .and("kind = ?", kind.toString());
    }

    Conditions condition(OrganizationId organization, Dialect dialect, Collection<String> ids) {
        return condition(organization).andOneOf(dialect, "counted_id", "text", ids);
    }
}
