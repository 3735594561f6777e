package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.admin.ImportOptions;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.csv.CsvRows;
import dev.callgate.csv.NumbersCsv;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What {@link ImportBenchmark} runs in a JVM of its own. Prints the seconds of each round: libphonenumber on one thread, on
 * all, the import. The arguments: file, database, rows, rounds, writers.
 */
final class ImportRounds {
    private final Path file;
    private final long rows;
    private final ImportOptions options;

    private ImportRounds(String[] args) {
        this.file = Path.of(args[0]);
        this.rows = Long.parseLong(args[2]);
        this.options = ImportOptions.defaults().withWriters(Integer.parseInt(args[4]));
    }

    /** Runs the rounds. */
    public static void main(String[] args) throws IOException {
        ImportRounds run = new ImportRounds(args);
        int rounds = Integer.parseInt(args[3]);
        try (HikariDataSource pool = DurablePostgres.pool(args[1], run.options.writers())) {
            for (int round = 0; round < rounds; round++) {
                System.out.printf(
                        Locale.ROOT,
                        "%.3f %.3f %.3f%n",
                        seconds(() -> run.validate(false)),
                        seconds(() -> run.validate(true)),
                        seconds(() -> run.load(JdbcStorage.on(pool))));
            }
        }
    }

    private interface Task {
        long run() throws IOException;
    }

    private static double seconds(Task task) throws IOException {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private long validate(boolean parallel) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return required((parallel ? lines.parallel() : lines)
                    .filter(line -> !Libphonenumber.regionOf(line.substring(0, line.indexOf(',')))
                            .isEmpty())
                    .count());
        }
    }

    /** Each round into an organization of its own, whose numbers are all new. */
    private long load(JdbcStorage storage) throws IOException {
        OrganizationId organization = new OrganizationId(UUID.randomUUID().toString());
        try (InputStream in = Files.newInputStream(file);
                CsvRows<ImportRow> numbers = NumbersCsv.read(in)) {
            ImportReport report = NumberInventory.over(storage)
                    .importRows(
                            organization,
                            numbers,
                            rejected -> {
                                throw new IllegalStateException("not a valid line: " + rejected);
                            },
                            options);
            return required(report.added());
        }
    }

    private long required(long done) {
        if (done != rows) {
            throw new IllegalStateException("%d of %d lines".formatted(done, rows));
        }
        return done;
    }
}
