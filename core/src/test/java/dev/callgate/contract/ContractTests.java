package dev.callgate.contract;

import dev.callgate.report.ReportStore;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.AuditStore;
import dev.callgate.spi.JournalStore;
import dev.callgate.spi.NumberStore;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of one subject, run by a {@link StoreTestSuite} that hands them its store. */
@ExtendWith(AbilityCondition.class)
abstract class ContractTests {
    StoreTestSuite suite;
    StoreUnderTest tested;

    /**
     * Returns the store by the ports that a test uses. They are cast when they are used: a store that declares an ability and
     * does not implement its port fails by name.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <S extends NumberStore & AssignmentAdminStore & AuditStore & JournalStore & ReportStore> S storage() {
        return (S) tested.store();
    }
}
