package dev.callgate.host;

import jakarta.annotation.Nullable;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns the library's complaint about a value into one line about a command-line option. */
public final class OptionValue {
    private OptionValue() {}

    /**
     * Converts an option's value.
     *
     * @throws UserException naming the option and the value, if the conversion throws an {@link IllegalArgumentException}
     */
    public static <V, R> R convert(String option, V value, Function<? super V, R> conversion) {
        try {
            return conversion.apply(value);
        } catch (IllegalArgumentException e) {
            throw invalid(option, value, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Computes a value whose message names the wrong option itself.
     *
     * @throws UserException if the computation throws an {@link IllegalArgumentException}
     */
    public static <R> R check(Supplier<R> computation) {
        try {
            return computation.get();
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the exception for an option's invalid value. */
    public static UserException invalid(String option, Object value, String problem, @Nullable Throwable cause) {
        return new UserException("%s %s: %s".formatted(option, value, problem), cause);
    }
}
