package dev.callgate.examples.benchmarks;

import java.sql.SQLException;

/** A candidate of whose many keys only some call, at equal distances: the others have rows, and no part in it. */
final class Calling implements Candidate {
    private final Candidate all;
    private final int keys;

    private Calling(Candidate all, int keys) {
        this.all = all;
        this.keys = keys;
    }

    static Calling atMost(int most, Candidate all) {
        return new Calling(all, Math.min(most, all.keys()));
    }

    @Override
    public int keys() {
        return keys;
    }

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public boolean call(int key) throws SQLException {
        return all.call((int) ((long) key * all.keys() / keys));
    }

    @Override
    public long counted() throws SQLException {
        return all.counted();
    }

    /**
     * Lets each of them call once, so that a store caches those that it can, as it does if all of them call every few minutes;
     * returns how many calls that were.
     */
    int callOnceIfCached() throws SQLException {
        int calls = keys <= Gate.CACHED_AGENTS ? keys : 0;
        for (int key = 0; key < calls; key++) {
            if (!call(key)) {
                throw new IllegalStateException("a call was refused");
            }
        }
        return calls;
    }
}
