package dev.callgate.storage.jdbc;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
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

    /**
     * A column is one of several values, which are written as text.
     *
     * @param type the column's type in a database that has arrays
     */
    Conditions andOneOf(Database database, String column, String type, Collection<?> values) {
        return database.hasArrays()
                ? and("%s = ANY (?::%s[])".formatted(column, type), (Object)
                        Jdbc.texts(List.copyOf(values), each -> each))
                : and(
                        "%s IN (%s)".formatted(column, String.join(", ", Collections.nCopies(values.size(), "?"))),
                        values.toArray());
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
