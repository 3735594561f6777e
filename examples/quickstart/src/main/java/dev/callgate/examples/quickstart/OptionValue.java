package dev.callgate.examples.quickstart;

import dev.callgate.host.UserException;
import jakarta.annotation.Nullable;
import java.util.function.Function;

/** What the library says about a value is said here with the option's name and with the value. */
final class OptionValue {
    private OptionValue() {}

    static <V, R> R taken(String option, V value, Function<? super V, R> taking) {
        try {
            return taking.apply(value);
        } catch (IllegalArgumentException e) {
            throw wrong(option, value, String.valueOf(e.getMessage()), e);
        }
    }

    static UserException wrong(String option, Object value, String problem, @Nullable Throwable cause) {
        return new UserException("%s %s: %s".formatted(option, value, problem), cause);
    }
}
