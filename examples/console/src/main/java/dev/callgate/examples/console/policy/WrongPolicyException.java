package dev.callgate.examples.console.policy;

import java.util.List;

/** Thrown if a document cannot be the policy of an organization. */
public final class WrongPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<PolicyProblem> problems;

    WrongPolicyException(List<PolicyProblem> problems) {
        super("the policy has %d wrong %s: correct %s, and save it again"
                .formatted(
                        problems.size(),
                        problems.size() == 1 ? "value" : "values",
                        problems.size() == 1 ? "it" : "them"));
        this.problems = List.copyOf(problems);
    }

    /** Returns what is wrong, at least one problem. */
    public List<PolicyProblem> problems() {
        return problems;
    }
}
