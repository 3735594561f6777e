package dev.callgate.examples.console.organization;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The agents of each organization. Thread-safe. */
@Repository
public class Agents {
    /** More agents than call at the same time from one console. */
    private static final int MAX_CACHED = 100_000;

    /** How long another node may know a removed agent, who has no number then. */
    private static final Duration CACHE_TTL = Duration.ofMinutes(1);

    private record Key(OrganizationId organization, AgentId agent) {}

    private final JdbcClient database;
    private final Clock clock;
    private final Cache<Key, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .expireAfterWrite(CACHE_TTL)
            .build();

    Agents(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds an active agent, with a new ID. */
    public Agent add(OrganizationId organization, String name) {
        return add(organization, new AgentId(UUID.randomUUID().toString()), name);
    }

    /**
     * Adds an active agent with an ID of the host's own.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the organization has an agent with the ID
     */
    public Agent add(OrganizationId organization, AgentId id, String name) {
        database.sql(
                        "INSERT INTO console_agents (organization_id, id, name, active, created_at) VALUES (?, ?, ?, ?, ?)")
                .params(organization.value(), id.value(), name, true, Organizations.now(clock))
                .update();
        return new Agent(id, name, true);
    }

    /** Gives an agent another name. Returns whether the organization has the agent. */
    public boolean rename(OrganizationId organization, AgentId id, String name) {
        return database.sql("UPDATE console_agents SET name = ? WHERE organization_id = ? AND id = ?")
                        .params(name, organization.value(), id.value())
                        .update()
                > 0;
    }

    /**
     * Activates or deactivates an agent. Calls of a deactivated agent are refused, and its account cannot log in.
     *
     * @return whether the organization has the agent
     */
    public boolean setActive(OrganizationId organization, AgentId id, boolean active) {
        return database.sql("UPDATE console_agents SET active = ? WHERE organization_id = ? AND id = ?")
                        .params(active, organization.value(), id.value())
                        .update()
                > 0;
    }

    /** Returns whether an organization has an agent that is active. It is read at each call. */
    boolean isActive(OrganizationId organization, AgentId id) {
        return find(organization, id).filter(Agent::active).isPresent();
    }

    /**
     * Removes an agent and its name. Its calls stay, under the ID.
     *
     * @return whether the organization had the agent
     * @throws org.springframework.dao.DataIntegrityViolationException if a user's account is the agent's
     */
    public boolean remove(OrganizationId organization, AgentId id) {
        int removed = database.sql("DELETE FROM console_agents WHERE organization_id = ? AND id = ?")
                .params(organization.value(), id.value())
                .update();
        known.invalidate(new Key(organization, id));
        return removed > 0;
    }

    /** Returns one of an organization's agents, or nothing. */
    public Optional<Agent> find(OrganizationId organization, AgentId id) {
        return database.sql("SELECT id, name, active FROM console_agents WHERE organization_id = ? AND id = ?")
                .params(organization.value(), id.value())
                .query(Agents::row)
                .optional();
    }

    /**
     * Returns one of an organization's agents.
     *
     * @throws NoSuchAgentException if the organization does not have the agent
     */
    public Agent require(OrganizationId organization, AgentId id) {
        return find(organization, id).orElseThrow(() -> new NoSuchAgentException(id));
    }

    /** Returns whether an organization has an agent. A known agent is cached for a minute. */
    public boolean isKnown(OrganizationId organization, AgentId id) {
        Key key = new Key(organization, id);
        if (known.getIfPresent(key) != null) {
            return true;
        }
        boolean found = find(organization, id).isPresent();
        if (found) {
            known.put(key, true);
        }
        return found;
    }

    /**
     * Returns one page of an organization's agents, by name.
     *
     * @param nameBegins the beginning of the names, in upper or lower case; empty for all
     * @param offset how many agents to skip
     */
    public List<Agent> list(OrganizationId organization, String nameBegins, int limit, int offset) {
        return database.sql("""
                SELECT id, name, active FROM console_agents
                WHERE organization_id = ? AND LOWER(name) LIKE ? ESCAPE '!'
                ORDER BY name, id LIMIT ? OFFSET ?""")
                .params(organization.value(), beginning(nameBegins), limit, offset)
                .query(Agents::row)
                .list();
    }

    /** Returns how many there are. */
    public int count(OrganizationId organization, String nameBegins) {
        return database.sql(
                        "SELECT COUNT(*) FROM console_agents WHERE organization_id = ? AND LOWER(name) LIKE ? ESCAPE '!'")
                .params(organization.value(), beginning(nameBegins))
                .query(Integer.class)
                .single();
    }

    /**
     * Returns the first active agents, by name.
     *
     * @param nameBegins as in {@link #list}
     */
    public List<Agent> active(OrganizationId organization, String nameBegins, int limit) {
        return database.sql("""
                SELECT id, name, active FROM console_agents
                WHERE organization_id = ? AND active = ? AND LOWER(name) LIKE ? ESCAPE '!'
                ORDER BY name, id LIMIT ?""")
                .params(organization.value(), true, beginning(nameBegins), limit)
                .query(Agents::row)
                .list();
    }

    /** Returns how many agents are active. */
    public int countActive(OrganizationId organization) {
        return database.sql("SELECT COUNT(*) FROM console_agents WHERE organization_id = ? AND active = ?")
                .params(organization.value(), true)
                .query(Integer.class)
                .single();
    }

    /** Returns the names of agents by their ids, of those that are known. */
    public Map<AgentId, String> names(OrganizationId organization, Collection<AgentId> ids) {
        Map<AgentId, String> names = new HashMap<>();
        if (!ids.isEmpty()) {
            database.sql("""
                    SELECT id, name, active FROM console_agents
                    WHERE organization_id = :organization AND id IN (:ids)""")
                    .param("organization", organization.value())
                    .param("ids", ids.stream().map(AgentId::value).toList())
                    .query(Agents::row)
                    .list()
                    .forEach(agent -> names.put(agent.id(), agent.name()));
        }
        return names;
    }

    /** Returns the pattern of names that begin with a text, for LIKE with ! as the escape character. */
    static String beginning(String name) {
        return name.toLowerCase(Locale.ROOT)
                        .replace("!", "!!")
                        .replace("%", "!%")
                        .replace("_", "!_") + "%";
    }

    private static Agent row(ResultSet row, int index) throws SQLException {
        return new Agent(new AgentId(row.getString("id")), row.getString("name"), row.getBoolean("active"));
    }
}
