package dev.callgate.storage.jdbc.sql;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL with named parameters, such as {@code :day}, instead of question marks. A name may occur several times. Immutable
 * and thread-safe; created once per statement.
 */
public final class NamedSql {
    /** Quoted text and the casts of PostgreSQL contain colons, too. */
    private static final Pattern TOKEN = Pattern.compile("'[^']*'|::|:([A-Za-z]\\w*)");

    private static final String VALUES = "VALUES";

    private final String sql;
    private final List<String> names;

    private NamedSql(String sql, List<String> names) {
        this.sql = sql;
        this.names = List.copyOf(names);
    }

    public static NamedSql of(String text) {
        List<String> names = new ArrayList<>();
        String sql = TOKEN.matcher(text).replaceAll(token -> {
            if (token.group(1) == null) {
                return Matcher.quoteReplacement(token.group());
            }
            names.add(token.group(1));
            return "?";
        });
        return new NamedSql(sql, names);
    }

    /**
     * Values by parameter name. A statement uses the values that it names, so one object can serve several statements.
     * Not thread-safe.
     */
    public static final class Values {
        private static final int EXPECTED = 32;

        private final Map<String, Object> byName = new HashMap<>(EXPECTED);

        public Values with(String name, @Nullable Object value) {
            byName.put(name, value);
            return this;
        }

        /**
         * Sets the texts of a column, for a statement that writes one row for each of them. If they are all equal, the
         * array {@code name} is empty and {@code nameOfAll} is the text, so that the statement converts it only once:
         * {@code COALESCE(w.day::date, (SELECT :dayOfAll::date))}. Otherwise {@code nameOfAll} is null.
         */
        public Values withColumn(String name, String[] texts) {
            boolean equal = Arrays.stream(texts).allMatch(text -> Objects.equals(text, texts[0]));
            return with(name, equal ? new String[0] : texts)
                    .with(name + "OfAll", equal && texts.length > 0 ? texts[0] : null);
        }
    }

    /** Returns this statement with the format specifiers in its text replaced, as by {@link String#format}. */
    public NamedSql formatted(Object... replacements) {
        return new NamedSql(sql.formatted(replacements), names);
    }

    /** Returns an INSERT of one row, which ends with its VALUES, as a statement that inserts several rows. */
    String ofSeveralRows(int rows) {
        String row = sql.substring(sql.lastIndexOf(VALUES) + VALUES.length());
        return sql + ("," + row).repeat(rows - 1);
    }

    /** Returns the statement with a question mark for each parameter. */
    public String sql() {
        return sql;
    }

    /**
     * Returns the values in the order of the question marks.
     *
     * @throws IllegalArgumentException if the statement names a parameter that has no value
     */
    public Object[] arguments(Values values) {
        Object[] arguments = new Object[names.size()];
        for (int i = 0; i < arguments.length; i++) {
            String name = names.get(i);
            if (!values.byName.containsKey(name)) {
                throw new IllegalArgumentException(
                        "the statement has the parameter :%s, but only these have values: %s; add a value for it"
                                .formatted(name, values.byName.keySet()));
            }
            arguments[i] = values.byName.get(name);
        }
        return arguments;
    }
}
