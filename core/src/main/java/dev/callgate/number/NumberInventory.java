package dev.callgate.number;

import dev.callgate.id.OrganizationId;
import dev.callgate.id.TimeOrderedId;
import dev.callgate.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The numbers that organizations own: added one by one or imported, listed, switched off and on, deleted.
 *
 * <p>Immutable and safe for use by many threads. Any method may throw a {@link StoreException}; whatever is thrown,
 * nothing is half done.
 */
public final class NumberInventory {
    private final NumberStore store;
    private final Clock clock;

    private NumberInventory(NumberStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Administers the numbers of a store, by the system's clock. */
    public static NumberInventory over(NumberStore store) {
        return new NumberInventory(Objects.requireNonNull(store, "store"), Clock.systemUTC());
    }

    /** Returns an inventory that takes the time of its changes from another clock. */
    public NumberInventory withClock(Clock other) {
        return new NumberInventory(store, Objects.requireNonNull(other, "clock"));
    }

    /**
     * Adds a number.
     *
     * @return the number as it is stored
     * @throws DuplicateNumberException if the organization has it already
     */
    public PhoneNumber add(NewNumber number) {
        Instant now = clock.instant();
        PhoneNumber wanted = number.toPhoneNumber(TimeOrderedId.at(now), now);
        return store.addMissing(number.organization(), List.of(wanted)).stream()
                .findFirst()
                .orElseThrow(() -> new DuplicateNumberException(number.organization(), number.e164()));
    }

    /**
     * Imports rows as they come, in batches: every good row is added, every bad one is handed to {@code rejections}, in
     * the order of the rows and soon after it was read. Where the import breaks off, the batches before stay; run again,
     * it reports their rows as {@link RejectedRow.Reason#DUPLICATE_IN_INVENTORY} and adds the rest.
     *
     * @param rows read once; what it throws ends the import and is passed on
     * @param rejections called on this thread; what it throws ends the import and is passed on
     */
    public ImportReport importRows(
            OrganizationId organization, Iterator<ImportRow> rows, Consumer<? super RejectedRow> rejections) {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(rejections, "rejections");
        return new NumberImport(organization, store, clock.instant(), rejections).run(rows);
    }

    /** Finds a number by its id. */
    public Optional<PhoneNumber> find(OrganizationId organization, UUID id) {
        return store.find(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(id, "number id"));
    }

    /** Finds a number by its digits. */
    public Optional<PhoneNumber> find(OrganizationId organization, E164 e164) {
        return store.find(Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(e164, "e164"));
    }

    /** Lists one page of numbers, in the order of their E.164 text. */
    public List<PhoneNumber> list(NumberQuery query) {
        return store.list(Objects.requireNonNull(query, "query"));
    }

    /** Lists all numbers that the query's filters keep, page after page, in the order of their E.164 text. */
    public List<PhoneNumber> listAll(NumberQuery query) {
        NumberQuery page = query.limit(NumberQuery.MAX_LIMIT);
        List<PhoneNumber> all = new ArrayList<>();
        for (List<PhoneNumber> found = list(page); !found.isEmpty(); found = list(page)) {
            all.addAll(found);
            page = page.after(found.get(found.size() - 1).e164());
        }
        return List.copyOf(all);
    }

    /**
     * Lets calls be placed from a number again; no change where they could be.
     *
     * @throws NoSuchNumberException if the organization has no such number
     */
    public PhoneNumber activate(OrganizationId organization, UUID id) {
        return setStatus(organization, id, NumberStatus.ACTIVE);
    }

    /**
     * Stops calls from a number, from the next decision on; it stays assigned.
     *
     * @throws NoSuchNumberException if the organization has no such number
     */
    public PhoneNumber deactivate(OrganizationId organization, UUID id) {
        return setStatus(organization, id, NumberStatus.INACTIVE);
    }

    private PhoneNumber setStatus(OrganizationId organization, UUID id, NumberStatus status) {
        return store.setStatus(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(id, "number id"),
                status,
                clock.instant());
    }

    /**
     * Deletes a number that is assigned to nobody. What was counted on it stays, and counts again if the number is added
     * and assigned to the same agent on the same day.
     *
     * @throws NoSuchNumberException if the organization has no such number
     * @throws NumberAssignedException if it is assigned
     */
    public void delete(OrganizationId organization, UUID id) {
        store.delete(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(id, "number id"),
                clock.instant());
    }
}
