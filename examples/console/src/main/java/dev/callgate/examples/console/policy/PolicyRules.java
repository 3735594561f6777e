package dev.callgate.examples.console.policy;

import dev.callgate.InvalidPolicyException;
import dev.callgate.PolicyDocument;
import dev.callgate.examples.console.organization.KeptCallees;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Checks documents: by the rules of the library, and by what the console needs in addition. Thread-safe. */
@Component
class PolicyRules {
    /** So that the document fits into its column on every database. */
    private static final int MAX_BYTES = 60_000;

    private final KeptCallees callees;
    private final DoNotCallLists lists;
    private final PolicyTable table;

    PolicyRules(KeptCallees callees, DoNotCallLists lists, PolicyTable table) {
        this.callees = callees;
        this.lists = lists;
        this.table = table;
    }

    /**
     * Returns the document.
     *
     * @throws WrongPolicyException with everything that is wrong with it
     */
    PolicyDocument check(OrganizationId organization, Map<String, Object> plain) {
        List<PolicyProblem> problems = new ArrayList<>();
        requireSize(plain);
        PolicyDocument document = null;
        try {
            document = PolicyDocument.of(plain);
        } catch (InvalidPolicyException e) {
            e.problems().forEach(each -> problems.add(new PolicyProblem(each.path(), each.message())));
        }
        checkForConsole(plain, problems);
        checkLists(organization, plain.get("doNotCall"), problems);
        if (document == null || !problems.isEmpty()) {
            throw new WrongPolicyException(problems);
        }
        return document;
    }

    private void requireSize(Map<String, Object> plain) {
        int bytes = table.written(plain).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new WrongPolicyException(List.of(new PolicyProblem(
                    "", "the policy has %,d bytes: shorten it to at most %,d".formatted(bytes, MAX_BYTES))));
        }
    }

    private void checkForConsole(Map<String, Object> plain, List<PolicyProblem> problems) {
        if (plain.get("region") == null) {
            problems.add(new PolicyProblem(
                    "region", "is missing: choose the country whose national form people dial, such as US"));
        }
        if (Boolean.TRUE.equals(plain.get("automaticDialing"))) {
            problems.add(
                    new PolicyProblem(
                            "automaticDialing",
                            "the console allows every emergency call, because people dial its calls: an automatic dialer needs a gate of its own"));
        }
        if ("hashed".equals(plain.get("callees")) && callees.key().isEmpty()) {
            problems.add(new PolicyProblem(
                    "callees", "hashes need a key: the operator has to set callgate.console.callee-key first"));
        }
    }

    private void checkLists(OrganizationId organization, @Nullable Object rules, List<PolicyProblem> problems) {
        if (!(rules instanceof List<?> all) || all.isEmpty()) {
            return;
        }
        Set<String> loaded = lists.names(organization);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) instanceof Map<?, ?> rule
                    && rule.get("list") instanceof String name
                    && !name.isBlank()
                    && !loaded.contains(name)) {
                problems.add(new PolicyProblem(
                        "doNotCall[%d].list".formatted(i), "there is no list \"%s\": upload it first".formatted(name)));
            }
        }
    }
}
