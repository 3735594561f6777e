package dev.callgate.examples.reports;

import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.NumberPerformance;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rows of reports, and what they are read by. */
final class Samples {
    static final Set<Dimension> EVERYTHING = EnumSet.allOf(Dimension.class);

    static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    static final E164 NUMBER = E164.of("+12025550101");

    /** 1,000 calls, 30 of them released, 960 completed, 300 answered, 13 of 260 by persons abandoned, with 25,000.25 s of talk. */
    static final CallStatistics MANY = new CallStatistics(
            1_000, 30, 300, 60, 500, 50, 50, 40, 13, 30, Duration.ofMillis(25_000_250), 2_500_000_000L);

    /** Ids that are no formulas, though a spreadsheet would take them for such, and others that a format might stumble over. */
    static final List<String> HOSTILE = List.of(
            "=HYPERLINK(\"http://x\",A1)",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            "'=1",
            "a;=b",
            "a,+b",
            "say \"hello\"",
            "\u041E\u043B\u044C\u0433\u0430, \u0623\u062D\u0645\u062F",
            "\uD83D\uDE00",
            "null",
            "{\"a\":[1]}\\u0000",
            "</script>");

    private Samples() {}

    static UsageRow row(String agent, CallStatistics calls) {
        return new UsageRow(DAY, new AgentId(agent), NUMBER, "US", calls);
    }

    static List<RefusalRow> refusals() {
        return List.of(
                new RefusalRow(DAY, null, "no_assignment", 3),
                new RefusalRow(DAY, new AgentId("agent-1"), "country_not_allowed", 17),
                new RefusalRow(DAY, new AgentId("agent-2"), "=school\r\nat 8", 1));
    }

    static List<Utilization> utilization() {
        return List.of(
                new Utilization(new AgentId("agent-1"), NUMBER, 20, 10),
                new Utilization(new AgentId("=agent"), NUMBER, 0, 0),
                new Utilization(new AgentId("agent-3"), NUMBER, 2, 3));
    }

    static List<Suggestion> suggestions() {
        UsageRow bad = new UsageRow(null, null, E164.of("+12125550102"), null, statistics(20, 180));
        UsageRow good = new UsageRow(null, null, NUMBER, null, statistics(300, 500));
        return NumberPerformance.of(List.of(good, bad)).quarantineCandidates(100);
    }

    static CallStatistics statistics(int answered, int unanswered) {
        return new CallStatistics(
                answered + unanswered,
                0,
                answered,
                0,
                unanswered,
                0,
                0,
                0,
                0,
                0,
                Duration.ofSeconds(answered),
                answered * 100);
    }

    /** Does something where the machine speaks another language: with commas for dots, or with digits of its own. */
    static void inLocale(String tag, Runnable what) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            what.run();
        } finally {
            Locale.setDefault(before);
        }
    }
}
