package dev.callgate.examples.benchmarks;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Terms;
import dev.callgate.spi.AssignmentStore;
import dev.callgate.storage.jdbc.JdbcStorage;
import dev.callgate.storage.memory.InMemoryStorage;
import org.h2.jdbcx.JdbcDataSource;

/**
 * What {@link StartupBenchmark} runs in a JVM of its own: decides one call, and says whether it is allowed. The arguments: where
 * the number is kept, and the database's URL if it is in one.
 */
final class FirstDecision {
    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final AgentId AGENT = new AgentId("ann");
    private static final String NUMBER = "+12025550123";

    private FirstDecision() {}

    /** Decides once. */
    public static void main(String[] args) {
        System.out.println(
                switch (args[0]) {
                    case "nothing" -> true;
                    case "libphonenumber" -> !Libphonenumber.regionOf(NUMBER).isEmpty();
                    case "memory" -> inMemory();
                    case "h2, new" -> inNewDatabase(args[1]);
                    case "h2" -> inDatabase(args[1]);
                    default -> throw new IllegalArgumentException("unknown: " + args[0]);
                });
    }

    private static boolean inMemory() {
        InMemoryStorage storage = InMemoryStorage.create();
        PhoneNumber number = NumberInventory.over(storage).add(NewNumber.of(ORGANIZATION, NUMBER));
        Assignments.over(storage).assign(number, AGENT, Terms.forCountries("US"));
        return decide(storage);
    }

    private static boolean inNewDatabase(String url) {
        JdbcStorage storage = storage(url);
        storage.migrate();
        PhoneNumber number = NumberInventory.over(storage).add(NewNumber.of(ORGANIZATION, NUMBER));
        Assignments.over(storage).assign(number, AGENT, Terms.forCountries("US"));
        return decide(storage);
    }

    /** Of a host that starts again, and looks for migrations as at any start. */
    private static boolean inDatabase(String url) {
        JdbcStorage storage = storage(url);
        storage.migrate();
        return decide(storage);
    }

    private static JdbcStorage storage(String url) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        return JdbcStorage.on(database);
    }

    private static boolean decide(AssignmentStore store) {
        CallDecision decision = CallGate.over(store)
                .build()
                .decide(CallRequest.by(ORGANIZATION, AGENT).to("+12025550199"));
        return decision.isAllowed();
    }
}
