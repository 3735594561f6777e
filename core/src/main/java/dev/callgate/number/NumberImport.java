package dev.callgate.number;

import dev.callgate.id.OrganizationId;
import dev.callgate.id.TimeOrderedId;
import dev.callgate.number.RejectedRow.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One run of an import:
 *
 * <ol>
 *   <li>each row becomes a number, or a rejection;
 *   <li>a batch of rows goes to the store in one operation, which tells the numbers that it had already;
 *   <li>the batch's rejections are handed out, in the order of the rows.
 * </ol>
 */
final class NumberImport {
    static final int BATCH = 1_000;

    private final OrganizationId organization;
    private final NumberStore store;
    private final Instant now;
    private final Consumer<? super RejectedRow> rejections;

    /** E.164 numbers as plain digits, which fit a long: 15 at most. */
    private final Set<Long> seen = new HashSet<>();

    private final List<Object> batch = new ArrayList<>(BATCH);
    private long rows;
    private long added;

    NumberImport(
            OrganizationId organization, NumberStore store, Instant now, Consumer<? super RejectedRow> rejections) {
        this.organization = organization;
        this.store = store;
        this.now = now;
        this.rejections = rejections;
    }

    /** A row that became a number, which the store may still turn out to have. */
    private record Candidate(ImportRow row, PhoneNumber number) {}

    ImportReport run(Iterator<ImportRow> source) {
        while (source.hasNext()) {
            batch.add(understand(source.next()));
            rows++;
            if (batch.size() == BATCH) {
                flush();
            }
        }
        flush();
        return new ImportReport(rows, added);
    }

    private Object understand(ImportRow row) {
        NewNumber number;
        try {
            number = NewNumber.of(organization, row.number());
            number = row.provider() == null ? number : number.provider(row.provider());
            number = row.country() == null ? number : number.country(row.country());
        } catch (InvalidNumberException e) {
            return rejected(row, e.isMalformed() ? Reason.MALFORMED : Reason.INVALID_FOR_COUNTRY, e.getMessage());
        } catch (IllegalArgumentException e) {
            return rejected(row, Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
        if (!seen.add(Long.valueOf(number.e164().toString().substring(1)))) {
            return rejected(row, Reason.DUPLICATE_IN_FILE, "an earlier row has " + number.e164());
        }
        return new Candidate(row, number.toPhoneNumber(TimeOrderedId.at(now), now));
    }

    private void flush() {
        Set<E164> stored = store.addMissing(organization, candidates()).stream()
                .map(PhoneNumber::e164)
                .collect(Collectors.toSet());
        added += stored.size();
        for (Object outcome : batch) {
            if (outcome instanceof RejectedRow rejected) {
                rejections.accept(rejected);
            } else if (outcome instanceof Candidate candidate
                    && !stored.contains(candidate.number().e164())) {
                rejections.accept(rejected(
                        candidate.row(),
                        Reason.DUPLICATE_IN_INVENTORY,
                        "the inventory has %s already"
                                .formatted(candidate.number().e164())));
            }
        }
        batch.clear();
    }

    private List<PhoneNumber> candidates() {
        return batch.stream()
                .filter(Candidate.class::isInstance)
                .map(outcome -> ((Candidate) outcome).number())
                .toList();
    }

    private static RejectedRow rejected(ImportRow row, Reason reason, String message) {
        return new RejectedRow(row.line(), row.text(), reason, message);
    }
}
