package dev.callgate.examples.console.organization;

import dev.callgate.model.OrganizationId;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The organizations. Each is read whenever it is needed, so that a change takes effect at the next decision on every node. Thread-safe. */
@Repository
public class Organizations {
    /** The organization of operators, who manage the others. It is none of those that are listed, renamed or closed. */
    public static final OrganizationId OPERATORS = new OrganizationId("operators");

    private static final int MAX_SHORT_NAME_LENGTH = 40;

    private final JdbcClient database;
    private final Clock clock;
    private final FirstPolicy firstPolicy;

    /** The organization that was added first. It does not change, because no organization is deleted. */
    @Nullable
    private volatile OrganizationId first;

    Organizations(JdbcClient database, Clock clock, FirstPolicy firstPolicy) {
        this.database = database;
        this.clock = clock;
        this.firstPolicy = firstPolicy;
    }

    /**
     * Adds an organization. Its short name is made of its name; a number follows if another organization has that one. Its
     * policy is that of the settings.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another node takes the short name at the same time
     */
    @Transactional
    public Organization add(String name, ZoneId zone, String region) {
        return add(new OrganizationId(UUID.randomUUID().toString()), name, zone, region);
    }

    /**
     * Adds the organization of operators.
     *
     * @throws org.springframework.dao.DuplicateKeyException if it exists, or another node adds it at the same time
     */
    @Transactional
    public Organization addOperators() {
        return add(OPERATORS, "Operators", ZoneOffset.UTC, "US");
    }

    private Organization add(OrganizationId id, String name, ZoneId zone, String region) {
        Organization added = new Organization(id, name, freeShortName(name), zone, Regions.require(region), false);
        database.sql("""
                INSERT INTO console_organizations (id, name, short_name, zone, region, created_at)
                VALUES (?, ?, ?, ?, ?, ?)""")
                .params(added.id().value(), name, added.shortName(), zone.getId(), added.region(), now(clock))
                .update();
        database.sql("""
                INSERT INTO console_policies (organization_id, version, document, made_at, made_by, changed)
                VALUES (?, 1, ?, ?, 'system', '')""")
                .params(added.id().value(), firstPolicy.in(zone, added.region()), now(clock))
                .update();
        return added;
    }

    private String freeShortName(String name) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String wanted =
                ascii.isEmpty() ? "organization" : ascii.substring(0, Math.min(ascii.length(), MAX_SHORT_NAME_LENGTH));
        String free = wanted;
        for (int n = 2; withShortName(free).isPresent(); n++) {
            free = wanted + "-" + n;
        }
        return free;
    }

    /** Returns the organization of a short name. */
    public Optional<Organization> withShortName(String shortName) {
        return database.sql("SELECT * FROM console_organizations WHERE short_name = ?")
                .param(shortName)
                .query(Organizations::row)
                .optional();
    }

    /** Returns the organization that was added first, if there is one. */
    public Optional<Organization> first() {
        OrganizationId known = first;
        if (known != null) {
            return Optional.of(get(known));
        }
        Optional<Organization> found = database.sql(
                        "SELECT * FROM console_organizations WHERE id <> ? ORDER BY created_at, id LIMIT 1")
                .param(OPERATORS.value())
                .query(Organizations::row)
                .optional();
        found.ifPresent(each -> first = each.id());
        return found;
    }

    /**
     * Returns an organization.
     *
     * @throws IllegalStateException if it does not exist
     */
    public Organization get(OrganizationId id) {
        return find(id).orElseThrow(() -> new IllegalStateException("there is no organization " + id));
    }

    /** Returns an organization, or nothing. */
    public Optional<Organization> find(OrganizationId id) {
        return database.sql("SELECT * FROM console_organizations WHERE id = ?")
                .param(id.value())
                .query(Organizations::row)
                .optional();
    }

    /** Gives an organization another name. The short name stays, since people log in with it. */
    public void rename(OrganizationId id, String name) {
        database.sql("UPDATE console_organizations SET name = ? WHERE id = ?")
                .params(name, id.value())
                .update();
    }

    /** Closes or reopens an organization. */
    public void setClosed(OrganizationId id, boolean closed) {
        database.sql("UPDATE console_organizations SET closed = ? WHERE id = ?")
                .params(closed, id.value())
                .update();
    }

    /**
     * Returns one page of the organizations, by name, without that of operators.
     *
     * @param nameBegins the beginning of the names, in upper or lower case; empty for all
     * @param offset how many organizations to skip
     */
    public List<Organization> list(String nameBegins, int limit, int offset) {
        return database.sql("""
                SELECT * FROM console_organizations WHERE id <> ? AND LOWER(name) LIKE ? ESCAPE '!'
                ORDER BY name, id LIMIT ? OFFSET ?""")
                .params(OPERATORS.value(), Agents.beginning(nameBegins), limit, offset)
                .query(Organizations::row)
                .list();
    }

    /** Returns all of them, without that of operators. */
    public List<Organization> all() {
        return list("", Integer.MAX_VALUE, 0);
    }

    /** Returns how many there are. */
    public int count(String nameBegins) {
        return database.sql(
                        "SELECT COUNT(*) FROM console_organizations WHERE id <> ? AND LOWER(name) LIKE ? ESCAPE '!'")
                .params(OPERATORS.value(), Agents.beginning(nameBegins))
                .query(Integer.class)
                .single();
    }

    /** Returns the current date in the zone of an organization. */
    public LocalDate today(OrganizationId id) {
        return LocalDate.ofInstant(clock.instant(), get(id).zone());
    }

    private static Organization row(ResultSet row, int index) throws SQLException {
        return new Organization(
                new OrganizationId(row.getString("id")),
                row.getString("name"),
                row.getString("short_name"),
                ZoneId.of(row.getString("zone")),
                row.getString("region"),
                row.getBoolean("closed"));
    }

    /** The time as the console's tables have it. */
    public static LocalDateTime now(Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    }
}
