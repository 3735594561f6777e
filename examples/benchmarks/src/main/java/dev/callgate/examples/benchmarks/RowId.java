package dev.callgate.examples.benchmarks;

import java.util.UUID;

/** Ids of rows that sort in the order in which the rows are made, as the library's do. */
final class RowId {
    private static final long VERSION_7 = 0x0193_6000_0000_7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RowId() {}

    static UUID of(int n) {
        return new UUID(VERSION_7, VARIANT | n);
    }

    /** The same in SQL. */
    static String sql(String n) {
        return "('01936000-0000-7000-8000-' || lpad(to_hex(%s), 12, '0'))::uuid".formatted(n);
    }
}
