package dev.callgate.examples.asterisk;

import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.host.Database;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.CallId;
import dev.callgate.model.CallRecord;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.Terms;
import dev.callgate.policy.CallRule;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A server for an organization with one agent, who has one number for calls to the US. */
final class Acme implements AutoCloseable {
    static final OrganizationId ID = new OrganizationId("acme");
    static final AgentId AGENT = new AgentId("agent-1");
    static final String FROM = "+12025550123";
    static final String CALLEE = "+12125550142";
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    /** It stands still, so that no test runs over midnight. */
    static final Clock CLOCK = Clock.fixed(Instant.now(), ZoneOffset.UTC);

    private final JdbcStorage storage;
    private final FastAgiServer server;
    private final int port;

    private Acme(Database database, Bounds bounds, @Nullable OrganizationId usual, CallPolicy policy) {
        this.storage = database.migrated();
        CallGate gate = CallGate.over(storage).clock(CLOCK).policy(policy).build();
        this.port = freePort();
        InetAddress address = InetAddress.getLoopbackAddress();
        this.server = FastAgiServer.start(
                address, port, AllowedPeers.of(address, List.of()), bounds, CLOCK, AsteriskAgi.scripts(gate, usual));
    }

    static Acme on(Database database, int dailyLimit, CallRule... rules) {
        return on(database, dailyLimit, policy(rules));
    }

    private static CallPolicy policy(CallRule... rules) {
        return CallPolicy.in(ZONE).region("US").rules(rules);
    }

    /** Each agent may have so many calls at once. */
    static Acme withCallsPerAgent(Database database, int most) {
        return on(database, 100, policy().limits(AsteriskAgi.callsOfAnAgent(most)));
    }

    private static Acme on(Database database, int dailyLimit, CallPolicy policy) {
        Acme acme = new Acme(database, Bounds.of(100, 100), null, policy);
        acme.assign(dailyLimit);
        return acme;
    }

    /** Another server, on a database where the number is assigned already. */
    static Acme beside(Database database) {
        return new Acme(database, Bounds.of(100, 100), null, policy());
    }

    /** Where the dial plan names no organization, it is this one. */
    static Acme usually(Database database) {
        Acme acme = new Acme(database, Bounds.of(100, 100), ID, policy());
        acme.assign(100);
        return acme;
    }

    /** It answers only so many sessions at the same time. */
    static Acme withSessions(Database database, int sessions, CallRule... rules) {
        return bounded(database, Bounds.of(sessions, sessions), rules);
    }

    /** It has other bounds than the usual ones. */
    static Acme bounded(Database database, Bounds bounds, CallRule... rules) {
        Acme acme = new Acme(database, bounds, null, policy(rules));
        acme.assign(100_000);
        return acme;
    }

    private void assign(int dailyLimit) {
        Assignments.over(storage)
                .withClock(CLOCK)
                .assign(
                        NumberInventory.over(storage).withClock(CLOCK).add(NewNumber.of(ID, FROM)),
                        AGENT,
                        Terms.dailyLimit(dailyLimit).countries("US"));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    int port() {
        return port;
    }

    int sessions() {
        return server.sessions();
    }

    /** Asks for the agent, as the dial plan of the README does. */
    Channel decide(Channel channel, String number) throws IOException {
        return channel.agi(port, "decide?organization=acme&agent=agent-1&number=" + encoded(number));
    }

    Channel complete(Channel channel) throws IOException {
        return channel.agi(port, "complete?organization=acme");
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Returns how many calls count today. */
    int counted() {
        return counted(storage);
    }

    static int counted(JdbcStorage storage) {
        return Assignments.over(storage).list(ID, AGENT).stream()
                .mapToInt((Assignment each) ->
                        each.callsOn(CLOCK.instant().atZone(ZONE).toLocalDate()))
                .sum();
    }

    Optional<CallRecord> journal(String id) {
        return CallJournal.over(storage).find(ID, new CallId(id));
    }

    @Override
    public void close() {
        server.close();
    }
}
