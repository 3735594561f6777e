package dev.callgate.spring.boot;

import java.util.List;

/** Thrown if properties {@code callgate.*} are missing or wrong. */
final class InvalidCallGatePropertiesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Creates an exception with all problems; each is the name of a property and what is wrong with it. */
    InvalidCallGatePropertiesException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
