package dev.callgate.examples.console.login;

import dev.callgate.examples.console.audit.Actor;
import dev.callgate.model.ActorId;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.Collection;
import java.util.List;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** The caller: a user, or a dialer with its token. A member sees and changes only data of its organization. */
public final class Member implements UserDetails, CredentialsContainer {
    private static final long serialVersionUID = 2L;

    private final String id;
    private final String username;
    private final String organization;
    private final Role role;

    @Nullable
    private final String agent;

    private final int version;
    private final boolean passwordChangeDue;

    @Nullable
    private String password;

    private Member(
            String id,
            String username,
            OrganizationId organization,
            Role role,
            @Nullable AgentId agent,
            int version,
            boolean passwordChangeDue,
            @Nullable String password) {
        this.id = id;
        this.username = username;
        this.organization = organization.value();
        this.role = role;
        this.agent = agent == null ? null : agent.value();
        this.version = version;
        this.passwordChangeDue = passwordChangeDue;
        this.password = password;
    }

    /** Returns a user without the password. */
    static Member user(String id, String username, OrganizationId organization, Role role, @Nullable AgentId agent) {
        return new Member(id, username, organization, role, agent, 0, false, null);
    }

    /** Returns a dialer, by its token. */
    static Member dialer(String id, String name, OrganizationId organization) {
        return new Member(id, name, organization, Role.DIALER, null, 0, false, null);
    }

    Member withVersion(int newVersion, boolean newPasswordChangeDue) {
        return new Member(id, username, organization(), role, agent(), newVersion, newPasswordChangeDue, password);
    }

    Member withPassword(String hash) {
        return new Member(id, username, organization(), role, agent(), version, passwordChangeDue, hash);
    }

    /** Returns the id of the user or of the token, which the console made. */
    public String id() {
        return id;
    }

    /** Returns the organization of the member. */
    public OrganizationId organization() {
        return new OrganizationId(organization);
    }

    /** Returns the role. */
    public Role role() {
        return role;
    }

    /** Returns the agent of this account, or null. */
    @Nullable
    public AgentId agent() {
        return agent == null ? null : new AgentId(agent);
    }

    /** Returns the number of changes of the user's account so far. A session ends if it is of an earlier version. */
    int version() {
        return version;
    }

    /** Returns whether the user has to set a password of their own before anything else. */
    public boolean passwordChangeDue() {
        return passwordChangeDue;
    }

    /** Returns the name for the audit trail: of a dialer, its token's name after {@code token:}. */
    public ActorId actor() {
        return new ActorId(role == Role.DIALER ? "token:" + username : username);
    }

    /** Returns the actor for the access log of another organization: no name of a user there ends in the same way. */
    public Actor accessActorIn(OrganizationId other) {
        return Actor.user(other, username + "@" + organization);
    }

    /** Returns the actor for the access log. */
    public Actor accessActor() {
        return role == Role.DIALER ? Actor.token(organization(), username) : Actor.user(organization(), username);
    }

    /** Returns whether the member may see an agent's numbers. */
    public boolean canSee(String agentId) {
        return switch (role) {
            case OPERATOR -> false;
            case AGENT -> agentId.equals(agent);
            case ADMIN, MANAGER, DIALER -> true;
        };
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority(role.authority()));
    }

    @Override
    @Nullable
    public String getPassword() {
        return password;
    }

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Member that && id.equals(that.id) && role == that.role;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public void eraseCredentials() {
        password = null;
    }
}
