package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.callgate.model.Place;
import dev.callgate.policy.CallingHours;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text as a file of rules and a file of holidays, which a line of hyphens separates. */
class CallingHoursCsvFuzzTest {
    private static final List<CsvColumn> RULES = columns("place", "days", "hours", "holidays", "source", "read");
    private static final List<CsvColumn> HOLIDAYS = columns("place", "date", "name", "source", "read");
    private static final String DAY = "(?i:mon|tue|wed|thu|fri|sat|sun)";
    private static final String TIME = "[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]{1,9})?)?";
    private static final Pattern DAYS = Pattern.compile("%1$s(?:-%1$s)?".formatted(DAY));
    private static final Pattern HOURS = Pattern.compile("%1$s-%1$s(?: %1$s-%1$s)*".formatted(TIME));

    static Stream<Path> inputs() throws IOException {
        return Files.list(Path.of("src/test/resources/dev/callgate/csv/CallingHoursCsvFuzzTestInputs/files"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName("D15 rules and holidays are read only if each line has the documented form")
    void stored(Path input) throws IOException {
        files(Files.readAllBytes(input));
    }

    @FuzzTest
    void files(byte[] input) {
        String[] files = new String(input, StandardCharsets.UTF_8).split("----\n", 2);
        String rules = files[0];
        String holidays = files.length == 1 ? "" : files[1];
        try {
            CallingHoursCsv.read(bytes(rules), bytes(holidays), CallingHours.never());
        } catch (CsvException e) {
            assertTrue(CsvFuzzTest.isOneLine(e.getMessage()), e::getMessage);
            return;
        }
        rows(rules, RULES).forEach(CallingHoursCsvFuzzTest::checkRule);
        rows(holidays, HOLIDAYS).forEach(CallingHoursCsvFuzzTest::checkHoliday);
    }

    private static void checkRule(CsvRow row) {
        Place.of(row.value(RULES.get(0)));
        assertTrue(DAYS.matcher(row.value(RULES.get(1))).matches(), row::text);
        assertTrue(HOURS.matcher(row.value(RULES.get(2))).matches(), row::text);
        assertTrue(List.of("no", "").contains(row.value(RULES.get(3))), row::text);
    }

    private static void checkHoliday(CsvRow row) {
        Place.of(row.value(HOLIDAYS.get(0)));
        LocalDate date = LocalDate.parse(row.value(HOLIDAYS.get(1)));
        assertEquals(date.toString(), row.value(HOLIDAYS.get(1)));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<CsvColumn> columns(String... names) {
        return Stream.of(names).map(CsvColumn::required).toList();
    }

    private static List<CsvRow> rows(String file, List<CsvColumn> columns) {
        try (CsvRows<CsvRow> rows = CsvRows.read(bytes(file), columns, row -> row)) {
            Iterable<CsvRow> all = () -> rows;
            return StreamSupport.stream(all.spliterator(), false).toList();
        }
    }
}
