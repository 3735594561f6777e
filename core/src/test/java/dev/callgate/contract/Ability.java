package dev.callgate.contract;

/**
 * Something that a store may offer beyond counting calls on assignments. {@link StoreUnderTest#abilities} declares what a store
 * offers. A test of an ability that is not declared is reported as skipped, with the ability in its reason, and
 * {@link HonestyContract} shows that the store refuses such an ability instead of ignoring it.
 */
public enum Ability {
    /** The store keeps several organizations apart. One without it serves one organization, and the kit needs an empty one for each test. */
    ORGANIZATIONS,

    /** Numbers can be made inactive. Without it, every number is active. */
    NUMBER_STATUS,

    /** Numbers can be put in quarantine. Without it, no number ever is. */
    QUARANTINE,

    /** Terms can allow classes of numbers, such as premium rate. Without it, no assignment allows any. */
    NUMBER_CLASSES,

    /** The store counts calls by number, agent and organization. */
    CAPS,

    /** The store counts attempts by callee. */
    ATTEMPTS,

    /** The store is a {@link dev.callgate.spi.JournalStore}: it counts once for each call ID, releases, completes and erases. */
    CALL_IDS,

    /** The store is a {@link dev.callgate.report.ReportStore}. */
    REPORTS,

    /** The store is a {@link dev.callgate.spi.NumberStore}. */
    NUMBERS,

    /** The store is an {@link dev.callgate.spi.AssignmentAdminStore}. */
    ASSIGNMENTS,

    /** The store takes imports of thousands of numbers or assignments. */
    IMPORT,

    /** The store is an {@link dev.callgate.spi.AuditStore}. */
    AUDIT,

    /** The store has data that it may fail to reach; {@link StoreUnderTest#failingAt} makes it fail. */
    FAILURE
}
