package dev.callgate.storage.jdbc.count;

import dev.callgate.model.StoreException;
import dev.callgate.spi.CountResult;
import jakarta.annotation.Nullable;
import java.util.Collections;
import java.util.List;

/**
 * What became of a call in a group.
 *
 * @param result what to answer; null where it failed, or has to be counted alone
 * @param failure why it failed; null where it did not
 */
public record Answer(@Nullable CountResult result, @Nullable RuntimeException failure) {
    /** Nothing was counted, and why not has to be found out for each by itself. */
    public static final Answer ALONE = new Answer(null, null);

    public static Answer of(CountResult result) {
        return new Answer(result, null);
    }

    public static Answer failed(RuntimeException failure) {
        return new Answer(null, failure);
    }

    /** What a group is answered that failed as a whole. Where it will always fail, each finds out by itself whether it is to blame. */
    public static List<Answer> ofAll(int requests, RuntimeException failure) {
        return Collections.nCopies(requests, failure instanceof StoreException.Permanent ? ALONE : failed(failure));
    }

    public boolean isAlone() {
        return result == null && failure == null;
    }

    /** Returns the result, or throws the failure; each caller gets an exception with its own stack. */
    public CountResult get() {
        if (result != null) {
            return result;
        }
        String message = failure == null ? "the call has to be counted alone" : String.valueOf(failure.getMessage());
        if (failure instanceof StoreException.NotApplied) {
            throw new StoreException.NotApplied(message, failure);
        } else if (failure instanceof StoreException.OutcomeUnknown) {
            throw new StoreException.OutcomeUnknown(message, failure);
        } else if (failure instanceof StoreException.Permanent) {
            throw new StoreException.Permanent(message, failure);
        } else {
            throw new IllegalStateException("counting calls together failed: " + message, failure);
        }
    }
}
