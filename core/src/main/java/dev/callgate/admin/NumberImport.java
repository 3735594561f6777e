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
 * One run of an import of numbers:
 *
 * <ol>
 *   <li>Rows are read in batches, on the caller's thread.
 *   <li>Each row of a batch becomes a number or a rejection. That happens in the common pool, while the caller's thread is busy
 *       with another batch. The batches are checked one after the other, so that the first row of a number is the one that counts.
 *   <li>The batch goes to the store in one operation, which returns the numbers that the store did not have. A dry run only looks
 *       up which numbers the store has. That happens on the caller's thread, or on the threads of several writers.
 *   <li>In the order of the batches, on the caller's thread: the rejections are handed out, in the order of the rows, and the
 *       progress is reported.
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
    private final ImportedNumber rowParser;
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
        this.rowParser = new ImportedNumber(organization, options.defaultCountry(), start);
    }

    /** The result of checking a row, before the store is asked. */
    private sealed interface Outcome {}

    /** A valid number, which may still turn out to be in the store already. */
    private record Candidate(ImportRow row, PhoneNumber number) implements Outcome {}

    private record Rejection(RejectedRow row) implements Outcome {
        static Rejection of(ImportRow row, Reason reason, String message) {
            return new Rejection(new RejectedRow(row.line(), row.text(), reason, message));
        }
    }

    ImportReport run(Iterator<ImportRow> source) {
        if (options.writers() == 1) {
            return run(source, checked -> () -> write(await(checked)));
        }
        ExecutorService writers = Executors.newFixedThreadPool(options.writers());
        try {
            return run(source, checked -> {
                CompletableFuture<Written> written = checked.thenApplyAsync(this::write, writers);
                return () -> await(written);
            });
        } finally {
            awaitEnd(writers);
        }
    }

    private ImportReport run(
            Iterator<ImportRow> source, Function<CompletableFuture<List<Outcome>>, Supplier<Written>> writing) {
        Deque<Supplier<Written>> pending = new ArrayDeque<>();
        CompletableFuture<List<Outcome>> checked = CompletableFuture.completedFuture(List.of());
        for (List<ImportRow> batch = read(source, pending); !batch.isEmpty(); batch = read(source, pending)) {
            List<ImportRow> next = batch;
            checked = checked.thenApplyAsync(before -> check(next), ForkJoinPool.commonPool());
            pending.add(writing.apply(checked));
            if (pending.size() > options.writers()) {
                finish(pending.remove().get());
            }
        }
        finishAll(pending);
        return report();
    }

    /** Reads the next batch. If the source fails, the batches that were read before are still finished. */
    private List<ImportRow> read(Iterator<ImportRow> source, Deque<Supplier<Written>> pending) {
        List<ImportRow> batch = new ArrayList<>(BATCH);
        try {
            while (batch.size() < BATCH && source.hasNext()) {
                batch.add(source.next());
            }
        } catch (RuntimeException e) {
            try {
                finishAll(pending);
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        return batch;
    }

    private void finishAll(Deque<Supplier<Written>> pending) {
        while (!pending.isEmpty()) {
            finish(pending.remove().get());
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
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

    /** Waits for all writers, even if interrupted, so that nothing is written after the import has returned or thrown. */
    private static void awaitEnd(ExecutorService writers) {
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

    private List<Outcome> check(List<ImportRow> batch) {
        List<Outcome> outcomes =
                new ArrayList<>(batch.parallelStream().map(this::parse).toList());
        outcomes.replaceAll(outcome -> outcome instanceof Candidate candidate
                        && !seen.add(candidate.number().e164().toLong())
                ? Rejection.of(
                        candidate.row(),
                        Reason.DUPLICATE_IN_FILE,
                        "an earlier row already lists %s: remove one of the rows"
                                .formatted(candidate.number().e164()))
                : outcome);
        return outcomes;
    }

    private Outcome parse(ImportRow row) {
        try {
            return new Candidate(row, rowParser.parse(row));
        } catch (InvalidNumberException e) {
            return Rejection.of(row, e.isMalformed() ? Reason.MALFORMED : Reason.INVALID_FOR_COUNTRY, e.getMessage());
        } catch (IllegalArgumentException e) {
            return Rejection.of(row, Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /** A batch, and those of its numbers that the store did not have. */
    private record Written(List<Outcome> batch, Set<E164> missing) {}

    private Written write(List<Outcome> batch) {
        List<PhoneNumber> candidates = batch.stream()
                .filter(Candidate.class::isInstance)
                .map(outcome -> ((Candidate) outcome).number())
                .toList();
        return new Written(
                batch,
                options.dryRun() ? missing(candidates) : e164s(inventory.addMissing(organization, candidates, by)));
    }

    private void finish(Written written) {
        rows += written.batch().size();
        added += written.missing().size();
        for (Outcome outcome : written.batch()) {
            if (outcome instanceof Rejection rejection) {
                reject(rejection);
            } else if (outcome instanceof Candidate candidate
                    && !written.missing().contains(candidate.number().e164())) {
                String message = "%s is already in the inventory: to change it, update it instead of adding it"
                        .formatted(candidate.number().e164());
                reject(Rejection.of(candidate.row(), Reason.DUPLICATE_IN_INVENTORY, message));
            }
        }
        options.progress().accept(report());
    }

    private ImportReport report() {
        return new ImportReport(rows, added, rejected, Duration.between(by.at(), clock.instant()));
    }

    private Set<E164> missing(List<PhoneNumber> candidates) {
        Set<E164> missing = e164s(candidates);
        missing.removeAll(e164s(inventory.findAll(organization, missing)));
        return missing;
    }

    private static Set<E164> e164s(List<PhoneNumber> numbers) {
        return numbers.stream().map(PhoneNumber::e164).collect(Collectors.toCollection(HashSet::new));
    }

    private void reject(Rejection rejection) {
        rejected.merge(rejection.row().reason(), 1L, Long::sum);
        rejections.accept(rejection.row());
    }
}
