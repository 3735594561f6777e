package dev.callgate.examples.ownstore;

import dev.callgate.contract.Ability;
import dev.callgate.contract.FailingDataSource;
import dev.callgate.contract.StoreContract;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

/** A host with two tables of its own passes the contract by declaring that it has no abilities, but a database that may fail. */
class DidStoreTest extends StoreContract {
    private final JdbcConnectionPool pool =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=60000", "", "");
    private final Host host = new Host();

    DidStoreTest() {
        pool.setMaxConnections(64);
        DidStore.TABLES.forEach(host::execute);
    }

    @Override
    protected StoreUnderTest storeUnderTest() {
        return host;
    }

    /** The last connection that is closed takes the database with it. */
    @AfterEach
    void close() {
        pool.dispose();
    }

    /** The host's own administration, by its own SQL. */
    private final class Host implements StoreUnderTest {
        private final DidStore store = new DidStore(pool);

        @Override
        public AssignmentStore store() {
            return store;
        }

        @Override
        public Set<Ability> abilities() {
            return EnumSet.of(Ability.FAILURE);
        }

        @Override
        public OrganizationId organization() {
            return DidStore.HOST;
        }

        @Override
        public Assignment assign(OrganizationId organization, AgentId agent, E164 number, Terms terms) {
            execute(
                    "MERGE INTO did (number, user_name, calls_a_day, countries) VALUES (?, ?, ?, ?)",
                    number.toString(),
                    agent.value(),
                    terms.dailyLimit(),
                    codes(terms));
            return store.assignmentsOf(DidStore.HOST, agent).stream()
                    .filter(each -> each.number().e164().equals(number))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void unassign(Assignment assignment) {
            execute(
                    "DELETE FROM did WHERE number = ?",
                    assignment.number().e164().toString());
        }

        @Override
        public void changeTerms(Assignment assignment, Terms terms) {
            execute(
                    "UPDATE did SET calls_a_day = ?, countries = ? WHERE number = ?",
                    terms.dailyLimit(),
                    codes(terms),
                    assignment.number().e164().toString());
        }

        @Override
        public AssignmentStore failingAt(int step) {
            return FailingDataSource.failingAt(step, pool, DidStore::new);
        }

        private String codes(Terms terms) {
            if (!terms.classes().isEmpty()) {
                throw new UnsupportedOperationException("the host has no column for classes of numbers");
            }
            return String.join(" ", terms.countries().codes());
        }

        private void execute(String sql, Object... values) {
            try (Connection connection = pool.getConnection()) {
                DidStore.execute(connection, sql, values);
            } catch (SQLException e) {
                throw new IllegalStateException("the host's statement fails: " + sql, e);
            }
        }
    }
}
