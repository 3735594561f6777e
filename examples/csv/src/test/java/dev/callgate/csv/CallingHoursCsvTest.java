package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.call.CallFacts;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.policy.CallingHours;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallingHoursCsvTest {
    private static final CallingHours PACK = CallingHoursCsv.pack(CallingHours.tcpa());
    private static final String RULES = "place,days,hours,holidays,source,read\n";
    private static final String HOLIDAYS = "place,date,name,source,read\n";

    private static boolean allowed(CallingHours hours, String number, String local, String zone) {
        CallFacts call = new CallFacts(
                new OrganizationId("acme"),
                new AgentId("anna"),
                E164.parse(number),
                LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant(),
                ZoneOffset.UTC);
        return hours.objectionTo(call).isEmpty();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "+12055550123, 2027-03-03T19:59, America/Chicago, true",
        "+12055550123, 2027-03-03T20:00, America/Chicago, false",
        "+12055550123, 2027-03-07T12:00, America/Chicago, false",
        "+12055550123, 2027-05-31T12:00, America/Chicago, false",
        "+12155550123, 2027-03-07T13:29, America/New_York, false",
        "+12155550123, 2027-03-07T13:30, America/New_York, true",
        "+12155550123, 2027-12-25T12:00, America/New_York, false",
        "+15045550123, 2027-02-09T12:00, America/Chicago, false",
        "+15045550123, 2027-02-10T12:00, America/Chicago, true",
        "+15025550123, 2027-03-03T09:59, America/New_York, false",
        "+15025550123, 2027-03-03T10:00, America/New_York, true",
        "+16055550123, 2027-03-07T12:00, America/Chicago, false",
        "+18015550123, 2027-07-24T12:00, America/Denver, false",
        "+12125550123, 2027-03-03T20:59, America/New_York, true",
        "+14165550123, 2027-03-03T21:29, America/Toronto, true",
        "+14165550123, 2027-03-03T21:30, America/Toronto, false",
        "+14165550123, 2027-03-06T18:00, America/Toronto, false",
        "+61291234567, 2027-03-06T16:59, Australia/Sydney, true",
        "+61291234567, 2027-03-06T17:00, Australia/Sydney, false",
        "+61291234567, 2027-03-29T12:00, Australia/Sydney, false",
        "+34912345678, 2027-03-03T20:59, Europe/Madrid, true",
        "+34912345678, 2027-10-12T12:00, Europe/Madrid, false",
        "+34912345678, 2029-03-05T12:00, Europe/Madrid, false",
        "+390612345678, 2027-03-06T18:59, Europe/Rome, true",
        "+390612345678, 2027-03-07T12:00, Europe/Rome, false",
        "+912226123456, 2027-03-07T20:59, Asia/Kolkata, true"
    })
    @DisplayName("D15 the rules that come with the example: hours, Sundays and holidays by place")
    void pack(String number, String local, String zone, boolean allowed) {
        assertEquals(allowed, allowed(PACK, number, local, zone));
    }

    @Test
    @DisplayName("D15 lines of a place add up, and each day may have several hours")
    void linesAddUp() {
        CallingHours hours = CallingHoursCsv.read(
                bytes(RULES + "DE,Mon-Fri,09:00-12:00 14:00-18:00,,us,2026-11\nDE,Sat,10:00-12:00,,us,2026-11\n"),
                bytes(HOLIDAYS),
                CallingHours.never());
        assertTrue(allowed(hours, "+4930123456", "2027-03-03T11:59", "Europe/Berlin"));
        assertEquals(false, allowed(hours, "+4930123456", "2027-03-03T12:00", "Europe/Berlin"));
        assertTrue(allowed(hours, "+4930123456", "2027-03-03T14:00", "Europe/Berlin"));
        assertTrue(allowed(hours, "+4930123456", "2027-03-06T11:00", "Europe/Berlin"));
        assertEquals(false, allowed(hours, "+4930123456", "2027-03-07T11:00", "Europe/Berlin"));
        assertEquals(false, allowed(hours, "+12125550123", "2027-03-03T11:00", "America/New_York"));
    }

    @ParameterizedTest
    @CsvSource({
        "'UK,Mon,09:00-12:00,,us,2026-11', unknown place \"UK\"",
        "'DE,Mo,09:00-12:00,,us,2026-11', days must be like",
        "'DE,Mon,9-12,,us,2026-11', could not be parsed",
        "'DE,Mon,12:00-09:00,,us,2026-11', begin before they end",
        "'DE,Mon,09:00,,us,2026-11', hours must be like",
        "'DE,Mon,09:00-12:00-14:00-18:00,,us,2026-11', hours must be like",
        "'DE,Mon-Tue-Sun,09:00-12:00,,us,2026-11', days must be like",
        "'DE,Mon,09:00-12:00,yes,us,2026-11', holidays must be"
    })
    @DisplayName("a line that cannot be read is refused with its number")
    void unreadableLines(String line, String problem) {
        CsvException e = assertThrows(
                CsvException.class,
                () -> CallingHoursCsv.read(bytes(RULES + line + "\n"), bytes(HOLIDAYS), CallingHours.tcpa()));
        assertTrue(e.getMessage().startsWith("line 2: ") && e.getMessage().contains(problem), e::getMessage);
    }

    @Test
    @DisplayName("D15 a holiday of an unknown place is refused with its line, instead of being no holiday anywhere")
    void holidayOfUnknownPlace() {
        CsvException e = assertThrows(
                CsvException.class,
                () -> CallingHoursCsv.read(
                        bytes(RULES),
                        bytes(HOLIDAYS + "US-XX,2027-02-09,Mardi Gras,us,2026-11\n"),
                        CallingHours.tcpa()));
        assertTrue(e.getMessage().startsWith("line 2: unknown place \"US-XX\""), e::getMessage);
    }

    @Test
    @DisplayName("a control character of a line that cannot be read is a picture in the message")
    void controlCharactersOfUnreadableLines() {
        CsvException e = assertThrows(
                CsvException.class,
                () -> CallingHoursCsv.read(
                        bytes(RULES + "DE,Mon,\u00118:00-20:00,,us,2026-11\n"), bytes(HOLIDAYS), CallingHours.tcpa()));
        assertTrue(e.getMessage().codePoints().noneMatch(Character::isISOControl), e::getMessage);
    }
}
