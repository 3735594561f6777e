package dev.callgate.examples.benchmarks;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A decision over a store in memory beside the counting that it cannot do without: Bucket4j's and Resilience4j's limiters and a
 * bare count, each found in a map; and libphonenumber, where the destination comes as text. By JMH, a JVM for each in each
 * round; the rounds alternate.
 */
@Command(name = "memory", mixinStandardHelpOptions = true, description = "Decisions over a store in memory, by JMH.")
final class MemoryBenchmark implements Callable<Integer> {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Option(
            names = "--agents",
            split = ",",
            description = "Numbers of agents, each of which is measured (default: ${DEFAULT-VALUE}).")
    private List<Integer> agents = List.of(20_000, 1_000_000);

    @Option(names = "--numbers", description = "Numbers per agent (default: ${DEFAULT-VALUE}).")
    private int numbersEach = 1;

    @Option(names = "--rounds", description = "Number of rounds; the result is the median (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--threads", split = ",", description = "Number of concurrent threads (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--only",
            split = ",",
            description = "Benchmarks to run (default: ${DEFAULT-VALUE}); bucket4j always runs.")
    private List<String> only = List.of("gate", "gateFromText", "bucket4j", "resilience4j", "map", "libphonenumber");

    @Option(
            names = "--millis",
            description = "Duration of each measurement; the warm-up takes as long (default: ${DEFAULT-VALUE}).")
    private int millis = 2_000;

    /** What was measured, over how many agents, and by how many threads. */
    private record Candidate(String name, int agents, int threads) {}

    /** What the rounds found, each in turn. */
    private record Found(List<Double> nanos, List<Double> bytes) {}

    @Override
    public Integer call() throws RunnerException {
        Map<Candidate, Found> found = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (int fleet : agents) {
                for (int each : threads) {
                    run(fleet, each).forEach(result -> add(result, fleet, each, found));
                }
            }
        }
        print(found);
        return 0;
    }

    private static void add(RunResult result, int fleet, int threadsAtOnce, Map<Candidate, Found> found) {
        Found of = found.computeIfAbsent(
                new Candidate(result.getPrimaryResult().getLabel(), fleet, threadsAtOnce),
                any -> new Found(new ArrayList<>(), new ArrayList<>()));
        of.nanos().add(result.getPrimaryResult().getScore());
        of.bytes()
                .add(Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                        .getScore());
    }

    private Collection<RunResult> run(int fleet, int threadsAtOnce) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(Decisions.class.getName() + "\\.bucket4j$")
                .param("agents", String.valueOf(fleet))
                .param("numbersEach", String.valueOf(numbersEach))
                .threads(threadsAtOnce)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(millis / 2))
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(millis / 2))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms2g", "-Xmx2g", "-Djmh.ignoreLock=true", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        only.forEach(name -> options.include(Decisions.class.getName() + "\\." + name + "$"));
        return new Runner(options.build()).run();
    }

    private void print(Map<Candidate, Found> found) {
        System.out.printf(
                Locale.ROOT,
                "%n%d numbers an agent, %d rounds, %d cores. The time is that of one call in one thread; beside Bucket4j's in the same round and with as many threads, the median and the spread.%n%n",
                numbersEach,
                rounds,
                Runtime.getRuntime().availableProcessors());
        System.out.println("| | agents | threads | ns | / bucket4j | calls beside one thread | bytes |");
        System.out.println("|---|---|---|---|---|---|---|");
        found.forEach((candidate, of) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %d | %.0f | %s | %s | %.0f |%n",
                candidate.name(),
                candidate.agents(),
                candidate.threads(),
                median(of.nanos()),
                ratio(of, found.get(new Candidate("bucket4j", candidate.agents(), candidate.threads())), 1),
                ratio(found.get(new Candidate(candidate.name(), candidate.agents(), 1)), of, candidate.threads()),
                median(of.bytes())));
        Found parse = found.get(new Candidate("libphonenumber", agents.get(0), 1));
        Found text = found.get(new Candidate("gateFromText", agents.get(0), 1));
        if (parse != null && text != null) {
            System.out.printf("%ngateFromText beside libphonenumber: %s%n", ratio(text, parse, 1));
        }
    }

    private static double median(List<Double> values) {
        return spread(values).median();
    }

    private static Spread spread(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static String ratio(@Nullable Found one, @Nullable Found other, int times) {
        if (one == null || other == null) {
            return "";
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < one.nanos().size(); round++) {
            ratios.add(times * one.nanos().get(round) / other.nanos().get(round));
        }
        return spread(ratios).toString();
    }
}
