package dev.callgate.examples.reports;

import static dev.callgate.examples.reports.Outputs.written;
import static dev.callgate.examples.reports.Samples.EVERYTHING;
import static dev.callgate.examples.reports.Samples.MANY;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.report.CallStatistics;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportWriterTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static JsonNode parsed(Consumer<OutputStream> document) {
        return MAPPER.readTree(written(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "fa-IR", "th-TH-u-ca-buddhist-nu-thai"})
    void writesTheSameInAnyLocale(String locale) {
        Samples.inLocale(
                locale,
                () -> assertEquals(
                        """
                        [
                        {"day":"2026-03-01","agent":"agent-1","number":"+12025550101","country":"US","calls":1000,"released":30,"counted":970,"answered":300,"busy":60,"no_answer":500,"failed":50,"rejected":50,"completed":960,"answer_rate":0.3125,"answer_rate_low":0.2840,"answer_rate_high":0.3425,"answered_by_machine":40,"abandoned":13,"abandonment_rate":0.0500,"abandonment_rate_low":0.0294,"abandonment_rate_high":0.0837,"short_calls":30,"short_call_rate":0.1000,"short_call_rate_low":0.0709,"short_call_rate_high":0.1392,"talk_seconds":25000.3,"average_seconds":83.3,"average_seconds_margin":31.3}
                        ]
                        """,
                        written(out ->
                                ReportWriter.JSON.usage(EVERYTHING, List.of(Samples.row("agent-1", MANY)), out))));
    }

    @Test
    void roundTrips() {
        JsonNode row = parsed(out -> ReportWriter.JSON.usage(EVERYTHING, List.of(Samples.row("agent-1", MANY)), out))
                .get(0);
        assertAll(
                () -> assertEquals(MANY.calls(), row.get("calls").asLong()),
                () -> assertEquals(MANY.released(), row.get("released").asLong()),
                () -> assertEquals(MANY.counted(), row.get("counted").asLong()),
                () -> assertEquals(MANY.answered(), row.get("answered").asLong()),
                () -> assertEquals(MANY.completed(), row.get("completed").asLong()),
                () -> assertEquals(
                        MANY.answerRate().rate().orElseThrow(),
                        row.get("answer_rate").asDouble(),
                        0.00005),
                () -> assertEquals(
                        MANY.answerRate().low(), row.get("answer_rate_low").asDouble(), 0.00005),
                () -> assertEquals(
                        MANY.answerRate().high(), row.get("answer_rate_high").asDouble(), 0.00005),
                () -> assertEquals(
                        MANY.shortCallRate().low(),
                        row.get("short_call_rate_low").asDouble(),
                        0.00005),
                () -> assertEquals(
                        MANY.shortCallRate().high(),
                        row.get("short_call_rate_high").asDouble(),
                        0.00005),
                () -> assertEquals(
                        MANY.talkTime().toMillis() / 1_000.0,
                        row.get("talk_seconds").asDouble(),
                        0.0501),
                () -> assertEquals(
                        MANY.averageDuration().mean().toMillis() / 1_000.0,
                        row.get("average_seconds").asDouble(),
                        0.0501),
                () -> assertEquals(
                        MANY.averageDuration().margin().toMillis() / 1_000.0,
                        row.get("average_seconds_margin").asDouble(),
                        0.0501));
    }

    @Test
    @DisplayName("what nobody knows is null, and what was not asked by is not there")
    void distinguishesUnknownFromUnrequestedValues() {
        UsageRow row = new UsageRow(null, null, null, null, CallStatistics.NONE);
        JsonNode json = parsed(out -> ReportWriter.JSON.usage(Set.of(), List.of(row), out))
                .get(0);
        for (String name : List.of(
                "answer_rate",
                "answer_rate_low",
                "answer_rate_high",
                "short_call_rate",
                "short_call_rate_low",
                "short_call_rate_high",
                "average_seconds",
                "average_seconds_margin")) {
            assertTrue(json.get(name).isNull(), name);
        }
        assertAll(
                () -> assertFalse(json.has("day")),
                () -> assertFalse(json.has("agent")),
                () -> assertEquals(0, json.get("calls").asLong()),
                () -> assertEquals(0, json.get("talk_seconds").asDouble()));
    }

    @Test
    void writesHostileIdsExactly() {
        List<UsageRow> rows =
                Samples.HOSTILE.stream().map(id -> Samples.row(id, MANY)).toList();
        assertEquals(
                Samples.HOSTILE,
                parsed(out -> ReportWriter.JSON.usage(EVERYTHING, rows, out))
                        .valueStream()
                        .map(row -> row.get("agent").asString())
                        .toList());
    }

    @Test
    void writesLoneSurrogatesAsQuestionMarks() {
        JsonNode json = parsed(out -> ReportWriter.JSON.usage(EVERYTHING, List.of(Samples.row("a\uD83D", MANY)), out));
        assertEquals("a?", json.get(0).get("agent").asString());
    }

    @Test
    void writesAnEmptyArray() {
        assertEquals(
                0,
                parsed(out -> ReportWriter.JSON.usage(EVERYTHING, List.of(), out))
                        .size());
        assertTrue(parsed(out -> ReportWriter.JSON.quarantineCandidates(List.of(), out))
                .isArray());
    }

    @Test
    void writesTheOtherReports() {
        JsonNode refusals = parsed(
                out -> ReportWriter.JSON.refusals(Set.of(Dimension.AGENT, Dimension.DAY), Samples.refusals(), out));
        JsonNode utilization = parsed(out -> ReportWriter.JSON.utilization(Samples.utilization(), out));
        JsonNode quarantineCandidates =
                parsed(out -> ReportWriter.JSON.quarantineCandidates(Samples.suggestions(), out));
        assertAll(
                () -> assertTrue(refusals.get(0).get("agent").isNull()),
                () -> assertEquals(3, refusals.get(0).get("refusals").asLong()),
                () -> assertEquals(17, refusals.get(1).get("refusals").asLong()),
                () -> assertEquals(
                        "=school\r\nat 8", refusals.get(2).get("reason").asString()),
                () -> assertEquals("=agent", utilization.get(1).get("agent").asString()),
                () -> assertEquals(0.6667, utilization.get(2).get("share").asDouble()),
                () -> assertEquals(1, quarantineCandidates.size()),
                () -> assertEquals(
                        "+12125550102",
                        quarantineCandidates.get(0).get("number").asString()),
                () -> assertEquals(
                        0.375,
                        quarantineCandidates.get(0).get("others_answer_rate").asDouble()));
    }

    @Test
    void rejectsUnsupportedDimensionsOfRefusals() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThrows(
                IllegalArgumentException.class,
                () -> ReportWriter.JSON.refusals(Set.of(Dimension.COUNTRY), List.of(), out));
        assertEquals(0, out.size());
    }

    @Test
    void propagatesExceptions() {
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class, () -> ReportWriter.JSON.utilization(Samples.utilization(), Outputs.FULL));
        assertEquals("the disk is full", e.getCause().getMessage());
    }
}
