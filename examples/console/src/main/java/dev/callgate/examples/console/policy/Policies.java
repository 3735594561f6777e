package dev.callgate.examples.console.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.callgate.CallPolicy;
import dev.callgate.PolicyDocument;
import dev.callgate.call.Refused.Reason;
import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.ActiveAgents;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.KeptCallees;
import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.DoNotCallList;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The policies of the organizations. Which version is the current one is read for each decision, so that a change holds for the next
 * decision on every node; a version never changes, so it is compiled once. Thread-safe.
 */
@Service
public class Policies {
    /** More organizations than call at the same time from one console. */
    private static final int MAX_COMPILED = 1_000;

    private static final Reason CLOSED = new Reason(
            "organization_closed", "the organization is closed: ask the operator of the console to reopen it");

    /** Refuses every call. The gate evaluates no rule for an emergency call. */
    private static final CallRule NO_CALLS = call -> Optional.of(CLOSED);

    private final PolicyTable table;
    private final PolicyRules rules;
    private final ListLookups lists;
    private final KeptCallees callees;
    private final Agents agents;
    private final AccessLog log;
    private final Cache<Key, Compiled> compiled =
            Caffeine.newBuilder().maximumSize(MAX_COMPILED).build();

    Policies(
            PolicyTable table,
            PolicyRules rules,
            ListLookups lists,
            KeptCallees callees,
            Agents agents,
            AccessLog log) {
        this.table = table;
        this.rules = rules;
        this.lists = lists;
        this.callees = callees;
        this.agents = agents;
        this.log = log;
    }

    private record Key(OrganizationId organization, int version) {}

    private record Compiled(CallPolicy policy, CalleePrivacy callees) {}

    /** What the documents of an organization name. */
    private record Resources(OrganizationId organization, ListLookups lists, KeptCallees callees)
            implements PolicyDocument.Resources {
        @Override
        public DoNotCallList doNotCallList(String name) {
            return lists.list(organization, name);
        }

        @Override
        public byte[] calleeKey() {
            return callees.key()
                    .orElseThrow(() -> new IllegalStateException(
                            "the policy of organization %s hashes callees: set callgate.console.callee-key"
                                    .formatted(organization)));
        }
    }

    /**
     * Returns the policy for the decision that begins on this thread.
     *
     * @return null if there is no such organization
     */
    @Nullable
    CallPolicy forDecision(OrganizationId organization) {
        lists.begin();
        return table.current(organization)
                .map(current ->
                        ofConsole(compiled(organization, current.version()).policy(), current.closed()))
                .orElse(null);
    }

    /** Adds the rules that are no part of a document. They belong to one decision. */
    private CallPolicy ofConsole(CallPolicy policy, boolean closed) {
        CallPolicy withAgents = policy.rules(new ActiveAgents(agents));
        return closed ? withAgents.rules(NO_CALLS) : withAgents;
    }

    /** Returns how much an organization keeps of the numbers that it calls. */
    public CalleePrivacy callees(OrganizationId organization) {
        return table.current(organization)
                .map(current -> compiled(organization, current.version()).callees())
                .orElseGet(CalleePrivacy::none);
    }

    private Compiled compiled(OrganizationId organization, int version) {
        return compiled.get(
                new Key(organization, version),
                key -> compile(
                        organization,
                        PolicyDocument.of(required(organization, version).document())));
    }

    private Compiled compile(OrganizationId organization, PolicyDocument document) {
        Resources resources = new Resources(organization, lists, callees);
        return new Compiled(CallPolicy.of(document, resources), document.callees(resources));
    }

    private PolicyVersion required(OrganizationId organization, int version) {
        return table.find(organization, version)
                .orElseThrow(() -> new IllegalStateException(
                        "organization %s has no version %d of its policy".formatted(organization, version)));
    }

    /** Returns the current version. */
    public PolicyVersion current(OrganizationId organization) {
        return required(organization, table.current(organization).orElseThrow().version());
    }

    /** Returns a version, or nothing. */
    public Optional<PolicyVersion> find(OrganizationId organization, int version) {
        return table.find(organization, version);
    }

    /**
     * Returns the versions, the newest first.
     *
     * @param before the version before which the page begins; {@link Integer#MAX_VALUE} for the first page
     */
    public List<PolicyVersion> list(OrganizationId organization, int before, int limit) {
        return table.list(organization, before, limit);
    }

    /**
     * Makes a document the policy of the member's organization.
     *
     * @param base the version that the change was made of
     * @param note why it is made, or null
     * @return the current version: a new one, unless the document is that of the current version
     * @throws WrongPolicyException if the document cannot be a policy
     * @throws Problem if the current version is another one than {@code base}
     */
    @Transactional
    public PolicyVersion save(Member by, Map<String, Object> document, int base, @Nullable String note) {
        PolicyVersion current = required(by.organization(), table.lockCurrentVersion(by.organization()));
        if (current.version() != base) {
            throw Problem.conflict(
                    "policy_changed",
                    "%s saved version %d of the policy after you loaded version %d: load the policy again, and repeat your change"
                            .formatted(current.madeBy(), current.version(), base),
                    "base_version");
        }
        return add(by, current, document, note);
    }

    /**
     * Makes a new version with the document of an earlier one.
     *
     * @throws WrongPolicyException if that document cannot be a policy any more
     * @throws Problem if there is no such version
     */
    @Transactional
    public PolicyVersion restore(Member by, int version) {
        PolicyVersion current = required(by.organization(), table.lockCurrentVersion(by.organization()));
        PolicyVersion earlier =
                table.find(by.organization(), version).orElseThrow(() -> Problem.notFound("version", version));
        return add(by, current, earlier.document(), "version %d restored".formatted(version));
    }

    private PolicyVersion add(Member by, PolicyVersion current, Map<String, Object> document, @Nullable String note) {
        PolicyDocument checked = rules.check(by.organization(), document);
        compile(by.organization(), checked);
        Map<String, Object> canonical = table.asStored(checked.asMap());
        List<String> changed = changed(current.document(), canonical);
        if (changed.isEmpty()) {
            return current;
        }
        PolicyVersion added = new PolicyVersion(
                current.version() + 1, canonical, table.now(), by.actor().value(), note, changed);
        table.add(by.organization(), added, checked.zone(), Objects.requireNonNull(checked.region()));
        log.policyChanged(by.accessActor(), added.version(), changed);
        return added;
    }

    /** Returns the keys whose values are others, in alphabetical order. */
    public static List<String> changed(Map<String, Object> before, Map<String, Object> after) {
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys.stream()
                .filter(each -> !Objects.equals(before.get(each), after.get(each)))
                .toList();
    }
}
