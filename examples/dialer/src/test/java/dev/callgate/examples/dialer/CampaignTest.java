package dev.callgate.examples.dialer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallPolicy;
import dev.callgate.call.Allowed;
import dev.callgate.call.Refused;
import dev.callgate.examples.dialer.gate.GateClient;
import dev.callgate.examples.dialer.gate.StoreRetry;
import dev.callgate.examples.dialer.lead.Lead;
import dev.callgate.examples.dialer.report.Disposition;
import dev.callgate.examples.dialer.report.Progress;
import dev.callgate.examples.dialer.report.RunTotals;
import dev.callgate.examples.dialer.sip.CallTimes;
import dev.callgate.examples.dialer.sip.SipPhone;
import dev.callgate.examples.dialer.sip.Trunk;
import dev.callgate.host.Database;
import dev.callgate.host.MovableClock;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.policy.Limit;
import dev.callgate.storage.jdbc.JdbcStorage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CampaignTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Lead LEAD = new Lead(2, Acme.AGENT, "+12025550120", "monday:2");
    private static final CallTimes TIMES =
            new CallTimes(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final MovableClock clock = new MovableClock(Instant.now());
    private final AtomicInteger failures = new AtomicInteger();
    private Database database;
    private DataSource pool;
    private Acme acme;
    private GateClient gate;

    /** A far end that receives packets and does not respond. */
    private static DatagramSocket silent;

    private static SipPhone phone;

    /** A phone that cannot send: from the loopback address, no packet reaches another machine. */
    private static SipPhone mute;

    @BeforeAll
    static void openPhones() throws IOException {
        silent = new DatagramSocket(0, LOOPBACK);
        Trunk trunk = new Trunk(LOOPBACK.getHostAddress(), silent.getLocalPort());
        phone = SipPhone.open(trunk, LOOPBACK, TIMES, Clock.systemUTC());
        mute = SipPhone.open(Trunk.parse("192.0.2.1:5060"), LOOPBACK, TIMES, Clock.systemUTC());
    }

    @AfterAll
    static void closePhones() {
        phone.close();
        mute.close();
        silent.close();
    }

    @BeforeEach
    void open() throws IOException {
        while (silentReceives()) {} // what the test before had sent
        database = Database.inMemory();
        pool = failing(database.dataSource());
        database.migrated();
        acme = new Acme(JdbcStorage.on(pool), 1, 10);
        acme.setUp();
        gate = gate(clock);
    }

    private GateClient gate(Clock of, Limit... limits) {
        CallPolicy policy = Dialer.policy(ZoneOffset.UTC, "US").limits(limits).longestCall(TIMES.longestCall());
        StoreRetry retry = new StoreRetry(3, Duration.ofMillis(1));
        return new GateClient(acme.storage(), policy, Acme.ACME, ZoneOffset.UTC, of, retry);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A pool that fails to give a connection as often as {@link #failures} says. */
    private DataSource failing(DataSource of) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getConnection")
                            && failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                        throw new SQLTransientConnectionException("no connection", "08001");
                    }
                    try {
                        return method.invoke(of, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Map<Disposition, Integer> run(Lead lead, SipPhone through, boolean endLost) throws InterruptedException {
        return run(lead, through, endLost, DialedCalls.in(pool, Acme.ACME));
    }

    private Map<Disposition, Integer> run(Lead lead, SipPhone through, boolean endLost, DialedCalls dialed)
            throws InterruptedException {
        RunTotals totals = new RunTotals();
        new Campaign(gate, dialed, through, new CallThrottle(1, 100), totals, new Quiet(), endLost).run(List.of(lead));
        return totals.dispositions();
    }

    /** Shows nothing. */
    private record Quiet() implements Progress {
        @Override
        public void done(Lead lead, Disposition disposition, String detail) {}

        @Override
        public void close() {}
    }

    private Map<Disposition, Integer> run(Lead lead) throws InterruptedException {
        return run(lead, phone, false);
    }

    private static void assertNothingSent() throws IOException {
        assertFalse(silentReceives(), "nothing was to be sent");
    }

    @Test
    @DisplayName("D6 a call whose INVITE was not sent is released, and its lead is tried again with a new call ID")
    void notSent() throws Exception {
        assertEquals(Map.of(Disposition.NOT_SENT, 1), run(LEAD, mute, false));
        assertEquals(0, acme.allCalls());
        assertTrue(acme.find(LEAD.callId(1)).orElseThrow().call().isReleased());

        assertEquals(Map.of(Disposition.FAILED, 1), run(LEAD));
        assertEquals(1, acme.allCalls());
        assertEquals(
                Result.FAILED, acme.find(LEAD.callId(2)).orElseThrow().outcome().result());
        assertEquals(Map.of(Disposition.DONE_BEFORE, 1), run(LEAD));
        assertEquals(1, acme.allCalls());
    }

    @Test
    @DisplayName("D5 a call that was allowed and not dialed is dialed by the next run, and counted once")
    void allowedOnly() throws Exception {
        assertTrue(gate.decide(LEAD, LEAD.callId(1)) instanceof Allowed);
        assertEquals(Map.of(Disposition.FAILED, 1), run(LEAD));
        assertEquals(1, acme.allCalls());
        assertFalse(acme.find(LEAD.callId(1)).orElseThrow().isOpen());
    }

    @Test
    @DisplayName("D3 a call that was allowed yesterday and not dialed counts today, if it is dialed today")
    void allowedOnThePreviousDay() throws Exception {
        clock.moveTo(clock.instant().minus(Duration.ofDays(1)));
        assertTrue(gate.decide(LEAD, LEAD.callId(1)) instanceof Allowed);
        clock.moveTo(clock.instant().plus(Duration.ofDays(1)));
        assertEquals(Map.of(Disposition.FAILED, 1), run(LEAD));
        assertEquals(
                gate.today(), acme.find(LEAD.callId(2)).orElseThrow().call().day());
        assertTrue(acme.find(LEAD.callId(1)).orElseThrow().call().isReleased());
        assertEquals(1, acme.allCalls(), "of today");
    }

    @Test
    @DisplayName("D13 with one line, the second lead waits until the first call is over")
    void waitsForALine() throws Exception {
        gate = gate(Clock.systemUTC(), Limit.calls(1).perOrganization().atOnce());
        Lead next = new Lead(4, Acme.AGENT, "+12025550121", "monday:4");
        RunTotals totals = new RunTotals();
        new Campaign(gate, DialedCalls.in(pool, Acme.ACME), phone, new CallThrottle(2, 100), totals, new Quiet(), false)
                .run(List.of(LEAD, next));
        assertEquals(Map.of(Disposition.FAILED, 2), totals.dispositions());
        Instant free =
                Objects.requireNonNull(acme.find(LEAD.callId(1)).orElseThrow().completedAt());
        Instant ended =
                Objects.requireNonNull(acme.find(next.callId(1)).orElseThrow().completedAt());
        // A decision may begin before the line is free. But what it allows is dialed later, and the far end never
        // answers.
        assertFalse(ended.minus(TIMES.invite()).isBefore(free), () -> ended + " is too soon after " + free);
    }

    @Test
    @DisplayName(
            "D13 a call that was allowed, not dialed, and has lost its line is released; its lead gets a line anew")
    void lostItsLine() throws Exception {
        clock.moveTo(clock.instant().minus(TIMES.longestCall()));
        gate = gate(clock, Limit.calls(1).perOrganization().atOnce());
        assertTrue(gate.decide(LEAD, LEAD.callId(1)) instanceof Allowed);
        clock.moveTo(clock.instant().plus(TIMES.longestCall()));
        assertEquals(Map.of(Disposition.FAILED, 1), run(LEAD));
        assertTrue(acme.find(LEAD.callId(1)).orElseThrow().call().isReleased());
        assertEquals(
                Result.FAILED, acme.find(LEAD.callId(2)).orElseThrow().outcome().result());
    }

    @Test
    @DisplayName(
            "D5 a call that may have been dialed is never dialed again, and stays counted until an operator settles it")
    void mayHaveBeenDialed() throws Exception {
        assertTrue(gate.decide(LEAD, LEAD.callId(1)) instanceof Allowed);
        assertTrue(DialedCalls.in(pool, Acme.ACME).claim(LEAD.callId(1)));
        assertEquals(Map.of(Disposition.UNKNOWN, 1), run(LEAD));
        assertTrue(acme.find(LEAD.callId(1)).orElseThrow().isOpen());

        assertEquals(Map.of(Disposition.FAILED, 1), run(LEAD, phone, true));
        assertFalse(acme.find(LEAD.callId(1)).orElseThrow().isOpen());
        assertEquals(1, acme.allCalls());
        assertNothingSent();
    }

    @Test
    @DisplayName("D5 a call ID is claimed once, by one run, which may ask again")
    void callIdIsClaimedOnce() {
        DialedCalls one = DialedCalls.in(pool, Acme.ACME);
        DialedCalls other = DialedCalls.in(pool, Acme.ACME);
        assertFalse(one.isClaimed("Monday:1"));
        assertTrue(one.claim("Monday:1"));
        assertTrue(one.claim("Monday:1"));
        assertFalse(other.claim("Monday:1"));
        assertTrue(other.claim("monday:1"));
        assertTrue(other.isClaimed("Monday:1"));
    }

    @Test
    @DisplayName("D7 an emergency number on the list of a campaign is refused for good, because no person dials it")
    void emergency() throws Exception {
        RunTotals totals = new RunTotals();
        List<Lead> leads = List.of(
                new Lead(3, Acme.AGENT, "911", "monday:3"),
                new Lead(4, Acme.AGENT, "112", "monday:4"),
                new Lead(5, Acme.AGENT, "tel:911;phone-context=+1", "monday:5"));
        new Campaign(gate, DialedCalls.in(pool, Acme.ACME), phone, new CallThrottle(1, 100), totals, new Quiet(), false)
                .run(leads);
        assertEquals(Map.of(Disposition.REFUSED, 3), totals.dispositions());
        assertEquals(
                Set.of("emergency_number_dialed_automatically"),
                totals.refusals().keySet());
        assertTrue(gate.decide(leads.get(0), "again") instanceof Refused refused && refused.isFinal());
        assertNothingSent();
        assertEquals(0, acme.allCalls());
    }

    @Test
    @DisplayName("D1 what the gate refuses is not sent")
    void refused() throws Exception {
        assertEquals(Map.of(Disposition.REFUSED, 1), run(new Lead(3, Acme.AGENT, "+442079460123", "monday:3")));
        assertNothingSent();
    }

    @Test
    @DisplayName("D4 while the store does not answer, nothing is dialed; a lead that it answers for in time is")
    void storeFails() throws Exception {
        run(new Lead(3, Acme.AGENT, "911", "monday:3")); // so that the table is there
        failures.set(2);
        assertEquals(Map.of(Disposition.FAILED, 1), run(LEAD));
        assertEquals(1, acme.allCalls());

        Lead next = new Lead(4, Acme.AGENT, "+12025550121", "monday:4");
        DialedCalls dialed = DialedCalls.in(pool, Acme.ACME);
        while (silentReceives()) {} // the INVITE of the call before
        failures.set(1_000);
        assertEquals(Map.of(Disposition.LEFT, 1), run(next, phone, false, dialed));
        failures.set(0);
        assertNothingSent();
        assertEquals(Map.of(Disposition.FAILED, 1), run(next));
        assertEquals(2, acme.allCalls());
    }

    private static boolean silentReceives() throws IOException {
        silent.setSoTimeout(1);
        try {
            silent.receive(new DatagramPacket(new byte[1], 1));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
