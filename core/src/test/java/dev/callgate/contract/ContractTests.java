package dev.callgate.contract;

import dev.callgate.report.ReportStore;
import dev.callgate.spi.AssignmentAdminStore;
import dev.callgate.spi.AuditStore;
import dev.callgate.spi.JournalStore;
import dev.callgate.spi.NumberStore;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of one subject. A {@link StoreTestSuite} runs them on its store. */
@ExtendWith(AbilityCondition.class)
abstract class ContractTests {
    StoreTestSuite suite;
    StoreUnderTest tested;

    /**
     * Returns the store as the ports that a test uses. The cast happens on use: if the store declares an ability but does not implement
     * its port, the test fails with the name of the port.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <S extends NumberStore & AssignmentAdminStore & AuditStore & JournalStore & ReportStore> S storage() {
        return (S) tested.store();
    }
}
