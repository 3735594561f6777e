package dev.callgate.examples.console.login;

import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.audit.Actor;
import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.organization.Organization;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The users. Their names are unique within their organization. A user logs in as {@code NAME@ORGANIZATION}, with the
 * short name of the organization, or as {@code NAME} if it is the first organization of the database. Thread-safe.
 */
@Repository
public class Users implements UserDetailsService {
    /** Finds the users of an organization who may log in: not those of a closed organization, nor those whose agent is deactivated. */
    private static final String MAY_LOG_IN = """
            SELECT u.* FROM console_users u
            JOIN console_organizations o ON o.id = u.organization_id
            LEFT JOIN console_agents a ON a.organization_id = u.organization_id AND a.id = u.agent_id
            WHERE u.organization_id = ? AND NOT o.closed AND (u.agent_id IS NULL OR a.active)""";

    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final Organizations organizations;
    private final PasswordEncoder passwords;
    private final Tokens tokens;
    private final AccessLog log;
    private final Clock clock;

    Users(
            JdbcClient database,
            TransactionOperations transactions,
            Organizations organizations,
            Tokens tokens,
            PasswordEncoder passwords,
            AccessLog log,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.organizations = organizations;
        this.tokens = tokens;
        this.passwords = passwords;
        this.log = log;
        this.clock = clock;
    }

    /** The outcome of the removal of a user. */
    public enum Removal {
        /** The user was removed. */
        DONE,
        /** The organization has no such user. */
        NOT_FOUND,
        /** The caller is no longer an administrator. */
        NOT_ALLOWED
    }

    /**
     * Adds a user.
     *
     * @param by who adds the user, for the access log
     * @param agent the agent whose account this is, if the role is {@link Role#AGENT}; null otherwise
     * @param passwordChangeDue whether the user has to set another password before anything else
     * @throws IllegalArgumentException if the name or the password is against the rules, or the role and the agent do not match
     * @throws org.springframework.dao.DuplicateKeyException if the organization has a user of this name
     */
    public Member add(
            Actor by,
            Organization organization,
            String username,
            String password,
            Role role,
            @Nullable AgentId agent,
            boolean passwordChangeDue) {
        String name = Names.user(username);
        PasswordRules.require(password, name, organization.name());
        boolean isOfOperators = organization.id().equals(Organizations.OPERATORS);
        if (role == Role.DIALER
                || (role == Role.AGENT) != (agent != null)
                || (role == Role.OPERATOR) != isOfOperators) {
            throw new IllegalArgumentException(
                    "a user is an administrator, a manager, or one agent with an agent_id, unlike %s with agent %s"
                            .formatted(role, agent));
        }
        Member added = Member.user(UUID.randomUUID().toString(), name, organization.id(), role, agent)
                .withVersion(0, passwordChangeDue);
        String hash = passwords.encode(password);
        transactions.executeWithoutResult(begun -> {
            insert(added, hash);
            log.userAdded(by, name, role.name().toLowerCase(Locale.ROOT));
        });
        return added;
    }

    private void insert(Member added, String hash) {
        AgentId agent = added.agent();
        database.sql("""
                INSERT INTO console_users
                    (id, organization_id, username, password, password_change_due, role, agent_id, version, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)""")
                .params(added.id(), added.organization().value(), added.getUsername(), hash)
                .params(added.passwordChangeDue(), added.role().name())
                .param(agent == null ? null : agent.value())
                .param(Organizations.now(clock))
                .update();
    }

    /**
     * Returns one page of an organization's users, by name.
     *
     * @param offset how many users to skip
     */
    public List<Member> list(OrganizationId organization, int limit, int offset) {
        return database.sql("SELECT * FROM console_users WHERE organization_id = ? ORDER BY username LIMIT ? OFFSET ?")
                .params(organization.value(), limit, offset)
                .query(Users::member)
                .list();
    }

    /** Returns how many users an organization has. */
    public int count(OrganizationId organization) {
        return database.sql("SELECT COUNT(*) FROM console_users WHERE organization_id = ?")
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    /** Returns the user whose account is an agent's, by name the first if there are several. */
    public Optional<Member> withAccountOf(OrganizationId organization, AgentId agent) {
        return database.sql(
                        "SELECT * FROM console_users WHERE organization_id = ? AND agent_id = ? ORDER BY username LIMIT 1")
                .params(organization.value(), agent.value())
                .query(Users::member)
                .optional();
    }

    /** Returns a user of an organization, if there is one of this id. */
    public Optional<Member> find(OrganizationId organization, String id) {
        return database.sql("SELECT * FROM console_users WHERE organization_id = ? AND id = ?")
                .params(organization.value(), id)
                .query(Users::member)
                .optional();
    }

    /** Returns a user as the account is now, if it is still there and may log in. */
    Optional<Member> current(Member user) {
        return database.sql(MAY_LOG_IN + " AND u.id = ?")
                .params(user.organization().value(), user.id())
                .query(Users::member)
                .optional();
    }

    /**
     * Removes a user, whose sessions end at their next request. An organization keeps an administrator: users cannot remove themselves,
     * and of two administrators who remove each other at the same time, one stays.
     *
     * @param revokeTokens whether the tokens that the user made are revoked too
     * @throws IllegalArgumentException if it is the caller's own account
     */
    public Removal remove(Member by, String id, boolean revokeTokens) {
        if (id.equals(by.id())) {
            throw new IllegalArgumentException("you cannot remove your own account: another administrator can");
        }
        return transactions.execute(begun -> removeLocked(by, id, revokeTokens));
    }

    /** Locks the administrators, so that their number stays what it is until the end of the transaction. */
    private Removal removeLocked(Member by, String id, boolean revokeTokens) {
        String organization = by.organization().value();
        List<String> administrators =
                database.sql("""
                SELECT id FROM console_users WHERE organization_id = ? AND role = 'ADMIN' ORDER BY id FOR UPDATE""").param(organization).query(String.class).list();
        if (!administrators.contains(by.id())) {
            return Removal.NOT_ALLOWED;
        }
        Optional<Member> leaving = find(by.organization(), id);
        if (leaving.isEmpty()) {
            return Removal.NOT_FOUND;
        }
        database.sql("DELETE FROM console_users WHERE organization_id = ? AND id = ?")
                .params(organization, id)
                .update();
        log.userRemoved(by.accessActor(), leaving.get().getUsername());
        if (revokeTokens) {
            tokens.revokeAllOf(by, leaving.get());
        }
        return Removal.DONE;
    }

    /**
     * Gives a user another password, and ends the user's sessions: those that are there, and those of logins that are being
     * checked.
     *
     * @param changeDue whether the user has to set another one before anything else
     * @return the user as the account is now, or nothing if the organization has no such user
     * @throws IllegalArgumentException if the password is against the rules
     */
    public Optional<Member> changePassword(Member by, String id, String password, boolean changeDue) {
        OrganizationId organization = by.organization();
        Optional<Member> user = find(organization, id);
        if (user.isEmpty()) {
            return user;
        }
        PasswordRules.require(
                password,
                user.get().getUsername(),
                organizations.get(organization).name());
        String hash = passwords.encode(password);
        return transactions.execute(begun -> {
            database.sql("""
                    UPDATE console_users SET password = ?, password_change_due = ?, version = version + 1
                    WHERE organization_id = ? AND id = ?""").params(hash, changeDue, organization.value(), id).update();
            if (id.equals(by.id())) {
                log.passwordChanged(by.accessActor());
            } else {
                log.passwordSet(by.accessActor(), user.get().getUsername());
            }
            return find(organization, id);
        });
    }

    /** Returns whether there are no users yet, except operators. */
    boolean isEmpty() {
        return database.sql("SELECT COUNT(*) FROM console_users WHERE organization_id <> ?")
                        .param(Organizations.OPERATORS.value())
                        .query(Integer.class)
                        .single()
                == 0;
    }

    /**
     * The user that a login names, who need not exist.
     *
     * @param organization null if there is no organization yet
     * @param username as it would be in the table
     */
    record Named(@Nullable Organization organization, String username) {
        /** Returns the same text for each way to write the login. */
        String login() {
            return organization == null ? username : username + "@" + organization.shortName();
        }
    }

    /** Resolves {@code NAME@ORGANIZATION}, or a name in the first organization. */
    Named named(String login) {
        String name = Normalizer.normalize(login, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        int at = name.lastIndexOf('@');
        Optional<Organization> organization =
                at > 0 ? organizations.withShortName(name.substring(at + 1)) : Optional.empty();
        return organization.isPresent()
                ? new Named(organization.get(), name.substring(0, at))
                : new Named(organizations.first().orElse(null), name);
    }

    /** Returns the text with which a user logs in. */
    public String login(Member user) {
        return user.getUsername() + "@" + organizations.get(user.organization()).shortName();
    }

    /** Returns whether a login names a user. */
    boolean exists(Named named) {
        return named.organization() != null
                && withName(named.organization().id(), named.username()).isPresent();
    }

    @Override
    public Member loadUserByUsername(String login) {
        Named named = named(login);
        return Optional.ofNullable(named.organization())
                .flatMap(organization -> withLogin(organization.id(), named.username()))
                .orElseThrow(() -> new UsernameNotFoundException("there is no such user"));
    }

    private Optional<Member> withLogin(OrganizationId organization, String username) {
        return database.sql(MAY_LOG_IN + " AND u.username = ?")
                .params(organization.value(), username)
                .query(Users::memberWithPassword)
                .optional();
    }

    private Optional<Member> withName(OrganizationId organization, String username) {
        return database.sql("SELECT * FROM console_users WHERE organization_id = ? AND username = ?")
                .params(organization.value(), username)
                .query(Users::member)
                .optional();
    }

    private static Member memberWithPassword(ResultSet row, int index) throws SQLException {
        return member(row, index).withPassword(row.getString("password"));
    }

    private static Member member(ResultSet row, int index) throws SQLException {
        String agent = row.getString("agent_id");
        return Member.user(
                        row.getString("id"),
                        row.getString("username"),
                        new OrganizationId(row.getString("organization_id")),
                        Role.valueOf(row.getString("role")),
                        agent == null ? null : new AgentId(agent))
                .withVersion(row.getInt("version"), row.getBoolean("password_change_due"));
    }
}
