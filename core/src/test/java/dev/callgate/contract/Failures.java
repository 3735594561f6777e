package dev.callgate.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Asserts that an operation fails as documented, and that the message names the cause. */
public final class Failures {
    private Failures() {}

    /** Asserts that the action throws this type, with a message that names each of the values. */
    public static <T extends Throwable> T assertThrowsNaming(Class<T> type, Executable action, Object... values) {
        T failure = assertThrows(type, action);
        String message = String.valueOf(failure.getMessage());
        for (Object value : values) {
            assertTrue(message.contains(value.toString()), () -> "\"%s\" should name %s".formatted(message, value));
        }
        return failure;
    }
}
