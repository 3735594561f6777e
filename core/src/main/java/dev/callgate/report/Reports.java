package dev.callgate.report;

import dev.callgate.id.OrganizationId;
import dev.callgate.number.E164;
import dev.callgate.number.NumberInventory;
import dev.callgate.number.PhoneNumber;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.store.StoreException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reports on the calls that were allowed under an id, and on requests with an id that were refused. Calls without an id are in no
 * report: a host that names no ids gets empty reports, although its limits count every call. With
 * {@link dev.callgate.CallPolicy#journalEveryCall}, every call has an id, and reports have the same totals as the limits' counters.
 *
 * <p>All usage comes from one table of daily sums, which is written in the step that counts the call: so reports by agent, by
 * number, by country and by day add up to the same totals, and agree with the limits' counters.
 *
 * <p>Immutable and safe for use by many threads. Any method may throw a {@link StoreException}.
 */
public final class Reports {
    private static final Set<Dimension> OF_REFUSALS = EnumSet.of(Dimension.DAY, Dimension.AGENT);

    private final ReportStore store;

    private Reports(ReportStore store) {
        this.store = store;
    }

    /** Reports on what a store kept. */
    public static Reports over(ReportStore store) {
        return new Reports(Objects.requireNonNull(store, "store"));
    }

    /**
     * Adds calls up: one row for each combination of what is asked by that there are calls of, in the order of day, agent,
     * number and country. Without anything to ask by, one row has all calls.
     */
    public List<UsageRow> usage(UsageQuery query) {
        return store.usage(Objects.requireNonNull(query, "query"));
    }

    /**
     * Adds refusals up, each by the first thing that stood against the call, and by day or agent, if asked.
     *
     * @throws IllegalArgumentException if asked by number or country, which a refused call need not have
     */
    public List<RefusalRow> refusals(UsageQuery query) {
        if (!OF_REFUSALS.containsAll(query.by())) {
            throw new IllegalArgumentException("refusals are reported by day or agent, not by " + query.by());
        }
        return store.refusals(query);
    }

    /**
     * Lists the assignments that are about to reach their limit, or have reached it: those that have used most of it first.
     *
     * @param today the date of the organization's zone; an earlier one sees today's counts, since stored days never go back
     * @param leastShare from which share of the limit on, 0 to 1
     * @param most how many at most, 1 or more
     * @throws IllegalArgumentException if the share or the number is out of its range
     */
    public List<Utilisation> utilisation(OrganizationId organization, LocalDate today, double leastShare, int most) {
        if (!(leastShare >= 0 && leastShare <= 1)) {
            throw new IllegalArgumentException("a share of a limit is 0 to 1, not " + leastShare);
        }
        if (most < 1) {
            throw new IllegalArgumentException("at least one assignment is listed, not " + most);
        }
        return store.utilisation(
                Objects.requireNonNull(organization, "organization"),
                Objects.requireNonNull(today, "today"),
                leastShare,
                most);
    }

    /**
     * Suggests numbers to rest, as {@link NumberPerformance#toRest} does, by the calls that each has made since it last rested: a
     * number that is in quarantine is not suggested again, and one that came back is judged anew. So a host may ask each night, and
     * feed the answer back to {@link NumberInventory#quarantine}.
     *
     * @param inventory knows which numbers rest, and until when; numbers that it does not have are not suggested
     * @param from the first day, in the organization's zone
     * @param to the last day, the first one or later
     * @param leastSample how many of a number's calls since its last rest must have a known outcome, 1 or more
     * @return the worst first
     * @throws IllegalArgumentException if the sample is less than 1
     */
    public List<Suggestion> numbersToRest(
            NumberInventory inventory, OrganizationId organization, LocalDate from, LocalDate to, long leastSample) {
        List<E164> numbers = performance(organization, from, to).toRest(leastSample).stream()
                .map(Suggestion::number)
                .toList();
        NavigableMap<LocalDate, Set<E164>> byFirstDay = new TreeMap<>();
        for (PhoneNumber number : inventory.findAll(organization, numbers)) {
            LocalDate rested = number.quarantinedUntil();
            LocalDate firstDay = rested == null || rested.isBefore(from) ? from : rested;
            byFirstDay.computeIfAbsent(firstDay, day -> new HashSet<>()).add(number.e164());
        }
        return byFirstDay.headMap(to, true).entrySet().stream()
                .flatMap(each -> performance(organization, each.getKey(), to).toRest(leastSample).stream()
                        .filter(suggestion -> each.getValue().contains(suggestion.number())))
                .sorted(NumberPerformance.WORST_FIRST)
                .toList();
    }

    /**
     * Compares the numbers of an organization by how their calls went.
     *
     * @param from the first day, in the organization's zone
     * @param to the last day, the first one or later
     */
    public NumberPerformance performance(OrganizationId organization, LocalDate from, LocalDate to) {
        return NumberPerformance.of(usage(UsageQuery.of(organization, from, to).by(Dimension.NUMBER)));
    }
}
