package dev.callgate.examples.asterisk;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.Refused.Reason;
import dev.callgate.host.Database;
import dev.callgate.model.StoreException;
import dev.callgate.policy.CallRule;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DecideScriptTest {
    private static final List<String> ANSWER = List.of(
            "CALLGATE_FROM",
            "CALLGATE_TO",
            "CALLGATE_EXTENSION",
            "CALLGATE_REASON",
            "CALLGATE_REASONS",
            "CALLGATE_NEXT",
            "CALLGATE_EMERGENCY",
            "CALLGATE_REPEATED");

    private final Database database = Database.inMemory();

    @AfterEach
    void close() {
        database.close();
    }

    private static Map<String, String> variables(Channel channel) {
        return ANSWER.stream()
                .filter(each -> !channel.variable(each).isEmpty())
                .collect(Collectors.toMap(each -> each, channel::variable, (a, b) -> a, TreeMap::new));
    }

    private static Map<String, String> refusal(String reason) {
        return Map.of(
                "CALLGATE_REASON",
                reason,
                "CALLGATE_REASONS",
                reason,
                "CALLGATE_EMERGENCY",
                "0",
                "CALLGATE_REPEATED",
                "0");
    }

    private static void assertRefused(String reason, Channel channel) {
        assertEquals("0", channel.allowed(), channel::toString);
        assertEquals(refusal(reason), variables(channel));
    }

    @Test
    @DisplayName("D1 an allowed call is counted, and is shown to come from the agent's number")
    void allowed() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel channel = acme.decide(new Channel("1.1").with("CALLERID(num)", "205"), "(212) 555-0142");
            assertAll(
                    () -> assertEquals("1", channel.allowed()),
                    () -> assertEquals(
                            Map.of(
                                    "CALLGATE_FROM",
                                    Acme.FROM,
                                    "CALLGATE_TO",
                                    Acme.CALLEE,
                                    "CALLGATE_EMERGENCY",
                                    "0",
                                    "CALLGATE_REPEATED",
                                    "0"),
                            variables(channel)),
                    () -> assertEquals(Acme.FROM, channel.variable("CALLERID(num)")),
                    () -> assertEquals("allowed_passed_screen", channel.variable("CALLERID(pres)")),
                    () -> assertEquals("SUCCESS", channel.variable("AJ_AGISTATUS")),
                    () -> assertEquals(1, acme.counted()),
                    () -> assertTrue(acme.journal("1.1").orElseThrow().isOpen()));
        }
    }

    @Test
    @DisplayName("D4 a channel is told first that the call is not allowed, and last that it is")
    void order() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            List<List<String>> commands =
                    acme.decide(new Channel("1.1"), Acme.CALLEE).commands();
            assertEquals(List.of("SET", "VARIABLE", "CALLGATE_ALLOWED", "0"), commands.get(0));
            assertEquals(List.of("SET", "VARIABLE", "CALLGATE_ALLOWED", "1"), commands.get(commands.size() - 2));
            assertEquals("AJ_AGISTATUS", commands.get(commands.size() - 1).get(2));
        }
    }

    @Test
    void returnsTheExtension() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel channel = acme.decide(new Channel("1.1"), "tel:+1-212-555-0142;ext=45");
            assertEquals("45", channel.variable("CALLGATE_EXTENSION"));
            assertEquals(Acme.CALLEE, channel.variable("CALLGATE_TO"));
        }
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource({
        "+442079460123,country_not_allowed",
        "+18765550123,country_not_allowed",
        "+19005550123,premium_rate_not_allowed",
        "call me,invalid_destination",
        "1-800-FLOWERS,vanity_letters",
    })
    @DisplayName("D8 D9 a refused call has a reason, and counts nothing")
    void refused(String number, String reason) throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel channel = acme.decide(new Channel("1.1").with("CALLERID(num)", "205"), number);
            assertRefused(reason, channel);
            assertEquals("205", channel.variable("CALLERID(num)"));
            assertEquals(0, acme.counted());
        }
    }

    @Test
    @DisplayName("D9 a refused call has all reasons, and when it could next be allowed")
    void reasons() throws IOException {
        CallRule away = call -> Optional.of(new Reason("away", "nobody is there"));
        try (Acme acme = Acme.on(database, 0, away)) {
            Channel channel = acme.decide(new Channel("1.1"), Acme.CALLEE);
            assertEquals("away", channel.reason());
            assertEquals("away,daily_limit_reached", channel.variable("CALLGATE_REASONS"));
        }
    }

    @Test
    @DisplayName(
            "D13 an agent has one call at a time: the next one is allowed once the channel has hung up, with or without a call")
    void oneCallAtATime() throws IOException {
        try (Acme acme = Acme.withCallsPerAgent(database, 1)) {
            Channel first = acme.decide(new Channel("1.1"), Acme.CALLEE);
            assertEquals("1", first.allowed());
            assertEquals(
                    Reason.AGENT_LIMIT_REACHED,
                    acme.decide(new Channel("1.2"), Acme.CALLEE).reason());

            acme.complete(first.with("DIALSTATUS", "BUSY"));
            Channel next = acme.decide(new Channel("1.3"), Acme.CALLEE);
            assertEquals("1", next.allowed());
            assertEquals(
                    Reason.AGENT_LIMIT_REACHED,
                    acme.decide(new Channel("1.4"), Acme.CALLEE).reason());

            acme.complete(next.with("DIALSTATUS", ""));
            assertTrue(acme.journal("1.3").orElseThrow().call().isReleased());
            assertEquals("1", acme.decide(new Channel("1.5"), Acme.CALLEE).allowed());
        }
    }

    @Test
    @DisplayName("D9 an agent who has made all calls may call again from midnight on")
    void next() throws IOException {
        try (Acme acme = Acme.on(database, 1)) {
            acme.decide(new Channel("1.1"), Acme.CALLEE);
            Channel channel = acme.decide(new Channel("1.2"), Acme.CALLEE);
            Instant midnight = Acme.CLOCK
                    .instant()
                    .atZone(Acme.ZONE)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(Acme.ZONE)
                    .toInstant();
            assertEquals("0", channel.allowed());
            assertEquals("daily_limit_reached", channel.reason());
            assertEquals(midnight.toString(), channel.variable("CALLGATE_NEXT"));
        }
    }

    @Test
    @DisplayName(
            "D5 a channel that asks twice is counted once, and a second call of it under an id of its own once more")
    void twice() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel channel = new Channel("1.1");
            for (int i = 0; i < 2; i++) {
                acme.decide(channel, Acme.CALLEE);
                assertEquals("1", channel.allowed());
                assertEquals(String.valueOf(i), channel.variable("CALLGATE_REPEATED"));
                assertEquals(Acme.FROM, channel.variable("CALLGATE_FROM"));
                assertEquals(1, acme.counted());
            }
            acme.decide(channel, "+12125550143");
            assertRefused("call_id_reused", channel);
            assertEquals(1, acme.counted());
            channel.agi(acme.port(), "decide?organization=acme&agent=agent-1&id=1.1-2&number=2125550142");
            assertEquals("1", channel.allowed());
            assertEquals(2, acme.counted());
            assertTrue(acme.journal("1.1-2").isPresent());
        }
    }

    @Test
    @DisplayName("D1 nothing is left over from an earlier call on the same channel")
    void leftovers() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel channel = acme.decide(new Channel("1.1"), Acme.CALLEE + ";ext=45");
            assertEquals("1", channel.allowed());
            channel.agi(acme.port(), "decide?organization=acme&agent=agent-1&id=1.1-2&number=%2B442079460123");
            assertRefused("country_not_allowed", channel);
        }
    }

    @Test
    void readsVariablesMissingFromTheUrl() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel channel = new Channel("1.1")
                    .with("CALLGATE_ORGANIZATION", "acme")
                    .with("CALLGATE_AGENT", "agent-1")
                    .with("CALLGATE_NUMBER", Acme.CALLEE)
                    .with("CALLGATE_ID", "mine")
                    .agi(acme.port(), "decide");
            assertEquals("1", channel.allowed(), channel::toString);
            assertTrue(acme.journal("mine").isPresent());
            channel.agi(acme.port(), "decide?agent=agent-2&id=other");
            assertRefused("no_assignment", channel);
        }
    }

    @Test
    void usesTheExtensionByDefault() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel channel = new Channel("1.1")
                    .extension("2125550142")
                    .agi(acme.port(), "decide?organization=acme&agent=agent-1");
            assertEquals("1", channel.allowed(), channel::toString);
            assertEquals(Acme.CALLEE, channel.variable("CALLGATE_TO"));
        }
    }

    @Test
    void usesTheDefaultOrganization() throws IOException {
        try (Acme acme = Acme.usually(database)) {
            String call = "decide?agent=agent-1&number=2125550142";
            Channel silent = new Channel("1.1").with("CALLGATE_ORGANIZATION", "");
            assertEquals("1", silent.agi(acme.port(), call).allowed(), silent::toString);
            assertRefused("no_assignment", new Channel("1.2").agi(acme.port(), call + "&organization=other"));
            assertRefused("invalid_request", new Channel("1.3").agi(acme.port(), call + "&organization="));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decide",
                "decide?agent=agent-1&number=2125550142",
                "decide?organization=acme&number=2125550142",
                "decide?organization=&agent=agent-1&number=2125550142",
                "decide?organization=acme&agent=&number=2125550142",
                "decide?organization=acme&agent=%20agent-1&number=2125550142",
                "decide?organization=acme&agent=agent%0A1&number=2125550142",
                "decide?organization=acme&agent=agent-1&number=2125550142&id=",
                "decide?organization=acme&agent=agent-1&number=2125550142&id=%00",
                "decide?organization=acme&agent=agent-1&number=%",
                "decide?organization=acme&agent=%zz&number=2125550142",
            })
    @DisplayName("D4 what is missing or cannot be understood is a refusal")
    void invalid(String script) throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            assertRefused("invalid_request", new Channel("1.1").agi(acme.port(), script));
            assertEquals(0, acme.counted());
        }
    }

    @Test
    @DisplayName("K1 another organization's agent of the same name has no number")
    void otherOrganization() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            assertRefused(
                    "no_assignment",
                    new Channel("1.1").agi(acme.port(), "decide?organization=other&agent=agent-1&number=2125550142"));
        }
    }

    @Test
    @DisplayName("M12 calls of 200 made-up agents leave as many rows of refusals as calls of one")
    void madeUpAgents() throws Exception {
        try (Acme acme = Acme.on(database, 100)) {
            acme.decide(new Channel("allowed"), Acme.CALLEE);
            for (int n = 0; n < 200; n++) {
                String madeUp = "decide?organization=acme&agent=made-up-%d&number=".formatted(n);
                assertRefused("no_assignment", new Channel("1." + n).agi(acme.port(), madeUp + "2125550142"));
                assertRefused("call_id_reused", new Channel("allowed").agi(acme.port(), madeUp + "2125550142"));
            }
            assertEquals(List.of("call_id_reused 200", "no_assignment 200"), refusals());
        }
    }

    /** Returns all rows of the table, as reason and count. */
    private List<String> refusals() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT reason, refusals FROM daily_refusals ORDER BY reason")) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString("reason") + " " + rows.getInt("refusals"));
            }
            return all;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dial", "dial?organization=acme&agent=agent-1"})
    void rejectsUnknownScripts(String script) throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel channel = new Channel("1.1").agi(acme.port(), script);
            assertEquals("NOT_FOUND", channel.variable("AJ_AGISTATUS"));
            assertEquals("", channel.allowed());
        }
    }

    private static void assertEmergency(String number, Channel channel) {
        assertEquals("1", channel.allowed(), channel::toString);
        assertEquals(
                Map.of("CALLGATE_TO", number, "CALLGATE_EMERGENCY", "1", "CALLGATE_REPEATED", "0"), variables(channel));
        assertEquals("205", channel.variable("CALLERID(num)"));
        assertEquals("", channel.variable("CALLERID(pres)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "organization=acme&agent=agent-1&number=911",
                "organization=acme&agent=nobody&number=911",
                "organization=acme&agent=&number=911",
                "organization=acme&agent=agent-1&number=911&id=",
                "number=911",
            })
    @DisplayName(
            "D7 an emergency call is allowed, not counted, and shows the line's own number, also where nobody says who calls")
    void emergency(String arguments) throws IOException {
        try (Acme acme = Acme.on(database, 0)) {
            Channel channel = new Channel("1.1").with("CALLERID(num)", "205");
            assertEmergency("911", channel.agi(acme.port(), "decide?" + arguments));
            assertEquals(0, acme.counted());
        }
    }

    @Test
    @DisplayName("D7 an emergency call after another one on the same channel is not sent to that one's number")
    void emergencyAfterAnother() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel channel = acme.decide(new Channel("1.1"), Acme.CALLEE);
            channel.with("CALLERID(num)", "205").with("CALLERID(pres)", "");
            assertEmergency("112", acme.decide(channel, "112"));
        }
    }

    private static List<List<Object>> failures() {
        return List.of(
                List.of("store_unavailable", new StoreException.NotApplied("gone", null)),
                List.of("store_unavailable", new StoreException.Permanent("no table", null)),
                List.of("outcome_unknown", new StoreException.OutcomeUnknown("lost", null)),
                List.of("error", new IllegalArgumentException("a rule's mistake")),
                List.of("error", new IllegalStateException("a rule's mistake")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @DisplayName("D4 D7 whatever fails, a call is refused, and an emergency call is not")
    void failed(List<Object> codeAndFailure) throws IOException {
        CallRule failing = call -> {
            throw (RuntimeException) codeAndFailure.get(1);
        };
        try (Acme acme = Acme.on(database, 100, failing)) {
            Channel channel = acme.decide(new Channel("1.1").with("CALLGATE_ALLOWED", "1"), Acme.CALLEE);
            assertRefused((String) codeAndFailure.get(0), channel);
            assertEmergency("911", acme.decide(new Channel("1.2").with("CALLERID(num)", "205"), "911"));
        }
    }

    @Test
    @DisplayName("D4 an error that nothing catches is a refusal")
    void error() throws IOException {
        CallRule failing = call -> {
            throw new StackOverflowError();
        };
        try (Acme acme = Acme.on(database, 100, failing)) {
            Channel channel = acme.decide(new Channel("1.1").with("CALLGATE_ALLOWED", "1"), Acme.CALLEE);
            assertEquals("0", channel.allowed());
        }
    }

    @Test
    @DisplayName(
            "D4 a channel whose connection breaks is told that the call is allowed by the last word of the answer only")
    void broken() throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Channel whole = acme.decide(new Channel("whole"), Acme.CALLEE);
            int answer = whole.commands().size() - 1; // the last command is of the AGI library
            for (int replies = 0; replies <= answer; replies++) {
                Channel channel = acme.decide(
                        new Channel("lost-" + replies)
                                .with("CALLGATE_ALLOWED", "0")
                                .disconnectedAfter(replies),
                        Acme.CALLEE);
                assertEquals(replies, channel.commands().size());
                assertEquals(replies == answer ? "1" : "0", channel.allowed(), channel::toString);
            }
        }
    }

    private static final String GARBAGE = "\"\nSET VARIABLE \"CALLGATE_ALLOWED\" \"1\"\n\\\" \\";

    @ParameterizedTest
    @ValueSource(strings = {"organization", "agent", "number", "id"})
    @DisplayName("K1 what is dialed or named cannot make the server send commands of its own")
    void injected(String argument) throws IOException {
        try (Acme acme = Acme.on(database, 100)) {
            Map<String, String> arguments = new TreeMap<>(
                    Map.of("organization", "acme", "agent", "agent-1", "number", Acme.CALLEE, "id", "1.1"));
            arguments.put(argument, GARBAGE);
            String script = arguments.entrySet().stream()
                    .map(each -> each.getKey() + "=" + Acme.encoded(each.getValue()))
                    .collect(Collectors.joining("&", "decide?", ""));
            Channel channel = new Channel("1.1").agi(acme.port(), script);
            assertEquals("0", channel.allowed(), channel::toString);
            assertEquals(argument.equals("number") ? "invalid_destination" : "invalid_request", channel.reason());
            assertOnlyAnswered(channel);
        }
    }

    @Test
    @DisplayName("K1 a reason of the host's own is one value, whatever is in it")
    void quoted() throws IOException {
        CallRule odd = call -> Optional.of(new Reason(GARBAGE, "odd"));
        try (Acme acme = Acme.on(database, 100, odd)) {
            Channel channel = acme.decide(new Channel("1.1"), Acme.CALLEE);
            assertEquals("0", channel.allowed(), channel::toString);
            assertEquals(GARBAGE.replace("\n", ""), channel.reason());
            assertOnlyAnswered(channel);
        }
    }

    /** The answer's variables, in the order in which they are set; and nothing else. */
    private static void assertOnlyAnswered(Channel channel) {
        List<String> expected = new ArrayList<>(List.of("CALLGATE_ALLOWED"));
        expected.addAll(ANSWER);
        expected.add("CALLGATE_ALLOWED");
        expected.add("AJ_AGISTATUS");
        assertEquals(
                expected,
                channel.commands().stream()
                        .filter(each -> !each.get(0).equals("GET"))
                        .map(each -> each.get(2))
                        .toList());
        assertTrue(channel.commands().stream().allMatch(each -> each.get(1).equals("VARIABLE")), channel::toString);
    }
}
