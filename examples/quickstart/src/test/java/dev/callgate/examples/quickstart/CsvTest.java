package dev.callgate.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.id.AgentId;
import dev.callgate.number.ImportRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @TempDir
    Path dir;

    private Path file(String content) throws IOException {
        return Files.writeString(dir.resolve("file.csv"), content);
    }

    private List<ImportRow> numbers(String content) throws IOException {
        List<ImportRow> rows = new ArrayList<>();
        try (NumbersCsv csv = NumbersCsv.open(file(content))) {
            csv.forEachRemaining(rows::add);
        }
        return rows;
    }

    private List<Call> calls(String content) throws IOException {
        List<Call> rows = new ArrayList<>();
        try (CallsCsv csv = CallsCsv.open(file(content))) {
            csv.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static ImportRow row(long line) {
        return new ImportRow(line, "+12025550123,telnyx,US", "+12025550123", "telnyx", "US");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12025550123,telnyx,US",
                "+12025550123,telnyx,US\n",
                "+12025550123,telnyx,US\r\n",
                "\uFEFF+12025550123,telnyx,US\n",
                "\"+12025550123\",\"telnyx\",US\n",
            })
    void readsRowsWithoutAHeader(String content) throws IOException {
        assertEquals(List.of(row(1)), numbers(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone_number,provider,country_code",
                "\uFEFF\"Number\",Carrier,Country\r",
                "phone,provider,country"
            })
    void readsRowsBelowAHeader(String header) throws IOException {
        assertEquals(List.of(row(2)), numbers(header + "\n+12025550123,telnyx,US\n"));
    }

    @Test
    void readsColumnsInTheOrderOfTheHeader() throws IOException {
        assertEquals(
                List.of(new ImportRow(2, "US,x,telnyx,+12025550123", "+12025550123", "telnyx", "US")),
                numbers("country,remark,provider,phone_number\nUS,x,telnyx,+12025550123\n"));
    }

    @Test
    void skipsEmptyLinesButCountsThem() throws IOException {
        assertEquals(List.of(row(3), row(6)), numbers("\n\n+12025550123,telnyx,US\n\r\n\n+12025550123,telnyx,US\n\n"));
    }

    @Test
    void leavesOutWhatARowDoesNotSay() throws IOException {
        assertEquals(
                List.of(
                        new ImportRow(1, "+12025550123", "+12025550123", null, null),
                        new ImportRow(2, ",telnyx", "", "telnyx", null)),
                numbers("+12025550123\n,telnyx\n"));
    }

    @Test
    void keepsWhatIsQuotedTogether() throws IOException {
        assertEquals(
                List.of(new ImportRow(1, "+12025550123,\"Telnyx, LLC\",US", "+12025550123", "Telnyx, LLC", "US")),
                numbers("+12025550123,\"Telnyx, LLC\",US\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n", "\r\n\r\n", "phone_number,provider,country_code\n"})
    void findsNoRowsInAnEmptyFile(String content) throws IOException {
        assertEquals(List.of(), numbers(content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12", "123"})
    void readsTheShortestFiles(String content) throws IOException {
        assertEquals(List.of(new ImportRow(1, content, content, null, null)), numbers(content));
    }

    @Test
    void readsCallsWithAndWithoutTimes() throws IOException {
        AgentId agent = new AgentId("agent-01");
        List<Call> expected = List.of(new Call(agent, "+12025550123", 1), new Call(agent, "911", 20));
        assertEquals(expected, calls("agent-01,+12025550123\nagent-01,911,20\n"));
        assertEquals(expected, calls("agent,to,times\nagent-01,+12025550123,\nagent-01,911,20\n"));
        assertEquals(expected, calls("to,times,agent\r\n+12025550123,1,agent-01\r\n911,20,agent-01\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"agent-01,911,0", "agent-01,911,-3", "agent-01,911,often", "agent-01,911,99999999999", ",911,1"})
    void namesTheLineOfACallThatCannotBeRead(String row) {
        UserException e = assertThrows(UserException.class, () -> calls("agent,to,times\nagent-02,112\n" + row));
        assertTrue(e.getMessage().contains("line 3"), e.getMessage());
    }

    @Test
    void missesAColumnThatIsNeeded() {
        UserException e = assertThrows(UserException.class, () -> calls("agent,destination\nagent-01,911\n"));
        assertTrue(e.getMessage().endsWith("the header [agent, destination] has no column to"), e.getMessage());
    }
}
