package dev.callgate.examples.console.login;

import dev.callgate.id.ActorId;
import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import jakarta.annotation.Nullable;
import java.util.Collection;
import java.util.List;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Who asks: a person or a machine of one organization. All that it sees and does is that organization's. */
public final class Member implements UserDetails, CredentialsContainer {
    private static final long serialVersionUID = 1L;

    private final String username;
    private final String organization;
    private final Role role;

    @Nullable
    private final String agent;

    private final boolean locked;

    @Nullable
    private String password;

    Member(
            String username,
            OrganizationId organization,
            Role role,
            @Nullable AgentId agent,
            @Nullable String password,
            boolean locked) {
        this.username = username;
        this.organization = organization.value();
        this.role = role;
        this.agent = agent == null ? null : agent.value();
        this.password = password;
        this.locked = locked;
    }

    /** Returns whose data it works on. */
    public OrganizationId organization() {
        return new OrganizationId(organization);
    }

    /** Returns what it may do. */
    public Role role() {
        return role;
    }

    /** Returns the agent that it is; null if it is none. */
    @Nullable
    public AgentId agent() {
        return agent == null ? null : new AgentId(agent);
    }

    /** Returns whom the audit trail names. */
    public ActorId actor() {
        return new ActorId(username);
    }

    /** Tells whether an agent's numbers may be shown to it. */
    public boolean maySee(String agentId) {
        return role != Role.AGENT || agentId.equals(agent);
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
    public boolean isAccountNonLocked() {
        return !locked;
    }

    /** Whoever has the same name: a user's sessions are found by it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Member that && username.equals(that.username) && role == that.role;
    }

    @Override
    public int hashCode() {
        return username.hashCode();
    }

    @Override
    public void eraseCredentials() {
        password = null;
    }
}
