package dev.callgate.examples.console.login;

import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Limits how many passwords are hashed at the same time. A hash takes a core for a tenth of a second on purpose; without a limit, guessing
 * takes all threads and all cores, and decisions on calls wait. Beyond the limit, a thread waits for a short time, and only a few
 * threads wait; others get {@link TooManyLogins} at once. Thread-safe.
 *
 * <p>Passwords are hashed and compared in Unicode's form NFC, so that a password typed on another keyboard is the same (NIST SP
 * 800-63B-4, section 3.1.1.2).
 */
final class PasswordHashing implements PasswordEncoder {
    /** About three hashes long. */
    static final Duration MAX_WAIT = Duration.ofMillis(500);

    static final int MAX_WAITING = 8;

    private final PasswordEncoder hashes;
    private final Semaphore slots;
    private final Duration longestWait;

    PasswordHashing(PasswordEncoder hashes, int slots, Duration longestWait) {
        this.hashes = hashes;
        this.slots = new Semaphore(slots, true);
        this.longestWait = longestWait;
    }

    /** Allows one hash at a time for each core. */
    static PasswordHashing onEachCore(PasswordEncoder hashes) {
        return new PasswordHashing(hashes, Runtime.getRuntime().availableProcessors(), MAX_WAIT);
    }

    @Override
    @Nullable
    public String encode(@Nullable CharSequence password) {
        return bounded(() -> hashes.encode(normalized(password)));
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
        return bounded(() -> hashes.matches(normalized(password), encoded));
    }

    @Override
    public boolean upgradeEncoding(@Nullable String encoded) {
        return hashes.upgradeEncoding(encoded);
    }

    @Nullable
    private static String normalized(@Nullable CharSequence password) {
        return password == null ? null : PasswordRules.normalized(password);
    }

    private <T> T bounded(Supplier<T> hash) {
        if (!slots.tryAcquire() && !waitForSlot()) {
            throw new TooManyLogins();
        }
        try {
            return hash.get();
        } finally {
            slots.release();
        }
    }

    private boolean waitForSlot() {
        try {
            return slots.getQueueLength() < MAX_WAITING
                    && slots.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
