package dev.callgate.examples.asterisk;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Warns of peers, at most once a minute of each address and 100 times a minute of all, so that no peer fills the log.
 * Thread-safe.
 */
final class PeerLog {
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 100;

    private final Logger log;
    private final Clock clock;
    private final Map<InetAddress, Instant> told = new HashMap<>();

    PeerLog(Logger log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    void warn(InetAddress peer, String problem) {
        if (isDue(peer)) {
            log.warn("{}: {} (no more is logged of this address for a minute)", peer.getHostAddress(), problem);
        }
    }

    private synchronized boolean isDue(InetAddress peer) {
        Instant now = clock.instant();
        told.values().removeIf(each -> !each.plus(LOG_INTERVAL).isAfter(now));
        return told.size() < MAX_ADDRESSES && told.putIfAbsent(peer, now) == null;
    }
}
