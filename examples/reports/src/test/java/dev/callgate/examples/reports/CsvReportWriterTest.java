package dev.callgate.examples.reports;

import static dev.callgate.examples.reports.Outputs.written;
import static dev.callgate.examples.reports.Samples.DAY;
import static dev.callgate.examples.reports.Samples.EVERYTHING;
import static dev.callgate.examples.reports.Samples.MANY;
import static dev.callgate.examples.reports.Samples.NUMBER;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.callgate.csv.Formulas;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReportWriterTest {
    private static final String STATISTICS = "calls,released,counted,answered,busy,no_answer,failed,rejected,completed,"
            + "answer_rate,answer_rate_low,answer_rate_high,answered_by_machine,abandoned,abandonment_rate,"
            + "abandonment_rate_low,abandonment_rate_high,short_calls,short_call_rate,"
            + "short_call_rate_low,short_call_rate_high,talk_seconds,average_seconds,average_seconds_margin\r\n";

    private static List<Map<String, String>> readBack(Consumer<OutputStream> file) {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(written(file))) {
            return rows.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void writesTheRequestedColumnsInOrder() {
        assertAll(
                () -> assertEquals(
                        "day,agent,number,country," + STATISTICS,
                        written(out -> ReportWriter.CSV.usage(EVERYTHING, List.of(), out))),
                () -> assertEquals(
                        "agent,country," + STATISTICS,
                        written(out ->
                                ReportWriter.CSV.usage(Set.of(Dimension.COUNTRY, Dimension.AGENT), List.of(), out))),
                () -> assertEquals(STATISTICS, written(out -> ReportWriter.CSV.usage(Set.of(), List.of(), out))),
                () -> assertEquals(
                        "day,agent,reason,refusals\r\n",
                        written(out ->
                                ReportWriter.CSV.refusals(Set.of(Dimension.AGENT, Dimension.DAY), List.of(), out))),
                () -> assertEquals(
                        "agent,number,calls,daily_limit,share\r\n",
                        written(out -> ReportWriter.CSV.utilization(List.of(), out))),
                () -> assertEquals(
                        "number,completed,answered,answer_rate,answer_rate_low,answer_rate_high,others_answer_rate,"
                                + "others_answer_rate_low,others_answer_rate_high\r\n",
                        written(out -> ReportWriter.CSV.quarantineCandidates(List.of(), out))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "fa-IR", "th-TH-u-ca-buddhist-nu-thai"})
    void roundTripsInAnyLocale(String locale) {
        Samples.inLocale(locale, () -> {
            Map<String, String> row = readBack(
                            out -> ReportWriter.CSV.usage(EVERYTHING, List.of(Samples.row("agent-1", MANY)), out))
                    .get(0);
            assertAll(
                    () -> assertEquals(DAY.toString(), row.get("day")),
                    () -> assertEquals("agent-1", row.get("agent")),
                    () -> assertEquals(NUMBER.toString(), row.get("number")),
                    () -> assertEquals("US", row.get("country")),
                    () -> assertEquals("1000", row.get("calls")),
                    () -> assertEquals("30", row.get("released")),
                    () -> assertEquals("970", row.get("counted")),
                    () -> assertEquals("300", row.get("answered")),
                    () -> assertEquals("60", row.get("busy")),
                    () -> assertEquals("500", row.get("no_answer")),
                    () -> assertEquals("50", row.get("failed")),
                    () -> assertEquals("50", row.get("rejected")),
                    () -> assertEquals("960", row.get("completed")),
                    () -> assertEquals("0.3125", row.get("answer_rate")),
                    () -> assertEquals("0.2840", row.get("answer_rate_low")),
                    () -> assertEquals("0.3425", row.get("answer_rate_high")),
                    () -> assertEquals("40", row.get("answered_by_machine")),
                    () -> assertEquals("13", row.get("abandoned")),
                    () -> assertEquals("0.0500", row.get("abandonment_rate")),
                    () -> assertEquals("0.0294", row.get("abandonment_rate_low")),
                    () -> assertEquals("0.0837", row.get("abandonment_rate_high")),
                    () -> assertEquals("30", row.get("short_calls")),
                    () -> assertEquals("0.1000", row.get("short_call_rate")),
                    () -> assertEquals("0.0709", row.get("short_call_rate_low")),
                    () -> assertEquals("0.1392", row.get("short_call_rate_high")),
                    () -> assertEquals("25000.3", row.get("talk_seconds")),
                    () -> assertEquals("83.3", row.get("average_seconds")),
                    () -> assertEquals("31.3", row.get("average_seconds_margin")));
        });
    }

    @Test
    @DisplayName("what nobody knows is an empty cell")
    void writesUnknownValuesAsEmpty() {
        UsageRow nothing = Samples.row("agent-1", CallStatistics.NONE);
        UsageRow one = Samples.row("agent-1", Samples.statistics(1, 0));
        List<Map<String, String>> rows =
                readBack(out -> ReportWriter.CSV.usage(EVERYTHING, List.of(nothing, one), out));
        for (String column : List.of(
                "answer_rate",
                "answer_rate_low",
                "answer_rate_high",
                "short_call_rate",
                "short_call_rate_low",
                "short_call_rate_high",
                "average_seconds",
                "average_seconds_margin")) {
            assertEquals("", rows.get(0).get(column), column);
        }
        assertAll(
                () -> assertEquals("0", rows.get(0).get("calls")),
                () -> assertEquals("0.0", rows.get(0).get("talk_seconds")),
                () -> assertEquals("1.0000", rows.get(1).get("answer_rate")),
                () -> assertEquals("1.0", rows.get(1).get("average_seconds")),
                () -> assertEquals("", rows.get(1).get("average_seconds_margin")));
    }

    @Test
    @DisplayName(
            "no id of an agent is a formula when the report is opened in a spreadsheet, and each is read back exactly")
    void disarmsIds() {
        List<UsageRow> rows =
                Samples.HOSTILE.stream().map(id -> Samples.row(id, MANY)).toList();
        List<String> agents = readBack(out -> ReportWriter.CSV.usage(EVERYTHING, rows, out)).stream()
                .map(row -> row.get("agent"))
                .toList();
        assertEquals(Samples.HOSTILE, agents.stream().map(Formulas::restored).toList());
        for (String agent : agents) {
            assertFalse(agent.matches("[=+\\-@].*"), agent);
        }
    }

    @Test
    void writesLoneSurrogatesAsQuestionMarks() {
        UsageRow row = Samples.row("a\uD83D", MANY);
        assertEquals(
                "a?",
                readBack(out -> ReportWriter.CSV.usage(EVERYTHING, List.of(row), out))
                        .get(0)
                        .get("agent"));
    }

    @Test
    void writesRefusals() {
        assertEquals(
                """
                day,agent,reason,refusals\r
                2026-03-01,,no_assignment,3\r
                2026-03-01,agent-1,country_not_allowed,17\r
                2026-03-01,agent-2,'=school  at 8,1\r
                """,
                written(out ->
                        ReportWriter.CSV.refusals(Set.of(Dimension.DAY, Dimension.AGENT), Samples.refusals(), out)));
    }

    @Test
    void rejectsUnsupportedDimensionsOfRefusals() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> ReportWriter.CSV.refusals(Set.of(Dimension.NUMBER), List.of(), out));
        assertTrue(String.valueOf(e.getMessage()).contains("NUMBER"), e::getMessage);
        assertEquals(0, out.size());
    }

    @Test
    void writesUtilization() {
        assertEquals("""
                agent,number,calls,daily_limit,share\r
                agent-1,+12025550101,20,10,2.0000\r
                '=agent,+12025550101,0,0,1.0000\r
                agent-3,+12025550101,2,3,0.6667\r
                """, written(out -> ReportWriter.CSV.utilization(Samples.utilization(), out)));
    }

    @Test
    void writesQuarantineCandidates() {
        Map<String, String> row = readBack(out -> ReportWriter.CSV.quarantineCandidates(Samples.suggestions(), out))
                .get(0);
        assertAll(
                () -> assertEquals("+12125550102", row.get("number")),
                () -> assertEquals("200", row.get("completed")),
                () -> assertEquals("20", row.get("answered")),
                () -> assertEquals("0.1000", row.get("answer_rate")),
                () -> assertEquals("0.0657", row.get("answer_rate_low")),
                () -> assertEquals("0.1494", row.get("answer_rate_high")),
                () -> assertEquals("0.3750", row.get("others_answer_rate")),
                () -> assertEquals("0.3421", row.get("others_answer_rate_low")),
                () -> assertEquals("0.4091", row.get("others_answer_rate_high")));
    }

    @Test
    void propagatesExceptions() {
        assertThrows(
                UncheckedIOException.class, () -> ReportWriter.CSV.utilization(Samples.utilization(), Outputs.FULL));
    }
}
