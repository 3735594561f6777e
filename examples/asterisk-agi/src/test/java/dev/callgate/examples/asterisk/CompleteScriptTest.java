package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.Database;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One server for all tests; each has a call of its own. */
@Timeout(60)
class CompleteScriptTest {
    private static final Database DATABASE = Database.inMemory();
    private static final Acme ACME = Acme.on(DATABASE, 1_000);

    private final String id = UUID.randomUUID().toString();
    private final int countedBefore = ACME.counted();

    @AfterAll
    static void close() {
        ACME.close();
        DATABASE.close();
    }

    private Channel decided() throws IOException {
        Channel channel = ACME.decide(new Channel(id), Acme.CALLEE);
        assertEquals("1", channel.allowed());
        return channel;
    }

    private int counted() {
        return ACME.counted() - countedBefore;
    }

    private CallRecord journal() {
        return ACME.journal(id).orElseThrow();
    }

    @ParameterizedTest(name = "DIALSTATUS {0}, HANGUPCAUSE {1}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "ANSWER,16,63,-,answered,PT63S,16",
                "ANSWER,16,63,63250,answered,PT63.25S,16",
                "ANSWER,0,0,0,answered,PT0S,-",
                "ANSWER,-,-,-,answered,PT0S,-",
                "ANSWER,16,soon,-,answered,PT0S,16",
                "ANSWER,16,-5,-,answered,PT0S,16",
                "BUSY,17,-,-,busy,PT0S,17",
                "BUSY,0,-,-,busy,PT0S,-",
                "NOANSWER,19,-,-,no_answer,PT0S,19",
                "NOANSWER,0,5,-,no_answer,PT0S,-",
                "CANCEL,127,-,-,no_answer,PT0S,127",
                "CANCEL,-,-,-,no_answer,PT0S,-",
                "CONGESTION,34,-,-,failed,PT0S,34",
                "CONGESTION,21,-,-,rejected,PT0S,21",
                "CONGESTION,0,-,-,failed,PT0S,-",
                "CONGESTION,128,-,-,failed,PT0S,-",
                "CONGESTION,x,-,-,failed,PT0S,-",
                "CHANUNAVAIL,1,-,-,failed,PT0S,1",
                "CHANUNAVAIL,20,-,-,no_answer,PT0S,20",
                "CHANUNAVAIL,0,-,-,failed,PT0S,-",
                "DONTCALL,0,-,-,rejected,PT0S,-",
                "TORTURE,-,-,-,rejected,PT0S,-",
                "ELSE,-,-,-,failed,PT0S,-",
            })
    @DisplayName("T2 a call is completed by what Dial() left")
    void completed(
            String status, String cause, String seconds, String millis, String result, Duration talkTime, Integer q850)
            throws IOException {
        Channel channel = decided().with("DIALSTATUS", status).with("SHARED(CALLGATE_SENT)", "1");
        set(channel, "HANGUPCAUSE", cause);
        set(channel, "ANSWEREDTIME", seconds);
        set(channel, "ANSWEREDTIME_MS", millis);
        assertEquals(result, ACME.complete(channel).variable("CALLGATE_OUTCOME"));
        CallOutcome outcome = journal().outcome();
        assertAll(
                () -> assertEquals(result, outcome.result().name().toLowerCase(Locale.ROOT)),
                () -> assertEquals(talkTime, outcome.talkTime()),
                () -> assertEquals(q850, outcome.q850Cause()),
                () -> assertEquals(1, counted()));
    }

    private static void set(Channel channel, String variable, String value) {
        if (value != null) {
            channel.with(variable, value);
        }
    }

    @ParameterizedTest(name = "DIALSTATUS {0}, CALLGATE_SENT {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-,-,released",
                "-,0,released",
                "'',1,released",
                "INVALIDARGS,-,released",
                "INVALIDARGS,0,released",
                "CHANUNAVAIL,0,released",
                "CONGESTION,0,released",
                "BUSY,0,released",
                "NOANSWER,0,released",
                "CANCEL,0,released",
                "CHANUNAVAIL,-,failed",
                "CHANUNAVAIL,1,failed",
                "CHANUNAVAIL,'',failed",
                "ANSWER,0,answered",
            })
    @DisplayName("D6 a call is released if it was certainly never placed, and only then")
    void released(String status, String sent, String outcome) throws IOException {
        Channel channel = decided();
        set(channel, "DIALSTATUS", status);
        set(channel, "SHARED(CALLGATE_SENT)", sent);
        assertEquals(outcome, ACME.complete(channel).variable("CALLGATE_OUTCOME"));
        assertEquals(outcome.equals("released"), journal().call().isReleased());
        assertEquals(outcome.equals("released") ? 0 : 1, counted());
    }

    @Test
    @DisplayName("D6 a caller who hangs up while the gate decides has placed no call")
    void hungUpWhileDeciding() throws IOException {
        Channel channel = ACME.decide(new Channel(id).hungUp(), Acme.CALLEE);
        assertEquals("SUCCESS", channel.variable("AJ_AGISTATUS"));
        assertEquals(1, counted());
        assertEquals("released", ACME.complete(channel).variable("CALLGATE_OUTCOME"));
        assertEquals(0, counted());
    }

    @Test
    @DisplayName("D6 what was told first stands")
    void twice() throws IOException {
        Channel channel = decided().with("DIALSTATUS", "BUSY");
        assertEquals("busy", ACME.complete(channel).variable("CALLGATE_OUTCOME"));
        channel.with("DIALSTATUS", "ANSWER").with("ANSWEREDTIME", "10");
        assertEquals("busy", ACME.complete(channel).variable("CALLGATE_OUTCOME"));
        channel.with("DIALSTATUS", "");
        assertEquals("busy", ACME.complete(channel).variable("CALLGATE_OUTCOME"));
        assertEquals(1, counted());
    }

    @Test
    void completesACallWithItsOwnId() throws IOException {
        Channel channel =
                new Channel(id).agi(ACME.port(), "decide?organization=acme&agent=agent-1&id=a%20b&number=2125550142");
        channel.with("DIALSTATUS", "BUSY").agi(ACME.port(), "complete?organization=acme&id=a%20b");
        assertEquals("busy", channel.variable("CALLGATE_OUTCOME"));
        CallRecord call = ACME.journal("a b").orElseThrow();
        assertEquals(CallOutcome.of(CallOutcome.Result.BUSY), call.outcome());
    }

    @Test
    @DisplayName("D7 of refused and of emergency calls there is nothing to tell")
    void unknown() throws IOException {
        for (String number : new String[] {"+442079460123", "911"}) {
            Channel channel = ACME.decide(new Channel(id), number).with("DIALSTATUS", "ANSWER");
            channel.with("CALLGATE_OUTCOME", "left over");
            assertEquals("", ACME.complete(channel).variable("CALLGATE_OUTCOME"));
        }
    }

    @Test
    @DisplayName("K1 a call is not completed by another organization")
    void otherOrganization() throws IOException {
        Channel channel = decided().with("DIALSTATUS", "BUSY");
        channel.agi(ACME.port(), "complete?organization=other");
        assertEquals("", channel.variable("CALLGATE_OUTCOME"));
        assertTrue(journal().isOpen());
    }

    @ParameterizedTest
    @CsvSource({"complete", "complete?organization=", "complete?organization=acme&id=", "complete?organization=%"})
    void completesNothingWithoutAnId(String script) throws IOException {
        Channel channel = decided().with("DIALSTATUS", "BUSY").agi(ACME.port(), script);
        assertEquals("invalid_request", channel.variable("CALLGATE_OUTCOME"));
        assertTrue(journal().isOpen());
    }

    @Test
    void reportsThatTheStoreIsUnavailable() throws IOException {
        try (Database gone = Database.inMemory();
                Acme acme = Acme.on(gone, 100)) {
            Channel channel = acme.decide(new Channel(id), Acme.CALLEE).with("DIALSTATUS", "BUSY");
            gone.close();
            assertEquals("store_unavailable", acme.complete(channel).variable("CALLGATE_OUTCOME"));
        }
    }
}
