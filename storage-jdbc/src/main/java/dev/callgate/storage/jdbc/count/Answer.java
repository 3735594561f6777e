package dev.callgate.storage.jdbc.count;

import dev.callgate.model.StoreException;
import dev.callgate.spi.CountResult;
import jakarta.annotation.Nullable;
import java.util.Collections;
import java.util.List;

/**
 * The outcome of a call in a group. If both components are null, the call has to be counted alone.
 *
 * @param result the result; null if counting failed, or if the call has to be counted alone
 * @param failure the failure; null if there was none
 */
public record Answer(@Nullable CountResult result, @Nullable RuntimeException failure) {
    /** Nothing was counted; the call has to be counted alone to determine the result. */
    public static final Answer ALONE = new Answer(null, null);

    public static Answer of(CountResult result) {
        return new Answer(result, null);
    }

    public static Answer failed(RuntimeException failure) {
        return new Answer(null, failure);
    }

    /**
     * Returns the outcomes of a group that failed as a whole. After a permanent failure, each call is counted alone, to
     * determine which calls cause it.
     */
    public static List<Answer> ofAll(int requests, RuntimeException failure) {
        return Collections.nCopies(requests, failure instanceof StoreException.Permanent ? ALONE : failed(failure));
    }

    public boolean needsRetryAlone() {
        return result == null && failure == null;
    }

    /** Returns the result or throws the failure. Each caller gets an exception with its own stack trace. */
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
