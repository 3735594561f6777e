package dev.callgate.examples.dialer.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.Destination;
import dev.callgate.examples.dialer.sip.SipCallId;
import dev.callgate.host.UserException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LeadListTest {
    private static List<Lead> read(String list, String... lines) {
        byte[] file = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return LeadList.read(new ByteArrayInputStream(file), "leads.csv", list);
    }

    private static String callId(String... lines) {
        return read("monday", lines).get(0).callId(1);
    }

    @Test
    void derivesCallIdsFromListLineAndNumber() {
        String id = callId("agent,to", "agent-1,+12025550120");
        assertTrue(id.matches("monday:2:[0-9a-f]{8}"), id);
        assertEquals(id, callId("to,agent", "+12025550120,agent-1", "+12025550121,agent-1"));
        assertNotEquals(id, callId("agent,to", "agent-1,+12025550121"));
        assertNotEquals(id, callId("agent,to", "agent-2,+12025550120"));
        assertNotEquals(
                id, read("tuesday", "agent,to", "agent-1,+12025550120").get(0).callId(1));
        assertEquals(
                id + ":2",
                read("monday", "agent,to", "agent-1,+12025550120").get(0).callId(2));
    }

    @Test
    void derivesCallIdsFromLeadIds() {
        String id = callId("agent,to,id", "agent-1,+12025550120,A 7");
        assertTrue(id.startsWith("monday:A 7:"), id);
        List<Lead> moved = read("monday", "agent,to,id", "agent-1,+12025550121,B", "agent-1,+12025550120,A 7");
        assertEquals(id, moved.get(1).callId(1));
        assertEquals(id, SipCallId.callId(SipCallId.of(id, "127.0.0.1")));
        assertTrue(SipCallId.of(id, "127.0.0.1").matches("[A-Za-z0-9%+:.-]+@127\\.0\\.0\\.1"));
    }

    @Test
    void rejectsAListWithAnInvalidLine() {
        assertFails("line 3: ", "agent,to", "agent-1,+12025550120", ",+12025550121");
        assertFails("line 3: an earlier line has the same id", "agent,to,id", "a,+12025550120,7", "b,+12025550121,7");
        assertFails("line 2: ", "agent,to,id", "a,+12025550120," + "x".repeat(128));
        assertFails("to", "agent,call", "a,+12025550120");
    }

    private static void assertFails(String problem, String... lines) {
        String message =
                assertThrows(UserException.class, () -> read("monday", lines)).getMessage();
        assertTrue(message.startsWith("cannot read leads.csv: ") && message.contains(problem), message);
    }

    @Test
    void sampleHas200LeadsIn8Countries() {
        List<Lead> sample = Sample.leads();
        assertEquals(200, sample.size());
        Set<String> countries = sample.stream()
                .map(lead -> Destination.parse(lead.to(), "US"))
                .filter(Destination.Valid.class::isInstance)
                .map(to -> ((Destination.Valid) to).e164().region())
                .collect(Collectors.toSet());
        assertEquals(Set.of("US", "CA", "GB", "AU", "DE", "FR", "SE", "NL"), countries);
    }
}
