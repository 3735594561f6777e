package dev.callgate.examples.benchmarks;

import dev.callgate.storage.memory.InMemoryStorage;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;

/**
 * What {@link FootprintBenchmark} runs in a JVM of its own. Prints how many bytes of the heap are in use for what was made. The
 * arguments: what to make, for how many agents.
 */
final class Footprint {
    private static final int COLLECTIONS = 3;

    private Footprint() {}

    /** Makes it, and measures the heap before and after. */
    public static void main(String[] args) {
        Fleet fleet = new Fleet(Integer.parseInt(args[1]), 1);
        made(args[0], new Fleet(1, 1));
        long before = used();
        Object made = made(args[0], fleet);
        try {
            System.out.println(used() - before);
        } finally {
            Reference.reachabilityFence(made);
        }
    }

    private static Object made(String what, Fleet fleet) {
        return switch (what) {
            case "callgate" -> filled(fleet);
            case "bucket4j" -> fleet.ofEachAssignment(Fleet::bucket);
            default -> throw new IllegalArgumentException("unknown: " + what);
        };
    }

    private static InMemoryStorage filled(Fleet fleet) {
        InMemoryStorage storage = InMemoryStorage.create();
        fleet.fill(storage);
        return storage;
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
