package dev.callgate.examples.console.web;

import dev.callgate.examples.console.request.Problem;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that something else happens in their organization, by server-sent events. An event has no data: the page reads them
 * with a request of its own. A connection ends after {@code callgate.console.live-connection}, and the browser opens another one, for which the session is checked.
 */
@Component
class LiveEvents implements SmartLifecycle {
    /** More pages read the data at intervals. */
    private static final int MAX_CONNECTIONS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);

    private final LiveReader reader;
    private final Duration lifetime;
    private final Map<SseEmitter, OrganizationId> connections = new ConcurrentHashMap<>();

    /** What the pages of each organization were told last. Used by one thread. */
    private final Map<OrganizationId, LiveModel> told = new HashMap<>();

    private volatile boolean running;

    LiveEvents(LiveReader reader, @Value("${callgate.console.live-connection}") Duration lifetime) {
        this.reader = reader;
        this.lifetime = lifetime;
    }

    /** Opens a connection, whose first event comes at once. */
    SseEmitter open(OrganizationId organization) {
        if (!running || connections.size() >= MAX_CONNECTIONS) {
            throw Problem.unavailable(
                    "too_many_connections",
                    "%d pages are told of changes already: read the page at intervals".formatted(connections.size()));
        }
        SseEmitter emitter = new SseEmitter(lifetime.toMillis());
        Runnable forget = () -> connections.remove(emitter);
        emitter.onCompletion(forget);
        emitter.onTimeout(emitter::complete);
        emitter.onError(error -> forget.run());
        connections.put(emitter, organization);
        send(emitter);
        return emitter;
    }

    /** Tells the pages of each organization in which something changed. */
    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void tell() {
        Set<OrganizationId> watched = Set.copyOf(connections.values());
        told.keySet().retainAll(watched);
        for (OrganizationId organization : watched) {
            if (hasChanged(organization)) {
                connections.entrySet().stream()
                        .filter(each -> each.getValue().equals(organization))
                        .forEach(each -> send(each.getKey()));
            }
        }
    }

    private boolean hasChanged(OrganizationId organization) {
        try {
            LiveModel now = reader.read(organization);
            return !now.equals(told.put(organization, now));
        } catch (StoreException | DataAccessException e) {
            LOG.warn("what happens now in organization {} could not be read", organization, e);
            return false;
        }
    }

    /** An event is small enough for the buffer of a connection, so that a slow browser keeps nobody waiting. */
    private void send(SseEmitter connection) {
        try {
            connection.send(SseEmitter.event().name("changed").data(""));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a page of what happens now was closed", e);
            connections.remove(connection);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends all connections before the server waits for its requests. */
    @Override
    public void stop() {
        running = false;
        connections.keySet().forEach(SseEmitter::complete);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
