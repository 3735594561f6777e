package dev.callgate.examples.console.web;

import dev.callgate.examples.console.api.Problem;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Tokens;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.model.AgentId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Who may log in, and the tokens of dialers. */
@Controller
@RequestMapping("/users")
@PreAuthorize("hasRole('ADMIN')")
class UsersPage {
    private static final int CHOICES = 20;

    private final Users users;
    private final Tokens tokens;
    private final Agents agents;

    UsersPage(Users users, Tokens tokens, Agents agents) {
        this.users = users;
        this.tokens = tokens;
        this.agents = agents;
    }

    @GetMapping
    String list(@AuthenticationPrincipal Member member, Model model) {
        List<Member> all = users.list(member.organization());
        List<AgentId> known =
                all.stream().map(Member::agent).filter(Objects::nonNull).toList();
        Map<AgentId, String> names = agents.names(member.organization(), known);
        model.addAttribute("users", all);
        model.addAttribute("names", names);
        model.addAttribute("tokens", tokens.list(member.organization()));
        return "users";
    }

    @GetMapping("/new")
    String add(@AuthenticationPrincipal Member member, Model model) {
        model.addAttribute("agents", agents.list(member.organization(), "", CHOICES, 0));
        return "dialogs :: add-user";
    }

    @GetMapping("/new-token")
    String addToken() {
        return "dialogs :: add-token";
    }

    @GetMapping("/{id}/password")
    String password(@AuthenticationPrincipal Member member, @PathVariable String id, Model model) {
        model.addAttribute("user", user(member, id));
        return "dialogs :: set-password";
    }

    @GetMapping("/{id}/remove")
    String remove(@AuthenticationPrincipal Member member, @PathVariable String id, Model model) {
        Member user = user(member, id);
        model.addAttribute("user", user);
        model.addAttribute(
                "tokensOfUser",
                tokens.list(member.organization()).stream()
                        .filter(each -> each.createdBy().equals(user.getUsername()))
                        .toList());
        return "dialogs :: remove-user";
    }

    private Member user(Member member, String id) {
        return users.find(member.organization(), id).orElseThrow(() -> Problem.notFound("user", id));
    }
}
