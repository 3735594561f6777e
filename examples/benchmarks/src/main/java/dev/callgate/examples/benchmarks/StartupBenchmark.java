package dev.callgate.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the start of a JVM to its first decision: over a store in memory with one number, over a new database of H2's in a file
 * that is migrated and gets one number, and over that database again; beside a JVM that does nothing, and one that has
 * libphonenumber take one number. The rounds alternate.
 */
@Command(name = "startup", mixinStandardHelpOptions = true, description = "From the start of a JVM to a decision.")
final class StartupBenchmark implements Callable<Integer> {
    private static final List<String> ALL = List.of("nothing", "libphonenumber", "memory", "h2, new", "h2");

    @Option(names = "--rounds", description = "Number of rounds; the result is the median (default: ${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            Path folder = Files.createTempDirectory("startup");
            try {
                for (String each : ALL) {
                    millis.computeIfAbsent(each, any -> new ArrayList<>()).add(millis(each, folder));
                }
            } finally {
                delete(folder);
            }
        }
        print(millis);
        return 0;
    }

    private static double millis(String what, Path folder) throws IOException, InterruptedException {
        Jvm.Line line = Jvm.run(List.of(), FirstDecision.class, what, "jdbc:h2:file:" + folder.resolve("numbers"));
        if (!line.text().equals("true")) {
            throw new IllegalStateException("%s: %s".formatted(what, line.text()));
        }
        return line.nanos() / 1e6;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }

    private void print(Map<String, List<Double>> millis) {
        System.out.printf(
                Locale.ROOT,
                "%nFrom the start of a JVM to the first decision, %d rounds, %d cores%n%n",
                rounds,
                Runtime.getRuntime().availableProcessors());
        System.out.println("| | ms | / nothing |");
        System.out.println("|---|---|---|");
        double[] floor = array(Objects.requireNonNull(millis.get(ALL.get(0))));
        millis.forEach((what, each) -> {
            double[] took = array(each);
            double[] ratios = new double[rounds];
            Arrays.setAll(ratios, round -> took[round] / floor[round]);
            System.out.printf("| %s | %s | %s |%n", what, Spread.of(took), Spread.of(ratios));
        });
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
