package dev.callgate.storage.jdbc.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/** A cache of parsed texts of the tables: there are few different ones on many rows, and to parse one costs more than a look-up. */
public final class ParsedTexts<T> {
    private static final int MOST_TEXTS = 1_000;

    private final Cache<String, T> values = Caffeine.newBuilder()
            .maximumSize(MOST_TEXTS)
            .executor(Runnable::run)
            .build();

    private final Function<String, T> reading;

    /** Takes how a text is read: always to the same value, which nothing can change. */
    public ParsedTexts(Function<String, T> reading) {
        this.reading = reading;
    }

    public T of(String text) {
        return values.get(text, reading);
    }
}
