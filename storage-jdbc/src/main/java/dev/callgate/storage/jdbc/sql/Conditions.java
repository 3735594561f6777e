package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Collects the conditions of a statement, each with the value of its question mark. Not thread-safe. */
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();

    public Conditions and(String condition) {
        conditions.add(condition);
        return this;
    }

    public Conditions and(String condition, Object bound) {
        arguments.add(bound);
        return and(condition);
    }

    /** Adds a condition with a question mark for each of several arrays. */
    public Conditions andArrays(String condition, String[]... arrays) {
        arguments.addAll(Arrays.asList(arrays));
        return and(condition);
    }

    /** Adds the condition that at least one of several alternatives is true. All conditions of an alternative apply. */
    public Conditions andAny(Collection<Conditions> alternatives) {
        alternatives.forEach(each -> arguments.addAll(each.arguments));
        return and(alternatives.stream().map(Conditions::all).collect(Collectors.joining(") OR (", "((", "))")));
    }

    /**
     * Adds the condition that a column equals one of several values, which are bound as text.
     *
     * @param type the type of the column on PostgreSQL
     */
    public Conditions andOneOf(Dialect dialect, String column, String type, Collection<?> values) {
        arguments.addAll(Arrays.asList(dialect.oneOf(values)));
        return and(dialect.isOneOf(column, type, values.size()));
    }

    /**
     * Adds the condition that a row has an organization, and one of several values in the other column of a unique key
     * that begins with the organization.
     *
     * @param type the type of the column on PostgreSQL
     */
    public Conditions andKeyOneOf(
            Dialect dialect,
            String organizationColumn,
            OrganizationId organization,
            String column,
            String type,
            Collection<?> values) {
        arguments.addAll(Arrays.asList(dialect.keyOneOf(organization, values)));
        return and(dialect.isKeyOneOf(organizationColumn, column, type, values.size()));
    }

    public Conditions andIfNamed(String condition, @Nullable Object bound) {
        return bound == null ? this : and(condition, bound);
    }

    /** Returns the WHERE clause. */
    public String sql() {
        return "WHERE " + all();
    }

    private String all() {
        return String.join(" AND ", conditions);
    }

    public Object[] arguments() {
        return arguments.toArray();
    }
}
