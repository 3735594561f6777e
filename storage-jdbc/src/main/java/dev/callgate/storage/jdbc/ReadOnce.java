package dev.callgate.storage.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/** What texts of the tables stand for: there are few different ones on many rows, and taking one apart costs more than a look-up. */
final class ReadOnce<T> {
    private static final int MOST_TEXTS = 1_000;

    private final Cache<String, T> values = Caffeine.newBuilder()
            .maximumSize(MOST_TEXTS)
            .executor(Runnable::run)
            .build();

    private final Function<String, T> reading;

    /** Takes how a text is read: always to the same value, which nothing can change. */
    ReadOnce(Function<String, T> reading) {
        this.reading = reading;
    }

    T of(String text) {
        return values.get(text, reading);
    }
}
