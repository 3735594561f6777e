package dev.callgate.examples.console.login;

import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Writes logins, failed logins, and logouts to the access log. */
@Component
class LoginEvents implements LogoutHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LoginEvents.class);

    private final AccessLog log;
    private final Users users;

    LoginEvents(AccessLog log, Users users) {
        this.log = log;
        this.users = users;
    }

    @EventListener
    void loggedIn(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof Member member) {
            log.loggedIn(member.accessActor());
        }
    }

    @EventListener
    void authenticatedByBasic(AuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof Member member && hasCredentials()) {
            log.loggedInByBasic(member.accessActor());
        }
    }

    private static boolean hasCredentials() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getRequest().getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        logFailure(event);
    }

    @EventListener
    void lockedOut(AuthenticationFailureLockedEvent event) {
        logFailure(event);
    }

    private void logFailure(AbstractAuthenticationFailureEvent event) {
        String login = event.getAuthentication().getName();
        boolean locked = event instanceof AuthenticationFailureLockedEvent;
        if (!PasswordLogin.mayBeName(login)) {
            log.loginFailed(null, login, false);
            return;
        }
        try {
            Users.Named named = users.named(login);
            OrganizationId organization =
                    named.organization() == null ? null : named.organization().id();
            boolean isUser = users.exists(named);
            if (locked) {
                log.lockedOut(organization, named.username(), isUser);
            } else {
                log.loginFailed(organization, named.username(), isUser);
            }
        } catch (DataAccessException e) {
            LOG.error("a failed login is not recorded, since the database does not answer", e);
        }
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication user) {
        if (user == null || !(user.getPrincipal() instanceof Member member)) {
            return;
        }
        try {
            log.loggedOut(member.accessActor());
        } catch (DataAccessException e) {
            LOG.error("a logout is not recorded, since the database does not answer", e);
        }
    }
}
