package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Role;
import dev.callgate.examples.console.login.Tokens;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.id.AgentId;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who may log in, and the tokens of dialers. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasRole('ADMIN')")
class UsersApi {
    private final Users users;
    private final Tokens tokens;
    private final Agents agents;

    UsersApi(Users users, Tokens tokens, Agents agents) {
        this.users = users;
        this.tokens = tokens;
        this.agents = agents;
    }

    /** A user; of an agent's account, with the agent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UserJson(String username, String role, @Nullable String agentId) {
        static UserJson of(Member member) {
            return new UserJson(
                    member.getUsername(),
                    member.role().name().toLowerCase(Locale.ROOT),
                    member.agent() == null ? null : member.agent().value());
        }
    }

    /** All users. */
    record All(boolean success, List<UserJson> users) {}

    /** One user. */
    record One(boolean success, UserJson user) {}

    /** A user to be added. */
    record New(
            @Nullable String username,
            @Nullable String password,
            @Nullable String role,
            @Nullable String agentId) {}

    /** Another password. */
    record NewPassword(@Nullable String password) {}

    /** The names of all tokens. */
    record TokenNames(boolean success, List<String> tokens) {}

    /** A token to be made. */
    record NewToken(@Nullable String name) {}

    /** A new token, which is shown this once. */
    record TokenMade(boolean success, String name, String token) {}

    /** That it was done. */
    record Done(boolean success) {}

    @GetMapping("/users")
    All list(@AuthenticationPrincipal Member member) {
        return new All(
                true,
                users.list(member.organization()).stream().map(UserJson::of).toList());
    }

    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    One add(@AuthenticationPrincipal Member member, @RequestBody New wanted) {
        AgentId agent = wanted.agentId() == null
                ? null
                : Values.agent(agents, member, wanted.agentId()).id();
        Role role = Values.constant(Role.class, "role", Values.required("role", wanted.role()));
        String password = wanted.password() == null ? "" : wanted.password();
        Member added =
                users.add(member.organization(), Values.name("username", wanted.username()), password, role, agent);
        return new One(true, UserJson.of(added));
    }

    @DeleteMapping("/users/{username}")
    Done remove(@AuthenticationPrincipal Member member, @PathVariable String username) {
        if (username.equals(member.getUsername())) {
            throw Problem.conflict("own_account", "nobody removes the own account: another administrator can");
        }
        if (!users.remove(member.organization(), username)) {
            throw Problem.notFound("user", username);
        }
        return new Done(true);
    }

    /** For who has forgotten it. The own one is changed by who knows it, with {@link AccountApi}. */
    @PutMapping("/users/{username}/password")
    Done changePassword(
            @AuthenticationPrincipal Member member, @PathVariable String username, @RequestBody NewPassword wanted) {
        if (username.equals(member.getUsername())) {
            throw Problem.conflict(
                    "own_account", "the own password is changed at /api/v1/account/password, with the current one");
        }
        String password = Values.secret("password", wanted.password());
        if (!users.changePassword(member.organization(), username, password, "")) {
            throw Problem.notFound("user", username);
        }
        return new Done(true);
    }

    @GetMapping("/tokens")
    TokenNames tokens(@AuthenticationPrincipal Member member) {
        return new TokenNames(true, tokens.names(member.organization()));
    }

    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    TokenMade addToken(@AuthenticationPrincipal Member member, @RequestBody NewToken wanted) {
        String name = Values.name("name", wanted.name());
        return new TokenMade(true, name, tokens.add(member, name));
    }

    @DeleteMapping("/tokens/{name}")
    Done removeToken(@AuthenticationPrincipal Member member, @PathVariable String name) {
        if (!tokens.remove(member.organization(), name)) {
            throw Problem.notFound("token", name);
        }
        return new Done(true);
    }
}
