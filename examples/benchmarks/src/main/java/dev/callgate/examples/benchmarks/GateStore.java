package dev.callgate.examples.benchmarks;

import dev.callgate.storage.jdbc.GroupCommit;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * One of the library's ways to count in a database.
 *
 * @param name display name of a gate over it
 * @param combinesCallers whether callers are served together
 * @param storage the store
 */
record GateStore(String name, boolean combinesCallers, JdbcStorage storage) {
    /** All of them; what is added here takes part in every measurement. */
    static List<GateStore> allOn(DataSource pool) {
        return List.of(
                new GateStore("gate", false, JdbcStorage.on(pool)),
                new GateStore("gate, group commit", true, JdbcStorage.on(pool).groupCommit(GroupCommit.standard())));
    }

    /** With the assignment cache as usual, and without it. */
    static List<GateStore> cachedAndUncached(DataSource pool) {
        return List.of(
                new GateStore("gate", false, JdbcStorage.on(pool)),
                new GateStore("gate, no cache", false, JdbcStorage.on(pool).assignmentCacheTtl(Duration.ZERO)));
    }
}
