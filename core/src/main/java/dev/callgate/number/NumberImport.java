package dev.callgate.number;

import dev.callgate.id.OrganizationId;
import dev.callgate.id.TimeOrderedId;
import dev.callgate.number.RejectedRow.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One run of an import:
 *
 * <ol>
 *   <li>each row becomes a number, or a rejection;
 *   <li>a batch of rows goes to the store in one operation, which tells the numbers that it had already; in a dry run, it
 *       is only asked which it has;
 *   <li>the batch's rejections are handed out, in the order of the rows, and the progress is told.
 * </ol>
 */
final class NumberImport {
    static final int BATCH = 1_000;

    private final OrganizationId organization;
    private final NumberStore store;
    private final Clock clock;
    private final Instant start;
    private final Consumer<? super RejectedRow> rejections;
    private final ImportOptions options;
    private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);

    /** E.164 numbers as plain digits, which fit a long: 15 at most. */
    private final Set<Long> seen = new HashSet<>();

    private final List<Outcome> batch = new ArrayList<>(BATCH);
    private long rows;
    private long added;

    NumberImport(
            OrganizationId organization,
            NumberStore store,
            Clock clock,
            Consumer<? super RejectedRow> rejections,
            ImportOptions options) {
        this.organization = organization;
        this.store = store;
        this.clock = clock;
        this.start = clock.instant();
        this.rejections = rejections;
        this.options = options;
    }

    /** What became of a row, until the store was asked. */
    private sealed interface Outcome {}

    /** A number, which the store may still turn out to have. */
    private record Candidate(ImportRow row, PhoneNumber number) implements Outcome {}

    private record Rejection(RejectedRow row) implements Outcome {
        static Rejection of(ImportRow row, Reason reason, String message) {
            return new Rejection(new RejectedRow(row.line(), row.text(), reason, message));
        }
    }

    ImportReport run(Iterator<ImportRow> source) {
        while (source.hasNext()) {
            batch.add(understand(source.next()));
            rows++;
            if (batch.size() == BATCH) {
                flush();
            }
        }
        if (!batch.isEmpty()) {
            flush();
        }
        return new ImportReport(rows, added, rejected);
    }

    private Outcome understand(ImportRow row) {
        NewNumber number;
        try {
            number = described(row);
        } catch (InvalidNumberException e) {
            return Rejection.of(row, e.isMalformed() ? Reason.MALFORMED : Reason.INVALID_FOR_COUNTRY, e.getMessage());
        } catch (IllegalArgumentException e) {
            return Rejection.of(row, Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
        if (!seen.add(Long.valueOf(number.e164().toString().substring(1)))) {
            return Rejection.of(row, Reason.DUPLICATE_IN_FILE, "an earlier row has " + number.e164());
        }
        return new Candidate(row, number.toPhoneNumber(TimeOrderedId.at(start), start));
    }

    private NewNumber described(ImportRow row) {
        String country = row.country() == null ? options.defaultCountry() : Regions.require(row.country());
        NewNumber number = NewNumber.of(organization, SpreadsheetNumber.parse(row.number(), country));
        number = row.provider() == null ? number : number.provider(row.provider());
        // A default only says how to read a number; a country that the row names is a claim.
        return row.country() == null ? number : number.country(row.country());
    }

    private void flush() {
        Set<E164> fresh = options.dryRun() ? missing() : addMissing();
        added += fresh.size();
        for (Outcome outcome : batch) {
            if (outcome instanceof Rejection rejection) {
                reject(rejection);
            } else if (outcome instanceof Candidate candidate
                    && !fresh.contains(candidate.number().e164())) {
                String message = "the inventory has %s already"
                        .formatted(candidate.number().e164());
                reject(Rejection.of(candidate.row(), Reason.DUPLICATE_IN_INVENTORY, message));
            }
        }
        batch.clear();
        options.progress().accept(new ImportProgress(rows, added, Duration.between(start, clock.instant())));
    }

    private Set<E164> addMissing() {
        return digits(store.addMissing(organization, candidates()));
    }

    private Set<E164> missing() {
        Set<E164> missing = digits(candidates());
        missing.removeAll(store.existing(organization, missing));
        return missing;
    }

    private static Set<E164> digits(List<PhoneNumber> numbers) {
        return numbers.stream().map(PhoneNumber::e164).collect(Collectors.toCollection(HashSet::new));
    }

    private void reject(Rejection rejection) {
        rejected.merge(rejection.row().reason(), 1L, Long::sum);
        rejections.accept(rejection.row());
    }

    private List<PhoneNumber> candidates() {
        return batch.stream()
                .filter(Candidate.class::isInstance)
                .map(outcome -> ((Candidate) outcome).number())
                .toList();
    }
}
