package dev.callgate.examples.console.audit;

import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.TimeOrderedId;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Records who logged in, and who changed users, passwords, tokens, agents, policies and do-not-call lists, or ended a
 * call. Thread-safe.
 *
 * <ol>
 *   <li>A change is one row, in the transaction of the change, and one line of the log at INFO after that transaction committed.
 *   <li>What repeats is counted: failed logins, lock-outs, and logins by HTTP Basic have one row for each user and address in
 *       15 minutes, with how often and when last. After 20 rows for a user, the others share one row. All user names that
 *       nobody has count as one user, for each organization. So guessing adds a bounded number of rows.
 *   <li>A row that counts is logged when it is added and when its count gets to 10, 100, 1,000 and so on; at WARN where the login
 *       failed.
 *   <li>Of a user name that does not exist, only the beginning is kept: people type passwords into the wrong field.
 * </ol>
 */
@Component
public class AccessLog {
    /** How many characters of a value are kept. */
    static final int MAX_LENGTH = 100;

    private static final int SHOWN_CHARACTERS_OF_UNKNOWN = 3;
    private static final int MAX_ADDRESS_LENGTH = 64;
    private static final int BATCH = 1_000;
    private static final String OTHERS = "others";

    private final AccessTable table;
    private final RepeatedEvents repeated;
    private final Clock clock;

    AccessLog(AccessTable table, RepeatedEvents repeated, Clock clock) {
        this.table = table;
        this.repeated = repeated;
        this.clock = clock;
    }

    /** The console added the first administrator to an empty database. */
    public void firstAdministratorAdded(OrganizationId organization, String username) {
        add(Actor.system(organization), AccessAction.FIRST_ADMINISTRATOR_ADDED, username, Map.of());
    }

    /** The console added an operator, as its settings say. */
    public void operatorAdded(OrganizationId organization, String username) {
        add(Actor.system(organization), AccessAction.OPERATOR_ADDED, username, Map.of());
    }

    /** An operator added an organization. */
    public void organizationAdded(Actor by, String shortName) {
        add(by, AccessAction.ORGANIZATION_ADDED, shortName, Map.of());
    }

    /** An operator gave an organization another name. */
    public void organizationRenamed(Actor by, String shortName, String before, String after) {
        add(by, AccessAction.ORGANIZATION_RENAMED, shortName, Map.of("before", before, "after", after));
    }

    /** An operator closed or reopened an organization. */
    public void organizationClosed(Actor by, String shortName, boolean closed) {
        add(by, closed ? AccessAction.ORGANIZATION_CLOSED : AccessAction.ORGANIZATION_REOPENED, shortName, Map.of());
    }

    /** A user was added. */
    public void userAdded(Actor by, String username, String role) {
        add(by, AccessAction.USER_ADDED, username, Map.of("role", role));
    }

    /** A user was removed. */
    public void userRemoved(Actor by, String username) {
        add(by, AccessAction.USER_REMOVED, username, Map.of());
    }

    /** A user got another name. */
    public void userRenamed(Actor by, String before, String after) {
        add(by, AccessAction.USER_RENAMED, after, Map.of("before", before));
    }

    /** A user changed the own password. */
    public void passwordChanged(Actor by) {
        add(by, AccessAction.PASSWORD_CHANGED, null, Map.of());
    }

    /** An administrator gave a user another password. */
    public void passwordSet(Actor by, String username) {
        add(by, AccessAction.PASSWORD_SET, username, Map.of());
    }

    /** A token was made. */
    public void tokenAdded(Actor by, String name) {
        add(by, AccessAction.TOKEN_ADDED, name, Map.of());
    }

    /** A token was removed. */
    public void tokenRemoved(Actor by, String name) {
        add(by, AccessAction.TOKEN_REMOVED, name, Map.of());
    }

    /** A user logged in, by the form; a session began. */
    public void loggedIn(Actor who) {
        add(who, AccessAction.LOGGED_IN, null, Map.of());
    }

    /** A user showed the password with a request to the API. Counted, since each request does so. */
    public void loggedInByBasic(Actor who) {
        AccessEntry entry = entry(who, AccessAction.LOGGED_IN, null, Map.of("by", "http_basic"));
        count(entry, entry.actor(), true);
    }

    /** A user ended the session. */
    public void loggedOut(Actor who) {
        add(who, AccessAction.LOGGED_OUT, null, Map.of());
    }

    /**
     * A login failed: the user name or the password was wrong. Counted. It is kept also where the caller's transaction is rolled
     * back, and it does not throw where the database does not answer.
     *
     * @param organization where the login was tried; null where that one does not exist
     * @param username what was given; of any length and content
     * @param isUser whether the organization has this user
     */
    public void loginFailed(@Nullable OrganizationId organization, String username, boolean isUser) {
        failed(AccessAction.LOGIN_FAILED, organization, username, isUser);
    }

    /** A login was refused without a look at the password, after too many failed ones. Otherwise as {@link #loginFailed}. */
    public void lockedOut(@Nullable OrganizationId organization, String username, boolean isUser) {
        failed(AccessAction.LOCKED_OUT, organization, username, isUser);
    }

    private void failed(AccessAction action, @Nullable OrganizationId organization, String username, boolean isUser) {
        String name = isUser
                ? PlainText.of(username, MAX_LENGTH)
                : PlainText.beginning(username, SHOWN_CHARACTERS_OF_UNKNOWN);
        Map<String, String> details = isUser ? Map.of() : Map.of("user", "unknown");
        count(entry(organization, name, Actor.Kind.STRANGER, address(), action, name, details), name, isUser);
    }

    /** An agent was added. The name is not kept: the id leads to it as long as there is one. */
    public void agentAdded(Actor by, AgentId agent) {
        add(by, AccessAction.AGENT_ADDED, agent.value(), Map.of());
    }

    /** An agent got another name. */
    public void agentRenamed(Actor by, AgentId agent) {
        add(by, AccessAction.AGENT_RENAMED, agent.value(), Map.of());
    }

    /** The name of an agent was erased. */
    public void agentNameErased(Actor by, AgentId agent) {
        add(by, AccessAction.AGENT_NAME_ERASED, agent.value(), Map.of());
    }

    /** An agent was activated or deactivated. */
    public void agentActivated(Actor by, AgentId agent, boolean active) {
        add(by, active ? AccessAction.AGENT_ACTIVATED : AccessAction.AGENT_DEACTIVATED, agent.value(), Map.of());
    }

    /**
     * An agent was removed.
     *
     * @param numbers how many numbers were unassigned from it
     */
    public void agentRemoved(Actor by, AgentId agent, int numbers) {
        add(by, AccessAction.AGENT_REMOVED, agent.value(), Map.of("numbers_unassigned", String.valueOf(numbers)));
    }

    /**
     * A call was ended whose end its dialer did not report.
     *
     * @param callId the beginning of its ID is kept
     * @param as how it was ended
     */
    public void callEnded(Actor by, String callId, AgentId agent, String as) {
        add(by, AccessAction.CALL_ENDED, callId, Map.of("agent", agent.value(), "as", as));
    }

    /**
     * Many numbers were changed at once. Each of them has an entry of its own in the library's audit trail.
     *
     * @param what the action
     * @param details how the numbers were chosen, how many were changed, and more of it, by name
     */
    public void numbersChanged(Actor by, String what, Map<String, String> details) {
        add(by, AccessAction.NUMBERS_CHANGED, what, details);
    }

    /**
     * The organization got another version of its policy.
     *
     * @param changed the keys of the document whose values are others
     */
    public void policyChanged(Actor by, int version, Collection<String> changed) {
        add(
                by,
                AccessAction.POLICY_CHANGED,
                null,
                Map.of("version", String.valueOf(version), "changed", String.join(", ", changed)));
    }

    /** Calls and entries were deleted that the policy does not keep any longer. */
    public void retentionApplied(OrganizationId organization, int calls, int entries) {
        add(
                Actor.system(organization),
                AccessAction.RETENTION_APPLIED,
                null,
                Map.of("calls", String.valueOf(calls), "entries", String.valueOf(entries)));
    }

    /**
     * Deletes the entries of an organization from before a time, in batches.
     *
     * @return how many were deleted
     */
    public int forgetBefore(OrganizationId organization, Instant time) {
        int all = 0;
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = table.deleteBefore(organization, time, BATCH);
            all += deleted;
        }
        return all;
    }

    /** A do-not-call list got other numbers. */
    public void doNotCallListLoaded(Actor by, String list, LocalDate date, long numbers) {
        add(
                by,
                AccessAction.DO_NOT_CALL_LIST_LOADED,
                list,
                Map.of("date", date.toString(), "numbers", String.valueOf(numbers)));
    }

    /** A do-not-call list was deleted. */
    public void doNotCallListDeleted(Actor by, String list) {
        add(by, AccessAction.DO_NOT_CALL_LIST_DELETED, list, Map.of());
    }

    /** A number was added to a do-not-call list. */
    public void doNotCallNumberAdded(Actor by, String list, E164 number) {
        add(by, AccessAction.DO_NOT_CALL_NUMBER_ADDED, list, Map.of("number", number.masked()));
    }

    /** A number was removed from a do-not-call list. */
    public void doNotCallNumberRemoved(Actor by, String list, E164 number) {
        add(by, AccessAction.DO_NOT_CALL_NUMBER_REMOVED, list, Map.of("number", number.masked()));
    }

    /**
     * Data left the console as a file.
     *
     * @param what the report, or the list
     * @param details what it was asked for with, by name
     */
    public void downloaded(Actor by, String what, Map<String, String> details) {
        add(by, AccessAction.DOWNLOADED, what, details);
    }

    private void add(Actor by, AccessAction action, @Nullable String subject, Map<String, String> details) {
        AccessEntry entry = entry(by, action, subject, details);
        table.add(entry);
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            AccessLines.log(entry);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                AccessLines.log(entry);
            }
        });
    }

    /**
     * Counts an event by address and name.
     *
     * @param isUser whether the rows of this name are bounded by themselves, or with those of all names that do not exist
     */
    private void count(AccessEntry entry, String name, boolean isUser) {
        AccessEntry others = entry(
                entry.organization(),
                isUser ? name : OTHERS,
                entry.kind(),
                null,
                entry.action(),
                entry.subject() == null || isUser ? entry.subject() : OTHERS,
                entry.details());
        repeated.add(isUser ? "user " + name : "unknown", entry, others);
    }

    private AccessEntry entry(Actor by, AccessAction action, @Nullable String subject, Map<String, String> details) {
        return entry(by.organization(), by.name(), by.kind(), address(), action, subject, details);
    }

    private AccessEntry entry(
            @Nullable OrganizationId organization,
            String actor,
            Actor.Kind kind,
            @Nullable String address,
            AccessAction action,
            @Nullable String subject,
            Map<String, String> details) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<String, String> plain = new TreeMap<>();
        details.forEach((name, value) -> plain.put(name, PlainText.of(value, MAX_LENGTH)));
        return new AccessEntry(
                TimeOrderedId.at(now),
                organization,
                now,
                PlainText.of(actor, MAX_LENGTH),
                kind,
                address,
                action,
                subject == null ? null : PlainText.of(subject, MAX_LENGTH),
                plain,
                1,
                now);
    }

    @Nullable
    private static String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? PlainText.of(request.getRequest().getRemoteAddr(), MAX_ADDRESS_LENGTH)
                : null;
    }
}
