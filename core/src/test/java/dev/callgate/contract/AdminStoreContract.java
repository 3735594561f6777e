package dev.callgate.contract;

import org.junit.jupiter.api.Nested;

/** Contracts of the administration of numbers and assignments; part of {@link StoreContract}. */
public abstract class AdminStoreContract extends StoreTestSuite {
    @Nested
    class KeepingNumbers extends NumberKeepingContract {}

    @Nested
    class ListingNumbers extends NumberListingContract {}

    @Nested
    class ChangingNumbers extends NumberChangeContract {}

    @Nested
    class NumbersOfOrganizations extends NumberTenancyContract {}

    @Nested
    class ImportingNumbers extends NumberImportContract {}

    @Nested
    class Assigning extends AssigningContract {}

    @Nested
    class Moving extends MovingContract {}

    @Nested
    class ListingAssignments extends AssignmentListingContract {}

    @Nested
    class FilteringByAssignment extends AssignmentFilterContract {}

    @Nested
    class ImportingAssignments extends AssignmentImportContract {}

    @Nested
    class BulkChanges extends BulkChangeContract {}

    @Nested
    class KeepingCounts extends CountKeepingContract {}

    @Nested
    class AssignmentsOfOrganizations extends AssignmentTenancyContract {}

    @Nested
    class Races extends AssignmentRaceContract {}
}
