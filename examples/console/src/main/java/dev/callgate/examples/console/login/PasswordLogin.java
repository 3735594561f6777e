package dev.callgate.examples.console.login;

import java.util.concurrent.Semaphore;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * The only class that checks a user name and a password: for the login page, HTTP Basic, and users who change their own password.
 * Thread-safe.
 *
 * <ol>
 *   <li>A text that cannot be a name or a password is a failed login, without a hash and without the database.
 *   <li>Only few are checked at the same time; others get {@link TooManyLogins}. So decisions keep threads and connections.
 *   <li>The attempt is counted, or refused unchecked, by {@link LoginLimits}.
 *   <li>The password is hashed and compared; for a user that does not exist, another hash takes as long, with the same answer.
 *   <li>If it is right, or could not be checked, the attempt is subtracted.
 * </ol>
 */
@Component
class PasswordLogin implements AuthenticationProvider {
    static final int MAX_NAME_LENGTH = 200;

    /** Fewer than a user may fail in a row, so that many concurrent right passwords of a client are not taken for guesses. */
    static final int MAX_CONCURRENT = 8;

    private final Users users;
    private final LoginLimits limits;
    private final DaoAuthenticationProvider passwords;
    private final Semaphore places = new Semaphore(MAX_CONCURRENT);

    PasswordLogin(Users users, PasswordEncoder hashing, LoginLimits limits) {
        this.users = users;
        this.limits = limits;
        this.passwords = new DaoAuthenticationProvider(users);
        passwords.setPasswordEncoder(hashing);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /**
     * Checks a name and a password.
     *
     * @throws BadCredentialsException if one of them is wrong
     * @throws org.springframework.security.authentication.LockedException if there were too many failed attempts
     * @throws TooManyLogins if too many are being checked
     * @throws InternalAuthenticationServiceException if the database does not answer
     */
    @Override
    public Authentication authenticate(Authentication asked) {
        if (!mayBeName(asked.getName())
                || !(asked.getCredentials() instanceof String password)
                || !PasswordRules.isPossible(password)) {
            throw new BadCredentialsException("The user name or the password is wrong");
        }
        if (!places.tryAcquire()) {
            throw new TooManyLogins();
        }
        try {
            return counted(asked);
        } catch (DataAccessException e) {
            throw new InternalAuthenticationServiceException("The database does not answer", e);
        } finally {
            places.release();
        }
    }

    private Authentication counted(Authentication asked) {
        LoginLimits.Attempt attempt = limits.begin(users.named(asked.getName()).login(), LoginAddress.current());
        Authentication user;
        try {
            user = passwords.authenticate(asked);
        } catch (InternalAuthenticationServiceException | TooManyLogins e) {
            cancelAttempt(attempt, e);
            throw e;
        }
        limits.succeeded(attempt);
        return user;
    }

    /** If the database does not answer, the attempt stays counted until it expires. */
    private void cancelAttempt(LoginLimits.Attempt attempt, RuntimeException why) {
        try {
            limits.cancelAttempt(attempt);
        } catch (DataAccessException e) {
            why.addSuppressed(e);
        }
    }

    static boolean mayBeName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.codePoints().noneMatch(PasswordLogin::isInvalidInName);
    }

    /** Control characters, and halves of characters, which databases replace by others. */
    private static boolean isInvalidInName(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }
}
