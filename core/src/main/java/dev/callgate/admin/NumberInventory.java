package dev.callgate.admin;

import dev.callgate.internal.Listeners;
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
 * The numbers that organizations own: added one by one or imported, listed, switched off and on, deleted.
 *
 * <p>Immutable and safe for use by many threads. Any method may throw a {@link StoreException}; whatever is thrown,
 * nothing is half done.
 */
public final class NumberInventory {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final NumberStore store;
    private final Clock clock;
    private final ActorId actor;
    private final Listeners<AdministrationListener> listeners;

    private NumberInventory(
            NumberStore store, Clock clock, ActorId actor, Listeners<AdministrationListener> listeners) {
        this.store = store;
        this.clock = clock;
        this.actor = actor;
        this.listeners = listeners;
    }

    /** Administers the numbers of a store, by the system's clock and in the name of {@link ActorId#SYSTEM}. */
    public static NumberInventory over(NumberStore store) {
        return new NumberInventory(
                Objects.requireNonNull(store, "store"), Clock.systemUTC(), ActorId.SYSTEM, Listeners.none());
    }

    /** Returns an inventory that takes the time of its changes from another clock. */
    public NumberInventory withClock(Clock other) {
        return new NumberInventory(store, Objects.requireNonNull(other, "clock"), actor, listeners);
    }

    /** Returns an inventory whose changes are made, and noted in the audit trail, in the name of an actor. */
    public NumberInventory withActor(ActorId who) {
        return new NumberInventory(store, clock, Objects.requireNonNull(who, "actor"), listeners);
    }

    /** Returns an inventory that tells one more listener what it changes, after those that it tells already. */
    public NumberInventory withListener(AdministrationListener another) {
        return new NumberInventory(store, clock, actor, listeners.with(another));
    }

    /**
     * Adds a number.
     *
     * @return the number as it is stored
     * @throws InventoryException.Duplicate if the organization has it already
     */
    public PhoneNumber add(NewNumber number) {
        ChangeContext change = change();
        PhoneNumber wanted = number.toPhoneNumber(TimeOrderedId.at(change.at()), change.at());
        return addMissing(number.organization(), List.of(wanted), change).stream()
                .findFirst()
                .orElseThrow(() -> new InventoryException.Duplicate(number.organization(), number.e164()));
    }

    List<PhoneNumber> addMissing(OrganizationId organization, List<PhoneNumber> numbers, ChangeContext by) {
        List<PhoneNumber> added = List.copyOf(store.addMissing(organization, numbers, by));
        if (!added.isEmpty()) {
            listeners.tell(each -> each.numbersAdded(by.actor(), added));
        }
        return added;
    }

    /**
     * Imports rows as they come, in batches: every good row is added, every bad one is handed to {@code rejections}, in
     * the order of the rows and soon after it was read. Where the import breaks off, the batches before stay; run again,
     * it reports their rows as {@link RejectedRow.Reason#DUPLICATE_IN_INVENTORY} and adds the rest.
     *
     * <p>A number may have international form; where its row names a country, that country's national form; and a leading
     * apostrophe or a decimal zero, as spreadsheets write them. What a spreadsheet rounded is refused.
     *
     * @param rows read once; what it throws ends the import and is passed on
     * @param rejections called on this thread; what it throws ends the import and is passed on
     */
    public ImportReport importRows(
            OrganizationId organization, Iterator<ImportRow> rows, Consumer<? super RejectedRow> rejections) {
        return importRows(organization, rows, rejections, ImportOptions.defaults());
    }

    /** Imports rows as {@link #importRows(OrganizationId, Iterator, Consumer)} does, in a way of the caller's. */
    public ImportReport importRows(
            OrganizationId organization,
            Iterator<ImportRow> rows,
            Consumer<? super RejectedRow> rejections,
            ImportOptions options) {
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(rejections, "rejections");
        Objects.requireNonNull(options, "options");
        return new NumberImport(organization, this, clock, actor, rejections, options).run(rows);
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

    /**
     * Streams all numbers that the query's filters keep, in the order of their E.164 text: a page is read when it is
     * needed, so that memory stays flat. What changes in the meantime may or may not be seen; no number is seen twice.
     */
    public Stream<PhoneNumber> stream(NumberQuery query) {
        NumberQuery first = query.limit(NumberQuery.MAX_LIMIT);
        return Stream.iterate(list(first), page -> !page.isEmpty(), page -> list(first.after(last(page))))
                .flatMap(List::stream);
    }

    private static E164 last(List<PhoneNumber> page) {
        return page.get(page.size() - 1).e164();
    }

    /** Finds those of some numbers that the organization has, in any order. */
    public List<PhoneNumber> findAll(OrganizationId organization, Collection<E164> numbers) {
        return store.findAll(Objects.requireNonNull(organization, "organization"), numbers);
    }

    /** Counts the numbers that a query's filters keep, on all its pages together; reads all of them. */
    public long count(NumberQuery query) {
        return store.count(Objects.requireNonNull(query, "query"), Long.MAX_VALUE);
    }

    /**
     * Counts the numbers that a query's filters keep, but no further than a page has to tell: 10,001 of at most 10,001
     * means "more than 10,000". Quick where the inventory is large.
     *
     * @throws IllegalArgumentException if the most is less than 1
     */
    public long countUpTo(NumberQuery query, long most) {
        if (most < 1) {
            throw new IllegalArgumentException("numbers are counted up to 1 or more, not " + most);
        }
        return store.count(Objects.requireNonNull(query, "query"), most);
    }

    /**
     * Makes several changes to a number in one transaction. The audit trail gets one entry for them.
     *
     * @return the number as it is now
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     */
    public PhoneNumber update(OrganizationId organization, UUID id, NumberUpdate update) {
        Objects.requireNonNull(update, "update");
        ChangeContext by = change();
        PhoneNumber after = store.update(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(id, "number id"),
                number -> update.applyTo(number, by.at()),
                by);
        listeners.tell(each -> each.numberChanged(actor, after));
        return after;
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

    /** Bounds a day by the years that every database keeps. */
    static LocalDate requireQuarantine(LocalDate until) {
        return requireYear("a quarantine ends", Objects.requireNonNull(until, "until"));
    }

    static LocalDate requireInServiceSince(LocalDate since) {
        return requireYear("a number's service begins", Objects.requireNonNull(since, "in service since"));
    }

    private static LocalDate requireYear(String what, LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "%s in the years %d to %d, not on %s".formatted(what, FIRST_YEAR, LAST_YEAR, day));
        }
        return day;
    }

    private ChangeContext change() {
        return new ChangeContext(actor, clock.instant());
    }

    /**
     * Deletes a number that is assigned to nobody. What was counted on it stays, and counts again if the number is added
     * and assigned to the same agent on the same day.
     *
     * @throws InventoryException.NoSuchNumber if the organization has no such number
     * @throws InventoryException.Assigned if it is assigned
     */
    public void delete(OrganizationId organization, UUID id) {
        store.delete(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(id, "number id"),
                change());
        listeners.tell(each -> each.numberDeleted(actor, organization, id));
    }

    /** Deletes a number, as {@link #delete(OrganizationId, UUID)} does. */
    public void delete(PhoneNumber number) {
        delete(number.organization(), number.id());
    }

    /**
     * Returns the numbers that are candidates for quarantine, by the calls that each has made since its last quarantine: see
     * {@link NumberPerformance#quarantineCandidates}. A number that is in quarantine is not returned again, and a number that
     * came back is judged by its calls since then. So a host may ask each night and pass the result to {@link #quarantine}.
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
