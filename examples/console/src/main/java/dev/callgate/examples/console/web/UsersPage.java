package dev.callgate.examples.console.web;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Token;
import dev.callgate.examples.console.login.Tokens;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.AgentId;
import java.util.List;
import java.util.Objects;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The users, and the tokens of dialers. */
@Controller
@RequestMapping("/users")
@PreAuthorize("hasRole('ADMIN')")
class UsersPage {
    private static final int CHOICES = 20;
    private static final int ROWS = 50;

    /** The most tokens of a user that the dialog for removing the user lists. */
    private static final int NAMED = 20;

    private final Users users;
    private final Tokens tokens;
    private final Agents agents;

    UsersPage(Users users, Tokens tokens, Agents agents) {
        this.users = users;
        this.tokens = tokens;
        this.agents = agents;
    }

    /** A page of users, and one of tokens. */
    @GetMapping
    String list(
            @AuthenticationPrincipal Member member,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "tokens_page", defaultValue = "1") int tokensPage,
            Model model) {
        Numbered paging = Numbered.of(page, users.count(member.organization()), ROWS);
        List<Member> shown = users.list(member.organization(), ROWS, paging.offset());
        List<AgentId> known =
                shown.stream().map(Member::agent).filter(Objects::nonNull).toList();
        Numbered tokensPaging = Numbered.of(tokensPage, tokens.count(member.organization()), ROWS);
        model.addAttribute("users", shown);
        model.addAttribute("names", agents.names(member.organization(), known));
        model.addAttribute("paging", paging);
        model.addAttribute("tokens", tokens.list(member.organization(), ROWS, tokensPaging.offset()));
        model.addAttribute("tokensPaging", tokensPaging);
        return "users";
    }

    @GetMapping("/new")
    String add(@AuthenticationPrincipal Member member, Model model) {
        model.addAttribute("agents", agents.active(member.organization(), "", CHOICES));
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
        List<Token> made = tokens.madeBy(user, NAMED + 1);
        model.addAttribute("tokensOfUser", made.subList(0, Math.min(NAMED, made.size())));
        model.addAttribute("hasMoreTokens", made.size() > NAMED);
        return "dialogs :: remove-user";
    }

    private Member user(Member member, String id) {
        return users.find(member.organization(), id).orElseThrow(() -> Problem.notFound("user", id));
    }
}
