package dev.callgate.storage.jdbc.sql;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Collects the conditions of a statement and their arguments. Not thread-safe. */
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();

    public Conditions and(String condition, Object... bound) {
        conditions.add(condition);
        arguments.addAll(Arrays.asList(bound));
        return this;
    }

    /**
     * Adds the condition that a column equals one of several values, which are bound as text.
     *
     * @param type the type of the column on PostgreSQL
     */
    public Conditions andOneOf(Dialect dialect, String column, String type, Collection<?> values) {
        return and(dialect.isOneOf(column, type, values.size()), dialect.oneOf(values));
    }

    public Conditions andIfNamed(String condition, @Nullable Object bound) {
        return bound == null ? this : and(condition, bound);
    }

    /** Returns the WHERE clause. */
    public String sql() {
        return "WHERE " + String.join(" AND ", conditions);
    }

    public Object[] arguments() {
        return arguments.toArray();
    }
}
