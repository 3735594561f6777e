package dev.callgate;

import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.DoNotCallList;
import jakarta.annotation.Nullable;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The policy of an organization as plain data: maps with text keys, lists, strings, whole numbers and booleans, as any JSON or YAML library
 * reads and writes them. So administrators can change a policy while hosts run, and hosts can keep its versions. {@link CallPolicy#of}
 * makes the policy. Rules that are code are no data: add them to that policy. Immutable and thread-safe; equal if {@link #asMap} is equal.
 *
 * <p>Only {@code zone} is required. A field that is missing or null has the default of {@link CallPolicy}. Codes are read in any
 * case. A field that is not listed here is a problem.
 *
 * <table>
 * <caption>The fields of a document</caption>
 * <tr><th>Field</th><th>Value</th></tr>
 * <tr><td>{@code zone}</td><td>the time zone, such as {@code America/New_York}</td></tr>
 * <tr><td>{@code region}</td><td>the region for destinations in national form, such as {@code US}</td></tr>
 * <tr><td>{@code automaticDialing}, {@code journalEveryCall}</td><td>true or false</td></tr>
 * <tr><td>{@code longestCallSeconds}</td><td>1 to 86400</td></tr>
 * <tr><td>{@code reportBy}</td><td>a list of names of attributes</td></tr>
 * <tr><td>{@code callees}</td><td>{@code none}, {@code in_full}, or {@code hashed} with the key of the {@link Resources}</td></tr>
 * <tr><td>{@code limits}</td><td>a list; each has {@code calls} or {@code minutes}; {@code per}: {@code number}, {@code agent}, {@code
 * organization}, {@code callee}, or {@code attribute} with {@code attribute}; {@code in}: {@code hour}, {@code day}, {@code week}, which
 * may have {@code weekStart} such as {@code sunday}, {@code month}, {@code at_once}, or {@code window} with {@code windowSeconds}; and may
 * have {@code warmUp}, a list of calls; {@code places}, and with them {@code name}, the name of the condition</td></tr>
 * <tr><td>{@code restPeriods}</td><td>a list; each has {@code after}: {@code conversation}, {@code machine}, or a result such as {@code
 * not_interested}; {@code days} or {@code seconds}; and may have {@code attribute} and {@code places}</td></tr>
 * <tr><td>{@code callingHours}</td><td>has {@code preset}, such as {@code united_states}, {@code tcpa}, {@code florida} or {@code france}, or
 * {@code hours}, a list with {@code from} and {@code to} such as {@code 08:00} and perhaps {@code days}; and may have {@code places}, a list
 * with {@code place} and {@code preset} or {@code hours}; {@code holidays}, a list with {@code preset} ({@code united_states} or {@code
 * france}), or {@code dates} and perhaps {@code place}; {@code mobilesByCountry}; {@code fallbackZone}</td></tr>
 * <tr><td>{@code doNotCall}</td><td>a list; each has {@code list}, the name of a list of the {@link Resources}; and may have {@code
 * maxAgeDays} and {@code countries}</td></tr>
 * <tr><td>{@code callerIds}</td><td>a list; each has {@code rule}: {@code never} with {@code classes}, {@code only_within} or {@code
 * not_within} with {@code prefixes}, {@code spain} or {@code france}; and may have {@code places}</td></tr>
 * <tr><td>{@code tollRestriction}</td><td>may have {@code allowedClasses}, {@code allowedPrefixes} and {@code blockedPrefixes}</td></tr>
 * <tr><td>{@code rotation}</td><td>a list of {@code local_presence} and, last, {@code least_used}, {@code round_robin} or {@code
 * sticky}</td></tr>
 * <tr><td>{@code retention}</td><td>may have {@code callDays} and {@code auditDays}: after how many days the host deletes calls and audit
 * entries; see {@link #callRetentionDays}</td></tr>
 * </table>
 *
 * <p>{@code places} are ISO 3166-1 codes of countries, or ISO 3166-2 codes of US states and Canadian provinces, such as {@code US-FL}: what has
 * them applies to calls to callees who may be at one of them.
 */
public final class PolicyDocument {
    /** What a document only names. Hosts implement it. Must be thread-safe. */
    public interface Resources {
        /**
         * Returns a do-not-call list. Called when a policy is made, for each of {@link PolicyDocument#doNotCallLists}; the list is then
         * asked at each decision.
         *
         * @throws IllegalArgumentException if there is no such list
         */
        DoNotCallList doNotCallList(String name);

        /**
         * Returns the key for hashes of callees, as {@link CalleePrivacy#hashed} specifies. Called when a policy is made that has {@code
         * callees} {@code hashed}.
         *
         * @throws IllegalStateException if there is none
         */
        byte[] calleeKey();
    }

    private final Map<String, Object> fields;
    private final PolicyReader.Parts parts;

    private PolicyDocument(Map<String, Object> fields, PolicyReader.Parts parts) {
        this.fields = fields;
        this.parts = parts;
    }

    /**
     * Reads a document.
     *
     * @param fields what a JSON library returns for an object; not modified, and copied
     * @throws InvalidPolicyException if a value is wrong, with all that are
     */
    public static PolicyDocument of(Map<String, ?> fields) {
        Fields reader = Fields.of(fields);
        PolicyReader.Parts parts = PolicyReader.read(reader);
        if (!reader.areValid()) {
            throw new InvalidPolicyException(reader.problems());
        }
        return new PolicyDocument(reader.canonical(), parts);
    }

    /**
     * Returns the fields that were given, with codes in their canonical form and in a fixed order. Unmodifiable. {@link #of} reads it
     * back as an equal document.
     */
    public Map<String, Object> asMap() {
        return fields;
    }

    /** Returns the time zone of the organization. */
    public ZoneId zone() {
        return parts.fixed().zone();
    }

    /** Returns the region for destinations in national form; null if there is none. */
    @Nullable
    public String region() {
        return parts.fixed().region();
    }

    /**
     * Returns how much the policy keeps of callees, for example to find their calls ({@link CalleePrivacy#everyKeyOf}).
     *
     * @param resources as in {@link CallPolicy#of}
     */
    public CalleePrivacy callees(Resources resources) {
        return parts.callees().apply(resources);
    }

    /** Returns the names of the do-not-call lists that the policy needs. */
    public Set<String> doNotCallLists() {
        return parts.lists().stream().map(PolicyReader.Listed::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns after how many days calls are to be deleted; empty if never. At least as many as the longest rest period needs. The policy
     * does not delete them: the host does, with {@link dev.callgate.admin.CallJournal#forgetCallsBefore}.
     */
    public OptionalInt callRetentionDays() {
        return optional(parts.retention().callDays());
    }

    /** Returns after how many days audit entries are to be deleted by the host; empty if never. */
    public OptionalInt auditRetentionDays() {
        return optional(parts.retention().auditDays());
    }

    private static OptionalInt optional(@Nullable Integer days) {
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }

    CallPolicy policy(Resources resources) {
        return parts.policy(resources);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PolicyDocument that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Returns the fields. A document has no secrets and no numbers of callees. */
    @Override
    public String toString() {
        return fields.toString();
    }
}
