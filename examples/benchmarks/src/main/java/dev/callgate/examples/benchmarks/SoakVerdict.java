package dev.callgate.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Whether the samples of a soak are flat: the last third of them beside the middle one. The latency may grow as much more as that of a bare
 * UPDATE on the same server does.
 */
final class SoakVerdict {
    private static final double MOST_HEAP = 1.1;
    private static final double MOST_ROWS = 1.1;
    private static final double MOST_LATENCY = 1.5;
    static final int TENTHS = 10;
    private static final double BYTES_PER_MB = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;

    private final List<SoakSample> samples;

    SoakVerdict(List<SoakSample> samples) {
        this.samples = List.copyOf(samples);
    }

    /**
     * A rule, and whether the samples keep to it.
     *
     * @param what what is compared
     * @param middle its value in the middle third
     * @param last its value in the last third
     * @param most how many times the middle value the last one may be
     */
    record Rule(String what, double middle, double last, double most) {
        boolean holds() {
            return last <= middle * most;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,.1f | %,.1f | %.2f | %s |",
                    what,
                    middle,
                    last,
                    most,
                    holds() ? "holds" : "BROKEN");
        }
    }

    List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.add(ofMedians(
                "used heap after a collection, median, MB", each -> each.heapBytes() / BYTES_PER_MB, MOST_HEAP));
        rules.add(ofMaxima("threads, maximum", SoakSample::threads, 1));
        rules.add(ofMaxima("connections of the pools, maximum", SoakSample::open, 1));
        rules.add(ofMaxima("connections on the server, maximum", SoakSample::onServer, 1));
        Rule bare = ofMedians("", SoakSample::probe99Micros, 1);
        rules.add(ofMedians(
                "p99 of a decision, median, ms",
                each -> each.p99Micros() / MICROS_PER_MILLI,
                MOST_LATENCY * Math.max(1, bare.last() / bare.middle())));
        for (String table : SoakSampler.TABLES) {
            rules.add(ofMaxima(
                    "rows of `" + table + "`, maximum", each -> each.rows().get(table), MOST_ROWS));
        }
        return rules;
    }

    private Rule ofMedians(String what, ToDoubleFunction<SoakSample> value, double most) {
        return new Rule(what, spread(1, value).median(), spread(2, value).median(), most);
    }

    private Rule ofMaxima(String what, ToDoubleFunction<SoakSample> value, double most) {
        return new Rule(what, spread(1, value).highest(), spread(2, value).highest(), most);
    }

    private Spread spread(int third, ToDoubleFunction<SoakSample> value) {
        return Spread.of(part(third, 3).stream().mapToDouble(value).toArray());
    }

    private List<SoakSample> part(int n, int parts) {
        return samples.subList(samples.size() * n / parts, samples.size() * (n + 1) / parts);
    }

    boolean isFlat() {
        return rules().stream().allMatch(Rule::holds);
    }

    /** Prints a row for each tenth of the run, and the rules. */
    String table() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| days | decisions/s | p50, ms | p99, ms | bare UPDATE p50, p99, ms | heap, MB | threads | connections in use / open / on server | files, MB | "
                        + SoakSampler.TABLES.stream()
                                .map(each -> "`" + each + "`")
                                .collect(Collectors.joining(" | ")) + " |");
        lines.add("|---".repeat(9 + SoakSampler.TABLES.size()) + "|");
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            lines.add(row(part(tenth, TENTHS)));
        }
        lines.add("");
        lines.add("| flat? | middle third | last third | allowed ratio | |");
        lines.add("|---|---|---|---|---|");
        rules().forEach(each -> lines.add(each.toString()));
        return String.join(System.lineSeparator(), lines);
    }

    /** Medians; of connections and rows, the maximum. */
    private static String row(List<SoakSample> part) {
        return String.format(
                Locale.ROOT,
                "| %.1f | %,.0f | %.1f | %.1f | %.1f, %.1f | %.1f | %.0f | %.0f / %.0f / %.0f | %,.0f | %s |",
                part.get(part.size() - 1).days(),
                of(part, SoakSample::perSecond).median(),
                of(part, SoakSample::p50Micros).median() / MICROS_PER_MILLI,
                of(part, SoakSample::p99Micros).median() / MICROS_PER_MILLI,
                of(part, SoakSample::probe50Micros).median() / MICROS_PER_MILLI,
                of(part, SoakSample::probe99Micros).median() / MICROS_PER_MILLI,
                of(part, SoakSample::heapBytes).median() / BYTES_PER_MB,
                of(part, SoakSample::threads).highest(),
                of(part, SoakSample::inUse).highest(),
                of(part, SoakSample::open).highest(),
                of(part, SoakSample::onServer).highest(),
                of(part, SoakSample::databaseBytes).highest() / BYTES_PER_MB,
                SoakSampler.TABLES.stream()
                        .map(table -> String.format(
                                Locale.ROOT,
                                "%,.0f",
                                of(part, each -> each.rows().get(table)).highest()))
                        .collect(Collectors.joining(" | ")));
    }

    private static Spread of(List<SoakSample> part, ToDoubleFunction<SoakSample> value) {
        return Spread.of(part.stream().mapToDouble(value).toArray());
    }
}
