package dev.callgate.admin;

import dev.callgate.model.CallId;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.spi.JournalStore;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who called, from which number, when and how it went: the calls that were allowed under an id, to be looked up, kept as long
 * as need be, and erased. Written by {@link dev.callgate.CallGate}.
 *
 * <p>Immutable and safe for use by many threads. Any method may throw a {@link StoreException}.
 */
public final class CallJournal {
    private final JournalStore store;

    private CallJournal(JournalStore store) {
        this.store = store;
    }

    /** Reads the journal of a store. */
    public static CallJournal over(JournalStore store) {
        return new CallJournal(Objects.requireNonNull(store, "store"));
    }

    /** Finds a call by its id. */
    public Optional<CallRecord> find(OrganizationId organization, CallId callId) {
        return store.findCall(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(callId, "call id"));
    }

    /** Lists one page of an agent's calls on a day, in the order in which they were granted. */
    public List<CallRecord> list(CallQuery query) {
        return store.list(Objects.requireNonNull(query, "query"));
    }

    /**
     * Forgets the calls of the days before one, to keep personal data no longer than needed. The usage of these days stays, and
     * so do all reports. A call that was forgotten is a new one if it is asked for again, and can be neither released nor
     * completed; so keep the calls of some days.
     *
     * @param day the first day to keep, in the organization's zone
     * @return how many were forgotten
     */
    public int forgetCallsBefore(OrganizationId organization, LocalDate day) {
        return store.forgetCallsBefore(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(day, "day"));
    }

    /**
     * Erases a called number from everything that the store holds of an organization's calls: its calls stay, to nobody known,
     * and every total stays as it is. Attempts to call it are forgotten, so that their limits start anew: whoever must not be
     * called again belongs on a do-not-call list, which is the host's.
     *
     * <p>Copies elsewhere are the host's to erase: logs, backups, and the database's own (write-ahead logs, dead rows until it
     * cleans up).
     *
     * <p>A call that has not ended loses its {@linkplain dev.callgate.model.AllowedCall#fingerprint fingerprint}: asked again
     * under the same call id, it is refused with {@code call_id_reused}.
     *
     * @param asKept how the organization keeps callees, and ever kept them: with each key that hashes were made with.
     *     Numbers in full are always looked for
     * @return the number of calls whose callee was erased
     */
    public int eraseCallee(OrganizationId organization, E164 callee, CalleePrivacy... asKept) {
        Objects.requireNonNull(organization, "organization");
        Set<CalleeKey> keys = new HashSet<>();
        keys.addAll(CalleePrivacy.inFull().everyKeyOf(callee));
        for (CalleePrivacy each : asKept) {
            keys.addAll(each.everyKeyOf(callee));
        }
        return store.eraseCallee(new CalleeErasure(organization, callee.sameLine(), keys));
    }
}
