package dev.callgate.examples.console.api;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Token;
import dev.callgate.examples.console.login.Tokens;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import jakarta.annotation.Nullable;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users, and the tokens of dialers. Both are addressed by IDs that the console makes. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasRole('ADMIN')")
class UsersApi {
    private final Users users;
    private final Tokens tokens;
    private final Agents agents;
    private final Organizations organizations;

    UsersApi(Users users, Tokens tokens, Agents agents, Organizations organizations) {
        this.users = users;
        this.tokens = tokens;
        this.agents = agents;
        this.organizations = organizations;
    }

    @GetMapping("/users")
    UserPage list(
            @AuthenticationPrincipal Member member,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        List<UserJson> page =
                users.list(member.organization(), RequestValues.limit(limit), RequestValues.offset(offset)).stream()
                        .map(UserJson::of)
                        .toList();
        return new UserPage(true, page, users.count(member.organization()));
    }

    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    UserResponse add(@AuthenticationPrincipal Member member, @RequestBody CreateUser wanted) {
        Role role = role(wanted.role());
        AgentId agent = agent(member, role, wanted.agentId());
        String username = RequestValues.name("username", wanted.username(), Names::user);
        try {
            return new UserResponse(
                    true,
                    UserJson.of(users.add(
                            member.accessActor(),
                            organizations.get(member.organization()),
                            username,
                            RequestValues.secret("password", wanted.password()),
                            role,
                            agent,
                            true)));
        } catch (DuplicateKeyException e) {
            throw Problem.conflict(
                    "name_taken", "there is a user named %s: choose another name".formatted(username), "username");
        }
    }

    private static Role role(@Nullable String text) {
        Role role = RequestValues.constant(Role.class, "role", RequestValues.required("role", text));
        return switch (role) {
            case ADMIN, MANAGER, AGENT -> role;
            case DIALER -> throw Problem.invalid("role", "a dialer has a token instead of a user: make a token");
            case OPERATOR -> throw Problem.invalid("role", "operators belong to no organization: choose another role");
        };
    }

    @Nullable
    private AgentId agent(Member member, Role role, @Nullable String id) {
        if ((role == Role.AGENT) != (id != null)) {
            throw Problem.invalid(
                    "agent_id",
                    role == Role.AGENT
                            ? "agent_id is missing: choose the agent whose account it is"
                            : "agent_id is for the role agent only: leave it out");
        }
        return id == null
                ? null
                : agents.require(member.organization(), new AgentId(id)).id();
    }

    /**
     * Removes a user. By default, the tokens that the user made stay, since dialers use them.
     *
     * @param revokeTokens whether to revoke the tokens that the user made too, since the user may know them
     */
    @DeleteMapping("/users/{id}")
    Success remove(
            @AuthenticationPrincipal Member member,
            @PathVariable String id,
            @RequestParam(name = "revoke_tokens", defaultValue = "false") boolean revokeTokens) {
        if (id.equals(member.id())) {
            throw Problem.conflict("own_account", "you cannot remove your own account: another administrator can");
        }
        return switch (users.remove(member, id, revokeTokens)) {
            case DONE -> new Success(true);
            case NOT_FOUND -> throw Problem.notFound("user", id);
            case NOT_ALLOWED -> throw new AccessDeniedException("no longer an administrator");
        };
    }

    /** Sets the password of another user. {@link AccountApi} changes the own password. */
    @PutMapping("/users/{id}/password")
    Success changePassword(
            @AuthenticationPrincipal Member member, @PathVariable String id, @RequestBody SetPassword wanted) {
        if (id.equals(member.id())) {
            throw Problem.conflict(
                    "own_account",
                    "change your own password with PUT /api/v1/account/password, which asks for the current one");
        }
        String password = RequestValues.secret("password", wanted.password());
        if (users.changePassword(member, id, password, true).isEmpty()) {
            throw Problem.notFound("user", id);
        }
        return new Success(true);
    }

    @GetMapping("/tokens")
    TokenPage tokens(
            @AuthenticationPrincipal Member member,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        List<TokenJson> page =
                tokens.list(member.organization(), RequestValues.limit(limit), RequestValues.offset(offset)).stream()
                        .map(TokenJson::of)
                        .toList();
        return new TokenPage(true, page, tokens.count(member.organization()));
    }

    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedToken addToken(@AuthenticationPrincipal Member member, @RequestBody CreateToken wanted) {
        Tokens.Made made = tokens.add(
                member,
                RequestValues.name("name", wanted.name(), Names::token),
                wanted.expiresAt() == null ? null : RequestValues.instant("expires_at", wanted.expiresAt()));
        Token token = made.token();
        return new CreatedToken(true, token.id(), token.name(), made.secret(), token.expiresAt());
    }

    @DeleteMapping("/tokens/{id}")
    Success revokeToken(@AuthenticationPrincipal Member member, @PathVariable String id) {
        if (!tokens.revoke(member, id)) {
            throw Problem.notFound("token", id);
        }
        return new Success(true);
    }
}
