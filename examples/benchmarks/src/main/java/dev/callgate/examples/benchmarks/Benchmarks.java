package dev.callgate.examples.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures the library beside its floor, in the same run; each part is a subcommand. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description =
                "Measures the library beside its floor, in the same run. Only the ratios travel to other machines.",
        subcommands = {
            FootprintBenchmark.class,
            HotBenchmark.class,
            ImportBenchmark.class,
            LoadBenchmark.class,
            MemoryBenchmark.class,
            PacedBenchmark.class,
            PageBenchmark.class,
            ReportBenchmark.class,
            ScaleBenchmark.class,
            SoakBenchmark.class,
            StartupBenchmark.class
        })
public final class Benchmarks {
    Benchmarks() {}

    /** Runs a part. */
    public static void main(String[] args) {
        int exit = new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
        System.exit(exit);
    }
}
