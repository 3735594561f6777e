package dev.callgate.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The import of a file of valid numbers into PostgreSQL, beside libphonenumber alone on the same file: parse, region and
 * validity of each number, on one thread and on all. The rounds alternate, in one JVM with little memory.
 */
@Command(name = "import", mixinStandardHelpOptions = true, description = "A file of valid numbers, into PostgreSQL.")
final class ImportBenchmark implements Callable<Integer> {
    @Option(names = "--rows", description = "Number of lines in the file (default: ${DEFAULT-VALUE}).")
    private int rows = 1_000_000;

    @Option(names = "--rounds", description = "Number of rounds; the result is the median (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--writers", description = "Number of batches written concurrently (default: ${DEFAULT-VALUE}).")
    private int writers = 2;

    @Option(names = "--heap", description = "Heap size of the importing JVM (default: ${DEFAULT-VALUE}).")
    private String heap = "256m";

    @Option(
            names = "--without",
            split = ",",
            description =
                    "Indexes that are dropped before, to see what each costs: phone_numbers_listing, for example.")
    private List<String> without = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Path file = Files.createTempFile("numbers", ".csv");
        try (DurablePostgres server = DurablePostgres.start()) {
            write(file);
            try (HikariDataSource pool = DurablePostgres.pool(server.url(), 1)) {
                JdbcStorage.on(pool).migrate();
                drop(pool);
            }
            List<double[]> measured = measure(file, server.url());
            print(measured);
            return measured.size() == rounds ? 0 : 1;
        } finally {
            Files.delete(file);
        }
    }

    private void drop(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String index : without) {
                statement.execute("DROP INDEX " + index);
            }
        }
    }

    private void write(Path file) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            ValidNumbers.lines(rows).forEach(out::println);
        }
    }

    private List<double[]> measure(Path file, String url) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportRounds.class.getName(),
                        file.toString(),
                        url,
                        String.valueOf(rows),
                        String.valueOf(rounds),
                        String.valueOf(writers))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<double[]> measured = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                measured.add(List.of(line.split(" ", -1)).stream()
                        .mapToDouble(Double::parseDouble)
                        .toArray());
            }
        }
        process.waitFor();
        return measured;
    }

    private void print(List<double[]> measured) {
        System.out.printf(
                Locale.ROOT,
                "%n%,d lines, heap %s, PostgreSQL with fsync, synchronous_commit and full_page_writes, %d writers, %d cores%s%n%n",
                rows,
                heap,
                writers,
                Runtime.getRuntime().availableProcessors(),
                without.isEmpty() ? "" : ", without " + String.join(", ", without));
        System.out.println(
                "| round | libphonenumber, one thread | on all cores | import | import / one thread | import / all cores |");
        System.out.println("|---|---|---|---|---|---|");
        for (int round = 0; round < measured.size(); round++) {
            double[] seconds = measured.get(round);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.1f s | %.1f s | %.1f s | %.2f | %.2f |%n",
                    round + 1,
                    seconds[0],
                    seconds[1],
                    seconds[2],
                    seconds[2] / seconds[0],
                    seconds[2] / seconds[1]);
        }
        System.out.printf(
                Locale.ROOT,
                "| median | | | | %s | %s |%n",
                Spread.of(measured.stream().mapToDouble(s -> s[2] / s[0]).toArray()),
                Spread.of(measured.stream().mapToDouble(s -> s[2] / s[1]).toArray()));
    }
}
