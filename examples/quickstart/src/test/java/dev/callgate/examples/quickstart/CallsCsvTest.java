package dev.callgate.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.host.UserException;
import dev.callgate.model.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsCsvTest {
    @TempDir
    Path dir;

    private List<Call> calls(String content) throws IOException {
        List<Call> rows = new ArrayList<>();
        Path file = Files.writeString(dir.resolve("file.csv"), content);
        try (CsvFile<Call> csv = CsvFile.open(file, "calls.csv", CallsCsv::read)) {
            csv.forEachRemaining(rows::add);
        }
        return rows;
    }

    @Test
    void readsCallsWithAndWithoutTimes() throws IOException {
        AgentId agent = new AgentId("agent-01");
        List<Call> expected = List.of(new Call(agent, "+12025550123", 1), new Call(agent, "911", 20));
        assertEquals(expected, calls("agent-01,+12025550123\nagent-01,911,20\n"));
        assertEquals(expected, calls("agent,to,times\nagent-01,+12025550123,\nagent-01,911,20\n"));
        assertEquals(expected, calls("to;times;agent\r\n+12025550123;1;agent-01\r\n911;20;agent-01\r\n"));
    }

    @Test
    void findsNoCallsInAnEmptyFile() throws IOException {
        assertEquals(List.of(), calls(""));
        assertEquals(List.of(), calls("agent,to,times\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent-01,911,0",
                "agent-01,911,-3",
                "agent-01,911,often",
                "agent-01,911,99999999999",
                ",911,1",
                "agent-01,\"911,1",
                "agent-01,911,1,1"
            })
    void reportsTheLineOfAnInvalidCall(String row) {
        UserException e = assertThrows(UserException.class, () -> calls("agent,to,times\nagent-02,112\n" + row));
        assertTrue(e.getMessage().contains("file.csv: line 3: "), e.getMessage());
    }

    @Test
    void reportsMissingColumns() {
        UserException e = assertThrows(UserException.class, () -> calls("agent,destination\nagent-01,911\n"));
        assertTrue(e.getMessage().endsWith("the header \"agent,destination\" has no column named to"), e.getMessage());
    }
}
