package dev.callgate.contract;

import org.junit.jupiter.api.Nested;

/** Contracts of the audit trail; part of {@link StoreContract}. */
public abstract class AuditStoreContract extends StoreTestSuite {
    @Nested
    class Numbers extends NumberAuditContract {}

    @Nested
    class Assignments extends AssignmentAuditContract {}

    @Nested
    class RefusedChanges extends RefusedChangeAuditContract {}

    @Nested
    class Resets extends ResetAuditContract {}

    @Nested
    class Listing extends AuditListingContract {}

    @Nested
    class Values extends AuditValuesContract {}

    @Nested
    class Races extends AuditRaceContract {}
}
