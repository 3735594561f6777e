package dev.callgate.dnc;

import com.sun.management.ThreadMXBean;
import dev.callgate.call.CallFacts;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.CallRule;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Loads a list of made-up numbers, looks numbers up, and applies a change list; then looks numbers up in a {@link HashSet} of a million,
 * in a process of its own, because that does not fit into a heap of 64 MB. Takes how many numbers.
 */
final class DoNotCallBenchmark {
    private static final LocalDate DATE = LocalDate.of(2026, 3, 2);
    private static final String HASH_SET = "hash-set";
    private static final long DEFAULT_NUMBERS = 2_000_000;
    private static final int IN_HASH_SET = 1_000_000;
    private static final int ROUNDS = 5;
    private static final int LOOK_UPS = 1_000_000;
    private static final int QUESTIONS = 50_000;
    private static final int CALLEES = 1 << 15;
    private static final int CHANGES = 100_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEGA = 1e6;

    private final PrintStream out;
    private final long numbers;

    private DoNotCallBenchmark(PrintStream out, long numbers) {
        this.out = out;
        this.numbers = numbers;
    }

    public static void main(String[] args) throws Exception {
        boolean isChild = args.length > 0 && args[0].equals(HASH_SET);
        long numbers = args.length == 0 || isChild ? DEFAULT_NUMBERS : Long.parseLong(args[0]);
        DoNotCallBenchmark benchmark = new DoNotCallBenchmark(System.out, numbers);
        if (isChild) {
            benchmark.measureHashSet();
        } else {
            benchmark.measure();
        }
    }

    private void measure() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("callgate-dnc");
        Path file = folder.resolve("made-up.dnc");
        Path changes = folder.resolve("changes.txt");
        try {
            print("largest heap", "%.0f MB", Runtime.getRuntime().maxMemory() / MEGA);
            load(file);
            DoNotCallFile list = open(file);
            lookUp(BitmapFile.open(file));
            ask(list, "rule of this file");
            change(file, changes, list);
            print("heap in use at the end", "%.1f MB after a collection", liveHeap() / MEGA);
        } finally {
            Files.deleteIfExists(changes);
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder.resolve("made-up.dnc.lock"));
            Files.deleteIfExists(folder);
        }
        startHashSet();
    }

    private void load(Path file) throws IOException {
        long start = System.nanoTime();
        ImportSummary summary = DoNotCallImport.into(file)
                .load(DATE, reader -> reader.read(new MadeUpList(numbers), "made-up numbers"));
        double seconds = secondsSince(start);
        print("numbers", "%,d in %d area codes", summary.numbers(), summary.areaCodes());
        print("load", "%.1f s, %.1f million numbers a second", seconds, summary.numbers() / seconds / MEGA);
        print("file", "%.0f MB", Files.size(file) / MEGA);
    }

    private DoNotCallFile open(Path file) throws IOException {
        long start = System.nanoTime();
        DoNotCallFile list =
                DoNotCallFile.open(file, DoNotCallTerms.unitedStates().withAllAreaCodes());
        print("open and check", "%.2f s", secondsSince(start));
        return list;
    }

    private void lookUp(BitmapFile list) {
        int areaCodes = MadeUpList.areaCodes(numbers);
        int first = MadeUpList.areaCode(0);
        print(
                "look-up in the file",
                "%s",
                perCall(
                        LOOK_UPS,
                        mixed -> list.contains(
                                first + (mixed >>> 8) % areaCodes, Math.floorMod(mixed * 31, Nanp.NUMBERS))));
    }

    /** Asks a rule about callees that exist in memory, as a gate does. */
    private void ask(CallRule rule, String what) {
        CallFacts[] calls = new CallFacts[CALLEES];
        for (int i = 0; i < calls.length; i++) {
            long position = Math.floorMod(i * 7_919L * 7_919L, numbers);
            calls[i] = new CallFacts(
                    new OrganizationId("acme"),
                    new AgentId("agent-7"),
                    E164.of("+1%d%07d"
                            .formatted(MadeUpList.areaCode(position), (MadeUpList.local(position) + 1) % Nanp.NUMBERS)),
                    DATE.atStartOfDay().toInstant(ZoneOffset.UTC),
                    ZoneOffset.UTC);
        }
        print(what, "%s", perCall(QUESTIONS, mixed -> rule.objectionTo(calls[mixed & CALLEES - 1])
                .isPresent()));
    }

    private void change(Path file, Path changes, DoNotCallFile list) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < CHANGES; i++) {
            long position = Math.floorMod(i * 7_919L * 7_919L, numbers);
            text.append("%d,%07d,2026-03-03,%s\n"
                    .formatted(MadeUpList.areaCode(position), MadeUpList.local(position), i % 2 == 0 ? 'D' : 'A'));
        }
        Files.writeString(changes, text);
        long start = System.nanoTime();
        ImportSummary summary = DoNotCallImport.into(file).apply(DATE.plusDays(1), List.of(changes));
        double seconds = secondsSince(start);
        long reload = System.nanoTime();
        list.reload();
        print(
                "change list",
                "%,d lines applied in %.1f s, %,d numbers left; reload %.2f s",
                CHANGES,
                seconds,
                summary.numbers(),
                secondsSince(reload));
    }

    private void startHashSet() throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoNotCallBenchmark.class.getName(),
                        HASH_SET)
                .inheritIO()
                .start()
                .waitFor();
    }

    private void measureHashSet() {
        long[] all = new long[IN_HASH_SET];
        for (int i = 0; i < all.length; i++) {
            all[i] = MadeUpList.areaCode(i) * (long) Nanp.NUMBERS + MadeUpList.local(i);
        }
        Set<Long> set = new HashSet<>();
        for (long each : all) {
            set.add(each);
        }
        int areaCodes = MadeUpList.areaCodes(IN_HASH_SET);
        int first = MadeUpList.areaCode(0);
        print(
                "HashSet of a million",
                "%s",
                perCall(
                        LOOK_UPS,
                        mixed -> set.contains((first + (mixed >>> 8) % areaCodes) * (long) Nanp.NUMBERS
                                + Math.floorMod(mixed * 31, Nanp.NUMBERS))));
        Set<E164> numbersOfSet = new HashSet<>();
        for (long each : all) {
            numbersOfSet.add(E164.of("+1" + each));
        }
        ask(CallRule.doNotCall(numbersOfSet::contains), "rule of a HashSet");
    }

    /** Returns the nanoseconds and bytes of one answer: the median of the rounds behind one that warms up. */
    private static String perCall(int times, IntPredicate lookUp) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] nanos = new double[ROUNDS];
        double bytes = 0;
        long found = 0;
        for (int round = -1; round < ROUNDS; round++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            int mixed = 1 + Math.abs(round);
            for (int i = 0; i < times; i++) {
                mixed ^= mixed << 13;
                mixed ^= mixed >>> 17;
                mixed ^= mixed << 5;
                found += lookUp.test(mixed) ? 1 : 0;
            }
            if (round >= 0) {
                nanos[round] = (System.nanoTime() - start) / (double) times;
                bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / (double) times;
            }
        }
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%.0f ns, %.0f bytes allocated, %.1f%% found",
                nanos[ROUNDS / 2],
                bytes,
                100.0 * found / times / (ROUNDS + 1));
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    private void print(String what, String format, Object... values) {
        out.printf("%-24s%s%n", what, String.format(Locale.ROOT, format, values));
    }
}
