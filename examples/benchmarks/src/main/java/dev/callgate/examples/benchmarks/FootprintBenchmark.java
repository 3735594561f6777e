package dev.callgate.examples.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The heap that a store in memory takes of each assignment: number, assignment, indexes, the agent's id, and an audit trail of
 * two entries; beside that of Bucket4j's local bucket in a map, its key included. What is in use after a full collection,
 * less what was before; in a JVM of its own each, and the rounds alternate.
 */
@Command(name = "footprint", mixinStandardHelpOptions = true, description = "The heap of a store in memory.")
final class FootprintBenchmark implements Callable<Integer> {
    @Option(names = "--agents", description = "Number of agents, with one number each (default: ${DEFAULT-VALUE}).")
    private int agents = 1_000_000;

    @Option(names = "--rounds", description = "Number of rounds; the result is the median (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--heap", description = "Heap size of each JVM (default: ${DEFAULT-VALUE}).")
    private String heap = "4g";

    @Override
    public Integer call() throws IOException, InterruptedException {
        double[] callgate = new double[rounds];
        double[] bucket4j = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            callgate[round] = bytes("callgate");
            bucket4j[round] = bytes("bucket4j");
            ratios[round] = callgate[round] / bucket4j[round];
        }
        System.out.printf(
                Locale.ROOT, "%n%,d agents with one number each, %d rounds, heap %s%n%n", agents, rounds, heap);
        System.out.println("| | bytes of each | / bucket4j |");
        System.out.println("|---|---|---|");
        print("callgate", callgate, Spread.of(ratios).toString());
        print("bucket4j", bucket4j, "1");
        return 0;
    }

    private double bytes(String what) throws IOException, InterruptedException {
        Jvm.Line line = Jvm.run(
                // What a thread has reserved counts as used: tens of megabytes in a large heap, unless it is told
                // otherwise.
                List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseParallelGC", "-XX:TLABSize=16k", "-XX:-ResizeTLAB"),
                Footprint.class,
                what,
                String.valueOf(agents));
        return Double.parseDouble(line.text()) / agents;
    }

    private static void print(String what, double[] bytes, String ratio) {
        System.out.printf("| %s | %s | %s |%n", what, Spread.of(bytes), ratio);
    }
}
