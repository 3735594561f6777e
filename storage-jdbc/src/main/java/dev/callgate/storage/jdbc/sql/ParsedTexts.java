package dev.callgate.storage.jdbc.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * Caches parsed column values: few distinct texts occur on many rows, and parsing costs more than a lookup.
 * Thread-safe.
 */
public final class ParsedTexts<T> {
    private static final int MAX_TEXTS = 1_000;

    private final Cache<String, T> values =
            Caffeine.newBuilder().maximumSize(MAX_TEXTS).executor(Runnable::run).build();

    private final Function<String, T> parser;

    /**
     * Creates a cache.
     *
     * @param parser parses a text; must return an immutable value that depends on the text only
     */
    public ParsedTexts(Function<String, T> parser) {
        this.parser = parser;
    }

    public T of(String text) {
        return values.get(text, parser);
    }
}
