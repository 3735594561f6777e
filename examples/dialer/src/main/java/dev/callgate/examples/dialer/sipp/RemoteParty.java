package dev.callgate.examples.dialer.sipp;

import dev.callgate.examples.dialer.sip.Trunk;
import dev.callgate.host.UserException;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The remote party of the calls: the user's trunk, or a SIPp on this machine, whose log can be compared. */
public record RemoteParty(Trunk trunk, @Nullable Sipp sipp) implements AutoCloseable {
    private static final String SCENARIO = "far-end.xml";

    /**
     * Returns the remote party.
     *
     * @param trunk the user's trunk; null to start SIPp
     * @throws IllegalArgumentException if the trunk has no host or port
     */
    public static RemoteParty of(@Nullable String trunk) {
        return trunk == null ? onThisMachine() : new RemoteParty(Trunk.parse(trunk), null);
    }

    private static RemoteParty onThisMachine() {
        if (!Sipp.isInstalled()) {
            throw new UserException(
                    "SIPp is not installed: install it (Debian and Ubuntu: sip-tester; Homebrew: sipp) or name a SIP trunk"
                            + " with --trunk");
        }
        try {
            Path folder = Files.createTempDirectory("callgate-dialer-sipp");
            Sipp started = Sipp.start(SCENARIO, folder);
            return new RemoteParty(started.trunk(), started);
        } catch (IOException e) {
            throw new UserException("cannot start SIPp: " + e.getMessage(), e);
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
