package dev.callgate.examples.console.api;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.SessionCheck;
import dev.callgate.examples.console.login.Users;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.examples.console.request.RequestValues;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The account of the calling user, who logs in by password. */
@RestController
@RequestMapping("/api/v1/account")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'AGENT', 'OPERATOR')")
class AccountApi {
    private final Users users;
    private final AuthenticationManager logins;

    AccountApi(Users users, AuthenticationConfiguration logins) {
        this.users = users;
        this.logins = logins.getAuthenticationManager();
    }

    /** Changes the user's own password. The session of this request continues; the user's other sessions end. */
    @PutMapping("/password")
    Success changePassword(
            @AuthenticationPrincipal Member member,
            @RequestBody ChangeOwnPassword wanted,
            HttpServletRequest request,
            HttpServletResponse response) {
        String password = RequestValues.secret("password", wanted.password());
        String current = RequestValues.secret("current", wanted.current());
        requireCurrent(member, current);
        if (password.equals(current)) {
            throw Problem.invalid("password", "the new password equals the current one: choose another one");
        }
        Member changed = users.changePassword(member, member.id(), password, false)
                .orElseThrow(() -> Problem.notFound("user", member.getUsername()));
        SessionCheck.keep(request, response, changed);
        return new Success(true);
    }

    /** Checks the current password as at a login: wrong ones are counted, and too many lock the user out. */
    private void requireCurrent(Member member, String current) {
        String login = users.login(member);
        try {
            logins.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, current));
        } catch (BadCredentialsException | LockedException e) {
            throw Problem.invalid(
                    "current",
                    "this is not the current password, or there were too many failed attempts: check it, or try again later");
        }
    }
}
