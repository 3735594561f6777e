package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.callgate.CallGate;
import dev.callgate.CallPolicy;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.AuditTrail;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NewNumber;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.InventoryException;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.StoreException;
import dev.callgate.model.Terms;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.policy.Limit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Any text where the tables have texts. The first line of an input names a table and a column, such as {@code
 * call_journal.counts}, and the rest replaces the text of a row; otherwise the input is a text for the library to store.
 */
class StoredTextFuzzTest {
    private static final Clock CLOCK = DialerProcess.CLOCK;
    private static final AgentId AGENT = new AgentId("anna");
    private static final LocalDate TODAY = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);

    /** What a list that a call needs has, where the assignment is kept from before. */
    private static final Pattern NAMED = Pattern.compile("\\[.*(?:\"US\"|\"\\*\").*].*", Pattern.DOTALL);

    private static final Map<String, Set<String>> COLUMNS = Map.of(
            "phone_numbers",
            Set.of("phone_number", "provider", "country_code", "capabilities", "status", "assigned_to"),
            "agent_phone_numbers",
            Set.of("agent_id", "allowed_countries", "allowed_classes"),
            "call_counters",
            Set.of("scope", "counted_id", "kind"),
            "call_holds",
            Set.of("scope", "counted_id", "kind", "hold_id"),
            "call_journal",
            Set.of(
                    "agent_id",
                    "counts",
                    "attributes",
                    "reported_by",
                    "country_code",
                    "callee",
                    "fingerprint",
                    "result",
                    "answered_by"),
            "phone_number_audit",
            Set.of("agent_id", "actor_id", "action", "old_values", "new_values"));

    private final JdbcStorage storage = Databases.H2.storage();
    private final OrganizationId organization = new OrganizationId("fuzzed");
    private final CallGate gate = CallGate.over(storage)
            .clock(CLOCK)
            .policy(CallPolicy.inUtc()
                    .callees(CalleePrivacy.inFull())
                    .journalEveryCall()
                    .reportBy("campaign")
                    .limits(
                            Limit.calls(100).perCallee().aDay(),
                            Limit.calls(100).per("campaign").anHour(),
                            Limit.calls(100).perAgent().atOnce()))
            .build();

    static Stream<Path> inputs() throws IOException {
        return Files.list(Path.of("src/test/resources/dev/callgate/storage/jdbc/StoredTextFuzzTestInputs/text"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName("D4 D18 a text is read as it was stored, and a damaged one allows no call and fails as the store")
    void stored(Path input) throws IOException, SQLException {
        text(Files.readAllBytes(input));
    }

    @FuzzTest
    void text(byte[] input) throws SQLException {
        String all = new String(input, StandardCharsets.UTF_8);
        String[] lines = all.split("\n", 2);
        String[] column = lines[0].split("\\.", 2);
        try {
            if (lines.length == 2
                    && column.length == 2
                    && COLUMNS.getOrDefault(column[0], Set.of()).contains(column[1])) {
                damage(column[0], column[1], lines[1]);
            } else {
                roundTrip(all);
            }
        } finally {
            clear();
        }
    }

    private void damage(String table, String column, String text) throws SQLException {
        PhoneNumber number = assign(AGENT);
        assertTrue(call(AGENT, "first", "spring"));
        assertTrue(call(AGENT, "second", "spring"));
        gate.complete(organization, new CallId("second"), CallOutcome.answered(Duration.ofMinutes(3)));
        try (Connection connection = DriverManager.getConnection(Databases.H2.url());
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE %s SET %s = ? WHERE organization_id = ?".formatted(table, column))) {
            update.setString(1, text);
            update.setString(2, organization.value());
            update.executeUpdate();
        } catch (SQLException e) {
            return; // the table does not take it
        }
        boolean allowed = asked(() -> call(AGENT, "third", "spring"));
        if (column.equals("allowed_countries")) {
            assertTrue(!allowed || NAMED.matcher(text).matches(), text);
            for (Assignment each : storage.assignmentsOf(organization, AGENT)) {
                assertTrue(listed(text).containsAll(each.terms().countries().codes()), text);
            }
        } else if (column.equals("status")) {
            assertEquals(text.equals("active"), allowed);
        }
        asked(() -> !inventory().stream(NumberQuery.of(organization)).toList().isEmpty());
        asked(() -> !assignments().stream(organization).toList().isEmpty());
        asked(() -> !journal().isEmpty());
        asked(() -> !AuditTrail.over(storage).list(AuditQuery.of(organization)).isEmpty());
        asked(() -> !gate.utilization(organization, 0.01, 10).isEmpty());
        asked(() -> gate.release(organization, new CallId("first")).isPresent());
        asked(() -> assignments().unassign(number).agent().equals(AGENT));
    }

    /** Returns the strings of a list; empty if the text is anything but a list of strings. */
    private static List<String> listed(String json) {
        try {
            return JsonMapper.shared().readTree(json) instanceof ArrayNode list
                            && list.valueStream().allMatch(JsonNode::isString)
                    ? list.valueStream().map(JsonNode::stringValue).toList()
                    : List.of();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /** Returns an answer; false if the store has none, or no longer what is asked for. */
    private static boolean asked(BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (StoreException | InventoryException e) {
            return false;
        }
    }

    private void roundTrip(String text) {
        AgentId agent;
        CallId id;
        CallRequest request;
        PhoneNumber number;
        try {
            agent = new AgentId(text);
            id = new CallId(text);
            request = CallRequest.by(organization, agent)
                    .to(DialerProcess.DESTINATION)
                    .callId(text)
                    .with("campaign", text);
            number = inventory().add(NewNumber.of(organization, Acme.number(1)).provider(text));
        } catch (IllegalArgumentException e) {
            return;
        }
        assignments().assign(number, agent, Terms.dailyLimit(100).countries("US"));
        assertTrue(gate.decide(request).isAllowed());
        AllowedCall call = gate.complete(organization, id, CallOutcome.answered(Duration.ofMinutes(3)))
                .orElseThrow()
                .call();
        assertEquals(
                List.of(id, agent, Map.of("campaign", text)),
                List.of(call.callId(), call.counted().agent(), call.attributes()));
        assertEquals(call, journal().get(0));
        assertEquals(
                1,
                journalOf(CallQuery.of(organization, TODAY).with("campaign", text))
                        .size());
        assertEquals(
                number.provider(),
                inventory().find(organization, number.e164()).orElseThrow().provider());
        assertTrue(AuditTrail.over(storage).list(AuditQuery.of(organization)).stream()
                .anyMatch(each -> number.provider().equals(each.after().get("provider"))));
    }

    private PhoneNumber assign(AgentId agent) {
        PhoneNumber number =
                inventory().add(NewNumber.of(organization, Acme.number(1)).provider("telnyx"));
        assignments().assign(number, agent, Terms.dailyLimit(100).countries("US"));
        return number;
    }

    private boolean call(AgentId agent, String id, String campaign) {
        return gate.decide(CallRequest.by(organization, agent)
                        .to(DialerProcess.DESTINATION)
                        .callId(id)
                        .with("campaign", campaign))
                .isAllowed();
    }

    private NumberInventory inventory() {
        return NumberInventory.over(storage).withClock(CLOCK);
    }

    private Assignments assignments() {
        return Assignments.over(storage).withClock(CLOCK);
    }

    private List<AllowedCall> journal() {
        return journalOf(CallQuery.of(organization, TODAY));
    }

    private List<AllowedCall> journalOf(CallQuery query) {
        return CallJournal.over(storage).list(query).stream()
                .map(CallRecord::call)
                .toList();
    }

    private void clear() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Databases.H2.url())) {
            for (String table : List.of(
                    "agent_phone_numbers",
                    "phone_numbers",
                    "call_counters",
                    "call_holds",
                    "call_journal",
                    "daily_usage",
                    "daily_attribute_usage",
                    "phone_number_audit")) {
                try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM " + table + " WHERE organization_id = ?")) {
                    delete.setString(1, organization.value());
                    delete.executeUpdate();
                }
            }
        }
    }
}
