package dev.callgate.examples.dialer;

import dev.callgate.host.UserException;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where calls go: to a trunk of the user's, or to SIPp on this machine, which then tells what it received. */
record FarEnd(Trunk trunk, @Nullable Sipp sipp) implements AutoCloseable {
    private static final String SCENARIO = "far-end.xml";

    /**
     * Returns where calls are to go.
     *
     * @param trunk as the user named it; null where SIPp is to be the far end
     * @throws IllegalArgumentException if it is none
     */
    static FarEnd of(@Nullable String trunk) {
        return trunk == null ? onThisMachine() : new FarEnd(Trunk.parse(trunk), null);
    }

    private static FarEnd onThisMachine() {
        if (!Sipp.isInstalled()) {
            throw new UserException("no --trunk is named, and SIPp is not installed to be the far end (Debian and"
                    + " Ubuntu: sip-tester; Homebrew: sipp)");
        }
        try {
            Path folder = Files.createTempDirectory("callgate-dialer-sipp");
            Sipp started = Sipp.start(SCENARIO, folder);
            return new FarEnd(started.trunk(), started);
        } catch (IOException e) {
            throw new UserException("SIPp does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return sipp == null ? trunk.toString() : trunk + ", SIPp on this machine";
    }

    @Override
    public void close() {
        if (sipp != null) {
            sipp.close();
        }
    }
}
