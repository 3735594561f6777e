package dev.callgate.contract;

/**
 * An optional feature of a store, beyond counting calls on assignments. {@link StoreUnderTest#abilities} declares the abilities of a
 * store. A test of an ability that is not declared is reported as skipped, and the reason names the ability.
 * {@link HonestyContract} verifies that the store rejects the use of such an ability instead of ignoring it.
 */
public enum Ability {
    /** The store isolates several organizations. A store without it serves one organization, and each test needs an empty store. */
    ORGANIZATIONS,

    /** Numbers can be made inactive. Without it, every number is active. */
    NUMBER_STATUS,

    /** Numbers can be put in quarantine. Without it, no number is ever in quarantine. */
    QUARANTINE,

    /** Terms can allow classes of numbers, such as premium rate. Without it, no assignment allows any. */
    NUMBER_CLASSES,

    /** The store counts calls on the counters of a policy's limits. Without it, it counts on assignments only. */
    LIMITS,

    /** The store is a {@link dev.callgate.spi.JournalStore}: it counts each call ID once, and can release, complete and erase calls. */
    CALL_IDS,

    /** The store is a {@link dev.callgate.report.ReportStore}. */
    REPORTS,

    /** The store is a {@link dev.callgate.spi.NumberStore}. */
    NUMBERS,

    /** The store is an {@link dev.callgate.spi.AssignmentAdminStore}. */
    ASSIGNMENTS,

    /** The store supports imports of thousands of numbers or assignments. */
    IMPORT,

    /** The store is an {@link dev.callgate.spi.AuditStore}. */
    AUDIT,

    /** Operations of the store can fail; {@link StoreUnderTest#failingAt} makes them fail. */
    FAILURE
}
