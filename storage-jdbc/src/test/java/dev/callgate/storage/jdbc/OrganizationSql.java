package dev.callgate.storage.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for the organization in SQL: does a statement name it for each table that it reads or writes? */
final class OrganizationSql {
    /** The tables of organizations: all except those of the migrations. */
    static final List<String> TABLES = List.of(
            "phone_numbers",
            "agent_phone_numbers",
            "call_counters",
            "call_holds",
            "call_journal",
            "daily_usage",
            "daily_attribute_usage",
            "daily_refusals",
            "phone_number_audit");

    private static final String TABLE = "(%s)\\b".formatted(String.join("|", TABLES));

    private static final Pattern INSERTED = Pattern.compile("\\bINTO\\s+" + TABLE + "\\s*\\(([^)]*)\\)");

    private static final Pattern USED = Pattern.compile("\\b(?:FROM|JOIN|UPDATE)\\s+" + TABLE
            + "(?:\\s+(?:AS\\s+)?(?!(?:WHERE|SET|ON|JOIN|LEFT|CROSS|ORDER|LIMIT|GROUP|FOR|UNION)\\b)(\\w+))?+"
            + "(?!\\s+WHERE false)");

    /** How statements end that check whether columns exist. They read no row. */
    private static final String NO_ROW = "WHERE 1 = 0";

    private static final Pattern TO_PARAMETER = Pattern.compile("\\borganization_id\\s*=\\s*\\?");

    private OrganizationSql() {}

    static boolean isOnTables(String sql) {
        return Pattern.compile("\\b" + TABLE).matcher(sql).find();
    }

    /** Returns what is wrong with a statement; empty if it names the organization everywhere. */
    static List<String> problems(String sql) {
        List<String> problems = new ArrayList<>();
        if (sql.endsWith(NO_ROW)) {
            return problems;
        }
        Matcher inserted = INSERTED.matcher(sql);
        while (inserted.find()) {
            if (!List.of(inserted.group(2).strip().split("\\s*,\\s*")).contains("organization_id")) {
                problems.add("the row of %s has no organization".formatted(inserted.group(1)));
            }
        }
        Map<String, Integer> aliases = new TreeMap<>();
        Matcher used = USED.matcher(sql);
        while (used.find()) {
            aliases.merge(used.group(2) == null ? "" : used.group(2), 1, Integer::sum);
        }
        if (!aliases.isEmpty() && !TO_PARAMETER.matcher(sql).find()) {
            problems.add("no organization is compared with a parameter");
        }
        aliases.forEach((alias, times) -> {
            if (comparisons(sql, alias) < times) {
                problems.add("%d tables with the alias '%s' have %d conditions on their organization"
                        .formatted(times, alias, comparisons(sql, alias)));
            }
        });
        return problems;
    }

    private static int comparisons(String sql, String alias) {
        String column =
                alias.isEmpty() ? "(?<![.\\w])organization_id\\b" : "\\b%s\\.organization_id\\b".formatted(alias);
        String other = "(?:\\?|\\w+\\.organization_id\\b)";
        Matcher matcher = Pattern.compile(
                        "%1$s\\s*=\\s*%2$s|\\w+\\.organization_id\\s*=\\s*%1$s".formatted(column, other))
                .matcher(sql);
        int found = 0;
        while (matcher.find()) {
            found++;
        }
        return found;
    }
}
