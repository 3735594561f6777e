package dev.callgate;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown if a {@link PolicyDocument} cannot be read. It has all problems of the document, so that a form can name each wrong field. */
public final class InvalidPolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The most problems in the message. */
    private static final int SHOWN = 5;

    private final transient List<Problem> problems;

    /**
     * One value that is wrong.
     *
     * @param path where it is, such as {@code limits[2].calls}; lists count from 0
     * @param message what is wrong and what to do
     */
    public record Problem(String path, String message) {
        /** Returns the path and the message. */
        @Override
        public String toString() {
            return path + ": " + message;
        }
    }

    InvalidPolicyException(List<Problem> problems) {
        super(messageOf(problems));
        this.problems = List.copyOf(problems);
    }

    private static String messageOf(List<Problem> problems) {
        String more = problems.size() > SHOWN ? "; and %d more problems".formatted(problems.size() - SHOWN) : "";
        return "the policy is not valid: "
                + problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("; "))
                + more;
    }

    /** Returns all problems, at least one, in the order of the document. Unmodifiable. */
    public List<Problem> problems() {
        return problems;
    }
}
