package dev.callgate.examples.console.login;

import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;

/** Who may log in. Safe for use by many threads. */
@Repository
public class Users implements UserDetailsService {
    /** What BCrypt looks at; a longer password would be cut. */
    static final int LONGEST_PASSWORD = 72;

    static final int SHORTEST_PASSWORD = 10;

    private final JdbcClient database;
    private final PasswordEncoder passwords;
    private final LoginAttempts attempts;
    private final SessionRegistry sessions;
    private final Clock clock;

    Users(
            JdbcClient database,
            PasswordEncoder passwords,
            LoginAttempts attempts,
            SessionRegistry sessions,
            Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.attempts = attempts;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Adds a user.
     *
     * @param agent who the user is, where the role is {@link Role#AGENT}; null otherwise
     * @throws IllegalArgumentException if the password is too short or too long, or the role and the agent do not fit
     * @throws org.springframework.dao.DuplicateKeyException if the name is taken
     */
    public Member add(
            OrganizationId organization, String username, String password, Role role, @Nullable AgentId agent) {
        requirePassword(password);
        if (role == Role.DIALER || (role == Role.AGENT) != (agent != null)) {
            throw new IllegalArgumentException(
                    "a user is an administrator, a manager, or one agent with an agent_id, unlike %s with agent %s"
                            .formatted(role, agent));
        }
        Member added = new Member(username, organization, role, agent, null, false);
        database.sql("""
                INSERT INTO console_users (username, organization_id, password, role, agent_id, created_at)
                VALUES (?, ?, ?, ?, ?, ?)""")
                .params(username, organization.value(), passwords.encode(password), role.name())
                .param(agent == null ? null : agent.value())
                .param(Organizations.now(clock))
                .update();
        return added;
    }

    private static void requirePassword(String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (password.length() < SHORTEST_PASSWORD || bytes > LONGEST_PASSWORD) {
            throw new IllegalArgumentException("a password has at least %d characters and at most %d bytes"
                    .formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
        }
    }

    /** Returns the users of an organization, by name. */
    public List<Member> list(OrganizationId organization) {
        return database.sql("SELECT * FROM console_users WHERE organization_id = ? ORDER BY username")
                .param(organization.value())
                .query((row, index) -> member(row, null))
                .list();
    }

    /** Removes a user, and ends the user's sessions; tells whether there was one. */
    public boolean remove(OrganizationId organization, String username) {
        int removed = database.sql("DELETE FROM console_users WHERE organization_id = ? AND username = ?")
                .params(organization.value(), username)
                .update();
        if (removed > 0) {
            endSessions(username, "");
        }
        return removed > 0;
    }

    /**
     * Gives a user another password, and ends the user's sessions: whoever knew the old one is out. Tells whether there was one.
     *
     * @param spared the id of the session that goes on, where the user asked in one; empty where all end
     * @throws IllegalArgumentException if the password is too short or too long
     */
    public boolean changePassword(OrganizationId organization, String username, String password, String spared) {
        requirePassword(password);
        int changed = database.sql("UPDATE console_users SET password = ? WHERE organization_id = ? AND username = ?")
                .params(passwords.encode(password), organization.value(), username)
                .update();
        if (changed > 0) {
            endSessions(username, spared);
        }
        return changed > 0;
    }

    private void endSessions(String username, String spared) {
        sessions.getAllPrincipals().stream()
                .filter(each ->
                        each instanceof Member member && member.getUsername().equals(username))
                .flatMap(each -> sessions.getAllSessions(each, false).stream())
                .filter(each -> !each.getSessionId().equals(spared))
                .forEach(SessionInformation::expireNow);
    }

    /** Tells whether nobody may log in yet. */
    boolean isEmpty() {
        return database.sql("SELECT COUNT(*) FROM console_users")
                        .query(Integer.class)
                        .single()
                == 0;
    }

    @Override
    public Member loadUserByUsername(String username) {
        return database.sql("SELECT * FROM console_users WHERE username = ?")
                .param(username)
                .query((row, index) -> member(row, row.getString("password")))
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("there is no such user"));
    }

    private Member member(ResultSet row, @Nullable String password) throws SQLException {
        String agent = row.getString("agent_id");
        String username = row.getString("username");
        return new Member(
                username,
                new OrganizationId(row.getString("organization_id")),
                Role.valueOf(row.getString("role")),
                agent == null ? null : new AgentId(agent),
                password,
                password != null && attempts.areTooMany(username));
    }
}
