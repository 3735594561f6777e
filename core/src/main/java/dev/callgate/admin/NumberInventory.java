package dev.callgate.admin;

import dev.callgate.model.ActorId;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.TimeOrderedId;
import dev.callgate.report.NumberPerformance;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.Reports;
import dev.callgate.spi.NumberStore;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Administers the numbers that organizations own: adds and imports them, lists them, activates and deactivates them, puts them in
 * quarantine, and deletes them.
 *
 * <p>Immutable and thread-safe. Any method may throw a {@link StoreException}. A change is made completely or not at all; an import
 * makes one change per batch.
 */
public final class NumberInventory {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final NumberStore store;
    private final Administrator administrator;

    NumberInventory(NumberStore store, Administrator administrator) {
        this.store = store;
        this.administrator = administrator;
    }

    /** Returns an inventory over a store that uses the system's clock and acts as {@link ActorId#SYSTEM}, without listeners. */
    public static NumberInventory over(NumberStore store) {
        return new NumberInventory(Objects.requireNonNull(store, "store"), Administrator.SYSTEM);
    }

    /** Returns a copy that takes the time of its changes from another clock. */
    public NumberInventory withClock(Clock other) {
        return new NumberInventory(store, administrator.withClock(other));
    }

    /** Returns a copy that makes its changes, and records them in the audit trail, in the name of an actor. */
    public NumberInventory withActor(ActorId other) {
        return new NumberInventory(store, administrator.withActor(other));
    }

    /** Returns a copy that reports its changes to one more listener, after the listeners that it has already. */
    public NumberInventory withListener(AdministrationListener another) {
        return new NumberInventory(store, administrator.withListener(another));
    }

    Administrator administrator() {
        return administrator;
    }

    /**
     * Adds a number.
     *
     * @return the number as it is stored
     * @throws InventoryException.Duplicate if the organization already has the number
     */
    public PhoneNumber add(NewNumber number) {
        ChangeContext change = administrator.change();
        PhoneNumber wanted = number.toPhoneNumber(TimeOrderedId.at(change.at()), change.at());
        return addMissing(number.organization(), List.of(wanted), change).stream()
                .findFirst()
                .orElseThrow(() -> new InventoryException.Duplicate(number.organization(), number.e164()));
    }

    List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by) {
        List<PhoneNumber> added = List.copyOf(store.addMissing(organization, numbers, by));
        if (!added.isEmpty()) {
            administrator.notifyListeners(each -> each.numbersAdded(by.actor(), added));
        }
        return added;
    }

    /**
     * Imports rows in batches, while it reads them. Each valid row is added. Each other row is passed to {@code rejections}, in the
     * order of the rows, soon after it was read. If the import fails, the numbers of earlier batches stay added. If it is then run
     * again, it rejects their rows as {@link RejectedRow.Reason#DUPLICATE_IN_INVENTORY} and adds the rest.
     *
     * <p>A number can be in international form, or in the national form of the country that its row names. A leading apostrophe and
     * a decimal zero, which spreadsheets write, are removed. A number that a spreadsheet rounded is rejected.
     *
     * @param rows read once, on the caller's thread; an exception that it throws ends the import and is passed on
     * @param rejections called on the caller's thread; an exception that it throws ends the import and is passed on
     */
    public ImportReport importRows(
            OrganizationId organization, Iterator<ImportRow> rows, Consumer<? super RejectedRow> rejections) {
        return importRows(organization, rows, rejections, ImportOptions.defaults());
    }

    /** Imports rows with options, as {@link #importRows(OrganizationId, Iterator, Consumer)} does. */
    public ImportReport importRows(
            OrganizationId organization,
            Iterator<ImportRow> rows,
            Consumer<? super RejectedRow> rejections,
            ImportOptions options) {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(rejections, "rejections");
        Objects.requireNonNull(options, "options");
        return new NumberImport(organization, this, administrator.clock(), administrator.actor(), rejections, options)
                .run(rows);
    }

    /** Finds a number by its ID; empty if the organization has no such number. */
    public Optional<PhoneNumber> find(OrganizationId organization, UUID id) {
        return store.find(
                Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(id, "number ID"));
    }

    /** Finds a number by its E.164 form; empty if the organization has no such number. */
    public Optional<PhoneNumber> find(OrganizationId organization, E164 e164) {
        return store.find(Objects.requireNonNull(organization, "organization"), Objects.requireNonNull(e164, "e164"));
    }

    /** Returns one page of numbers, in the order of their E.164 text. */
    public List<PhoneNumber> list(NumberQuery query) {
        return store.list(Objects.requireNonNull(query, "query"));
    }

    /**
     * Streams all numbers that match the filters of a query, in the order of their E.164 text. Each page is read only when it is
     * needed, so memory use stays constant. A change that is made in the meantime may or may not be seen. No number is returned
     * twice.
     */
    public Stream<PhoneNumber> stream(NumberQuery query) {
        NumberQuery first = query.limit(NumberQuery.MAX_LIMIT);
        return Stream.iterate(list(first), page -> !page.isEmpty(), page -> list(first.after(last(page))))
                .flatMap(List::stream);
    }

    private static E164 last(List<PhoneNumber> page) {
        return page.get(page.size() - 1).e164();
    }

    /** Returns those of the given numbers that the organization has, in any order. */
    public List<PhoneNumber> findAll(OrganizationId organization, Collection<E164> numbers) {
        return store.findAll(Objects.requireNonNull(organization, "organization"), numbers);
    }

    /** Returns how many numbers match the filters of a query, on all pages together. Reads all of them. */
    public long count(NumberQuery query) {
        return store.count(Objects.requireNonNull(query, "query"), Long.MAX_VALUE);
    }

    /**
     * Returns how many numbers match the filters of a query, but counts no further than a limit, which is fast in a large
     * inventory. For example, a page that shows "more than 10,000" passes 10,001 and compares the result with it.
     *
     * @param limit the largest result, 1 or more
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public long countUpTo(NumberQuery query, long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit must be 1 or more, not " + limit);
        }
        return store.count(Objects.requireNonNull(query, "query"), limit);
    }

    /**
     * Makes several changes to a number in one transaction. The audit trail gets one entry for them.
     *
     * @return the number as it is now
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     */
    public PhoneNumber update(OrganizationId organization, UUID id, NumberUpdate update) {
        Objects.requireNonNull(update, "update");
        ChangeContext by = administrator.change();
        PhoneNumber after = store.update(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(id, "number ID"),
                number -> update.applyTo(number, by.at()),
                by);
        administrator.notifyListeners(each -> each.numberChanged(administrator.actor(), after));
        return after;
    }

    void updateAll(OrganizationId organization, Set<UUID> ids, NumberUpdate update, ChangeContext by) {
        List<PhoneNumber> after = store.updateAll(organization, ids, number -> update.applyTo(number, by.at()), by);
        for (PhoneNumber number : after) {
            administrator.notifyListeners(each -> each.numberChanged(by.actor(), number));
        }
    }

    /** Makes several changes to a number in one transaction, as {@link #update(OrganizationId, UUID, NumberUpdate)} does. */
    public PhoneNumber update(PhoneNumber number, NumberUpdate update) {
        return update(number.organization(), number.id(), update);
    }

    /**
     * Activates a number; no change if it is active. Does not end a quarantine.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     */
    public PhoneNumber activate(OrganizationId organization, UUID id) {
        return update(organization, id, NumberUpdate.create().status(NumberStatus.ACTIVE));
    }

    /** Activates a number, as {@link #activate(OrganizationId, UUID)} does. */
    public PhoneNumber activate(PhoneNumber number) {
        return activate(number.organization(), number.id());
    }

    /**
     * Deactivates a number: no calls are placed from it from the next decision on. It stays assigned.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     */
    public PhoneNumber deactivate(OrganizationId organization, UUID id) {
        return update(organization, id, NumberUpdate.create().status(NumberStatus.INACTIVE));
    }

    /** Deactivates a number, as {@link #deactivate(OrganizationId, UUID)} does. */
    public PhoneNumber deactivate(PhoneNumber number) {
        return deactivate(number.organization(), number.id());
    }

    /**
     * Puts a number in quarantine, for example because it was flagged as spam: no calls are placed from it until a day begins. It
     * stays assigned and active, and the quarantine ends by itself.
     *
     * @param until the first day, in the organization's zone, on which the number may be used again; a day that has begun ends the
     *     quarantine
     * @throws IllegalArgumentException if the day is not in the years 1970 to 9999
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     */
    public PhoneNumber quarantine(OrganizationId organization, UUID id, LocalDate until) {
        return update(organization, id, NumberUpdate.create().quarantineUntil(until));
    }

    /** Puts a number in quarantine, as {@link #quarantine(OrganizationId, UUID, LocalDate)} does. */
    public PhoneNumber quarantine(PhoneNumber number, LocalDate until) {
        return quarantine(number.organization(), number.id(), until);
    }

    /**
     * Ends a quarantine; no change if there is none.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     */
    public PhoneNumber endQuarantine(OrganizationId organization, UUID id) {
        return update(organization, id, NumberUpdate.create().endQuarantine());
    }

    /** Ends a quarantine, as {@link #endQuarantine(OrganizationId, UUID)} does. */
    public PhoneNumber endQuarantine(PhoneNumber number) {
        return endQuarantine(number.organization(), number.id());
    }

    /** Requires a day in the years that every database can store. */
    static LocalDate requireQuarantine(LocalDate until) {
        return requireYear("the end of a quarantine", Objects.requireNonNull(until, "until"));
    }

    static LocalDate requireInServiceSince(LocalDate since) {
        return requireYear("the first day of service", Objects.requireNonNull(since, "in service since"));
    }

    private static LocalDate requireYear(String what, LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "%s must be in the years %d to %d, not %s".formatted(what, FIRST_YEAR, LAST_YEAR, day));
        }
        return day;
    }

    /**
     * Deletes a number that is not assigned. Its counts are kept, and continue if the number is added again and assigned to the
     * same agent on the same day.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.Assigned if the number is assigned
     */
    public void delete(OrganizationId organization, UUID id) {
        store.delete(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(id, "number ID"),
                administrator.change());
        administrator.notifyListeners(each -> each.numberDeleted(administrator.actor(), organization, id));
    }

    void deleteAll(OrganizationId organization, Set<UUID> ids, ChangeContext by) {
        store.deleteAll(organization, ids, by);
        for (UUID id : ids) {
            administrator.notifyListeners(each -> each.numberDeleted(by.actor(), organization, id));
        }
    }

    /** Deletes a number, as {@link #delete(OrganizationId, UUID)} does. */
    public void delete(PhoneNumber number) {
        delete(number.organization(), number.id());
    }

    /**
     * Returns the numbers that are candidates for quarantine, by the calls that each has made since its last quarantine: see
     * {@link NumberPerformance#quarantineCandidates}. A number that is in quarantine is not returned again, and a number that came
     * back is judged by its calls since then. So a host may ask each night and pass the result to {@link #quarantine}.
     *
     * @param reports reports on the calls of the same store
     * @param from the first day, in the organization's zone
     * @param to the last day, equal to the first or after it
     * @param leastSample how many of a number's calls since its last quarantine must have a known outcome, 1 or more
     * @return the worst number first
     * @throws IllegalArgumentException if the sample is less than 1
     * @throws StoreException if the store failed
     */
    public List<Suggestion> quarantineCandidates(
            Reports reports, OrganizationId organization, LocalDate from, LocalDate to, long leastSample) {
        List<E164> numbers = reports.performance(organization, from, to).quarantineCandidates(leastSample).stream()
                .map(Suggestion::number)
                .toList();
        NavigableMap<LocalDate, Set<E164>> byFirstDay = new TreeMap<>();
        for (PhoneNumber number : findAll(organization, numbers)) {
            LocalDate rested = number.quarantinedUntil();
            LocalDate firstDay = rested == null || rested.isBefore(from) ? from : rested;
            byFirstDay.computeIfAbsent(firstDay, day -> new HashSet<>()).add(number.e164());
        }
        return byFirstDay.headMap(to, true).entrySet().stream()
                .flatMap(each ->
                        reports.performance(organization, each.getKey(), to).quarantineCandidates(leastSample).stream()
                                .filter(suggestion -> each.getValue().contains(suggestion.number())))
                .sorted(NumberPerformance.WORST_FIRST)
                .toList();
    }
}
