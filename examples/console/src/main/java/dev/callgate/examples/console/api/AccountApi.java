package dev.callgate.examples.console.api;

import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.login.Users;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
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

/** What everybody who logs in by password changes of their own account. */
@RestController
@RequestMapping("/api/v1/account")
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER', 'AGENT')")
class AccountApi {
    private final Users users;
    private final AuthenticationManager logins;

    AccountApi(Users users, AuthenticationConfiguration logins) {
        this.users = users;
        this.logins = logins.getAuthenticationManager();
    }

    /** The current password, and another. */
    record NewPassword(@Nullable String current, @Nullable String password) {}

    /** That it was done. */
    record Done(boolean success) {}

    /** The session in which it is asked goes on; all others of the user end. */
    @PutMapping("/password")
    Done changePassword(
            @AuthenticationPrincipal Member member, @RequestBody NewPassword wanted, HttpServletRequest request) {
        String password = Values.secret("password", wanted.password());
        requireCurrent(member, Values.secret("current", wanted.current()));
        HttpSession session = request.getSession(false);
        String own = session == null ? "" : session.getId();
        if (!users.changePassword(member.organization(), member.getUsername(), password, own)) {
            throw Problem.notFound("user", member.getUsername());
        }
        return new Done(true);
    }

    /** As a log-in does, so that wrong ones are counted, and too many lock out: a session left open is no place to guess in. */
    private void requireCurrent(Member member, String current) {
        try {
            logins.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(member.getUsername(), current));
        } catch (BadCredentialsException | LockedException e) {
            throw Problem.invalid("current", "this is not the current password, or there were too many wrong ones");
        }
    }
}
