package dev.callgate.examples.benchmarks;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.call.CallDecision;
import dev.callgate.call.CallRequest;
import dev.callgate.call.Destination;
import dev.callgate.call.Refused;
import dev.callgate.policy.Limit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** The library's gate: a key is an agent, whose next call goes out from one of its numbers. */
final class Gate implements Candidate {
    /** No organization makes as many calls in a benchmark. */
    private static final int MOST = 1_000_000_000;

    private static final List<Destination> DESTINATIONS = ValidNumbers.lines(800)
            .filter(line -> line.country().equals("US"))
            .map(line -> Destination.parse(line.e164()))
            .toList();

    /** Number of agents in the assignment cache. */
    static final int CACHED_AGENTS = 100_000;

    private static final Duration READ_AGAIN_AFTER = Duration.ofMinutes(2);

    private final DataSource pool;
    private final AssignedNumbers numbers;
    private final GateStore store;
    private final boolean limited;
    private final CallGate gate;
    private long read = System.nanoTime() - Duration.ofHours(1).toNanos();

    private Gate(DataSource pool, AssignedNumbers numbers, GateStore store, boolean limited) {
        this.pool = pool;
        this.numbers = numbers;
        this.store = store;
        this.limited = limited;
        CallPolicy policy = CallPolicy.inUtc();
        this.gate = CallGate.over(store.storage())
                .policy(
                        limited
                                ? policy.limits(
                                        Limit.calls(MOST).perOrganization().aDay())
                                : policy)
                .build();
    }

    /** A gate over each of the stores. */
    static List<Gate> over(List<GateStore> stores, DataSource pool, AssignedNumbers numbers) {
        return stores.stream()
                .map(store -> new Gate(pool, numbers, store, false))
                .toList();
    }

    /** A gate over each of the stores, with a limit of all calls of the organization together. */
    static List<Gate> withLimitOver(List<GateStore> stores, DataSource pool, AssignedNumbers numbers) {
        return stores.stream()
                .map(store -> new Gate(pool, numbers, store, true))
                .toList();
    }

    @Override
    public String name() {
        return store.name()
                + (limited ? ", organization's limit" : "")
                + (numbers.limitReached() ? ", limit reached" : "");
    }

    @Override
    public int keys() {
        return numbers.agents();
    }

    @Override
    public boolean call(int key) {
        Destination destination = DESTINATIONS.get(key % DESTINATIONS.size());
        CallDecision decision = gate.decide(
                CallRequest.by(numbers.organization(), numbers.agent(key)).to(destination));
        if (decision instanceof Refused refused && !refused.cause().code().equals(Refused.Reason.DAILY_LIMIT_REACHED)) {
            throw new IllegalStateException("refused for another reason than a limit: " + refused);
        }
        return decision.isAllowed();
    }

    @Override
    public boolean refusesAll() {
        return numbers.limitReached();
    }

    @Override
    public boolean combinesCallers() {
        return store.combinesCallers();
    }

    @Override
    public long counted() throws SQLException {
        long onAssignments = numbers.counted(pool);
        if (limited) {
            long onLimit = Sql.number(
                    pool,
                    "SELECT COALESCE(sum(amount), 0) FROM call_counters WHERE organization_id = '%s'"
                            .formatted(numbers.organization()));
            Checks.requireEqual(name() + ", counted on the limit", onLimit, onAssignments);
        }
        return onAssignments;
    }

    /**
     * Besides, lets the store read each agent's assignments, so that it caches them as it does if every agent called within
     * the last minutes. Of very many agents it caches only some, and has to read the others again.
     */
    @Override
    public void prepare() throws SQLException {
        numbers.prepare(pool);
        if (keys() <= CACHED_AGENTS && System.nanoTime() - read > READ_AGAIN_AFTER.toNanos()) {
            for (int key = 0; key < keys(); key++) {
                store.storage().assignmentsOf(numbers.organization(), numbers.agent(key));
            }
            read = System.nanoTime();
        }
    }
}
