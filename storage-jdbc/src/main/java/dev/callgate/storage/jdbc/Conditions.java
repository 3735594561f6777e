package dev.callgate.storage.jdbc;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The conditions of a statement, and what is bound to them. */
final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();

    Conditions and(String condition, Object... bound) {
        conditions.add(condition);
        arguments.addAll(Arrays.asList(bound));
        return this;
    }

    Conditions andIfNamed(String condition, @Nullable Object bound) {
        return bound == null ? this : and(condition, bound);
    }

    /** Returns the conditions with their WHERE. */
    String sql() {
        return "WHERE " + String.join(" AND ", conditions);
    }

    Object[] arguments() {
        return arguments.toArray();
    }
}
