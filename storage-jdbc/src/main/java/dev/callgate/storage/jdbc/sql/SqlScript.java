package dev.callgate.storage.jdbc.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the SQL files that ship in the jar, and splits them into statements. */
public final class SqlScript {
    /** The folder of the files. Because of the hyphen it is not a package, so other modules can read it. */
    public static final String ROOT = "callgate/db-migration";

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\h*--.*$");

    /** The quote of a PostgreSQL function body, or a semicolon at the end of a line. */
    private static final Pattern QUOTE_OR_END = Pattern.compile("\\$\\$|;\\h*(?=\\R|$)");

    private SqlScript() {}

    /** Returns the statements of one of a database's files. */
    public static List<String> statements(Dialect dialect, String file) {
        return statements(read("/" + ROOT + "/" + dialect.folder() + "/" + file));
    }

    /** Splits a script. A statement ends with a semicolon at the end of a line that is not within $$ quotes. */
    public static List<String> statements(String script) {
        String sql = COMMENT.matcher(script).replaceAll("");
        List<String> statements = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (Matcher matcher = QUOTE_OR_END.matcher(sql); matcher.find(); ) {
            if (matcher.group().startsWith("$")) {
                quoted = !quoted;
            } else if (!quoted) {
                statements.add(sql.substring(start, matcher.start()).strip());
                start = matcher.end();
            }
        }
        statements.add(sql.substring(start).strip());
        statements.removeIf(String::isEmpty);
        return statements;
    }

    private static String read(String resource) {
        try (InputStream in = SqlScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the migration " + resource + " is missing from the library's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the migration " + resource + " cannot be read", e);
        }
    }
}
