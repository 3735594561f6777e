package dev.callgate.admin;

import dev.callgate.admin.RejectedRow.Reason;
import dev.callgate.internal.OffHeapLongSet;
import dev.callgate.model.ActorId;
import dev.callgate.model.ChangeContext;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One run of an import:
 *
 * <ol>
 *   <li>rows are read in batches, on the caller's thread;
 *   <li>each row of a batch becomes a number, or a rejection; that happens in the common pool, while the caller's thread is
 *       busy with another batch, and for one batch after the other, so that the first row of a number is the one that counts;
 *   <li>the batch goes to the store in one operation, which tells the numbers that it had already; in a dry run, it is only
 *       asked which it has. That happens on the caller's thread, or on those of several writers;
 *   <li>in the order of the batches, on the caller's thread: the rejections are handed out, in the order of the rows, and
 *       the progress is told.
 * </ol>
 */
final class NumberImport {
    static final int BATCH = 1_000;

    private final NumberInventory inventory;
    private final OrganizationId organization;
    private final Clock clock;
    private final ChangeContext by;
    private final Consumer<? super RejectedRow> rejections;
    private final ImportOptions options;
    private final ImportedNumber numbers;
    private final OffHeapLongSet seen = new OffHeapLongSet();
    private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
    private long rows;
    private long added;

    NumberImport(
            OrganizationId organization,
            NumberInventory inventory,
            Clock clock,
            ActorId actor,
            Consumer<? super RejectedRow> rejections,
            ImportOptions options) {
        Instant start = clock.instant();
        this.organization = organization;
        this.inventory = inventory;
        this.clock = clock;
        this.by = new ChangeContext(actor, start);
        this.rejections = rejections;
        this.options = options;
        this.numbers = new ImportedNumber(organization, options.defaultCountry(), start);
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
        if (options.writers() == 1) {
            return run(source, understood -> () -> write(joined(understood)));
        }
        ExecutorService writers = Executors.newFixedThreadPool(options.writers());
        try {
            return run(source, understood -> {
                CompletableFuture<Written> written = understood.thenApplyAsync(this::write, writers);
                return () -> joined(written);
            });
        } finally {
            end(writers);
        }
    }

    private ImportReport run(
            Iterator<ImportRow> source, Function<CompletableFuture<List<Outcome>>, Supplier<Written>> writing) {
        Deque<Supplier<Written>> underWay = new ArrayDeque<>();
        CompletableFuture<List<Outcome>> understood = CompletableFuture.completedFuture(List.of());
        for (List<ImportRow> batch = read(source, underWay); !batch.isEmpty(); batch = read(source, underWay)) {
            List<ImportRow> next = batch;
            understood = understood.thenApplyAsync(before -> understand(next), ForkJoinPool.commonPool());
            underWay.add(writing.apply(understood));
            if (underWay.size() > options.writers()) {
                land(underWay.remove().get());
            }
        }
        landAll(underWay);
        return new ImportReport(rows, added, rejected);
    }

    /** Where the source breaks, the batches that were read before it still land. */
    private List<ImportRow> read(Iterator<ImportRow> source, Deque<Supplier<Written>> underWay) {
        List<ImportRow> batch = new ArrayList<>(BATCH);
        try {
            while (batch.size() < BATCH && source.hasNext()) {
                batch.add(source.next());
            }
        } catch (RuntimeException e) {
            try {
                landAll(underWay);
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        return batch;
    }

    private void landAll(Deque<Supplier<Written>> underWay) {
        while (!underWay.isEmpty()) {
            land(underWay.remove().get());
        }
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** Nothing is written any more once the import has returned, however it ended. */
    private static void end(ExecutorService writers) {
        writers.shutdown();
        boolean interrupted = false;
        while (!writers.isTerminated()) {
            try {
                writers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Outcome> understand(List<ImportRow> batch) {
        List<Outcome> outcomes =
                new ArrayList<>(batch.parallelStream().map(this::understand).toList());
        outcomes.replaceAll(outcome -> outcome instanceof Candidate candidate
                        && !seen.add(candidate.number().e164().toLong())
                ? Rejection.of(
                        candidate.row(),
                        Reason.DUPLICATE_IN_FILE,
                        "an earlier row has " + candidate.number().e164())
                : outcome);
        return outcomes;
    }

    private Outcome understand(ImportRow row) {
        try {
            return new Candidate(row, numbers.of(row));
        } catch (InvalidNumberException e) {
            return Rejection.of(row, e.isMalformed() ? Reason.MALFORMED : Reason.INVALID_FOR_COUNTRY, e.getMessage());
        } catch (IllegalArgumentException e) {
            return Rejection.of(row, Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /** A batch, and which of its numbers the store did not have. */
    private record Written(List<Outcome> batch, Set<E164> fresh) {}

    private Written write(List<Outcome> batch) {
        List<PhoneNumber> candidates = batch.stream()
                .filter(Candidate.class::isInstance)
                .map(outcome -> ((Candidate) outcome).number())
                .toList();
        return new Written(
                batch,
                options.dryRun() ? missing(candidates) : digits(inventory.addMissing(organization, candidates, by)));
    }

    private void land(Written written) {
        rows += written.batch().size();
        added += written.fresh().size();
        for (Outcome outcome : written.batch()) {
            if (outcome instanceof Rejection rejection) {
                reject(rejection);
            } else if (outcome instanceof Candidate candidate
                    && !written.fresh().contains(candidate.number().e164())) {
                String message = "the inventory has %s already"
                        .formatted(candidate.number().e164());
                reject(Rejection.of(candidate.row(), Reason.DUPLICATE_IN_INVENTORY, message));
            }
        }
        options.progress().accept(new ImportProgress(rows, added, Duration.between(by.at(), clock.instant())));
    }

    private Set<E164> missing(List<PhoneNumber> candidates) {
        Set<E164> missing = digits(candidates);
        missing.removeAll(digits(inventory.findAll(organization, missing)));
        return missing;
    }

    private static Set<E164> digits(List<PhoneNumber> numbers) {
        return numbers.stream().map(PhoneNumber::e164).collect(Collectors.toCollection(HashSet::new));
    }

    private void reject(Rejection rejection) {
        rejected.merge(rejection.row().reason(), 1L, Long::sum);
        rejections.accept(rejection.row());
    }
}
