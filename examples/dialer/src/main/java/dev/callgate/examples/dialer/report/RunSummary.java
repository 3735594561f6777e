package dev.callgate.examples.dialer.report;

import dev.callgate.admin.Assignments;
import dev.callgate.host.Text;
import dev.callgate.model.Assignment;
import dev.callgate.model.OrganizationId;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Prints the tables at the end of a run. */
final class RunSummary {
    private static final String DISPOSITION = "  %-14s%6s%8s%n";
    private static final String NUMBER = "  %-14s  %-16s%6s%8s%n";

    private final PrintWriter out;
    private final ZoneId zone;

    RunSummary(PrintWriter out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    void print(RunTotals totals, JdbcStorage storage, OrganizationId organization, LocalDate today) {
        out.printf("%nLeads%n");
        totals.dispositions()
                .forEach((disposition, leads) -> out.printf(
                        DISPOSITION, disposition.words(), Text.count(leads), Text.percent(leads, totals.total())));
        out.printf(DISPOSITION, "total", Text.count(totals.total()), "");
        printTalk(totals);
        printRefusals(totals);
        printNumbers(Assignments.over(storage).stream(organization).toList(), today);
        if (!totals.isSettled()) {
            out.printf("%nNot all leads are finished. Run the same list again.%n");
        }
    }

    private void printTalk(RunTotals totals) {
        int answered = totals.of(Disposition.ANSWERED);
        if (answered > 0) {
            Duration average = totals.talked().dividedBy(answered);
            out.printf("  talked %s s, %s s a call%n", Text.seconds(totals.talked()), Text.seconds(average));
        }
    }

    private void printRefusals(RunTotals totals) {
        if (!totals.refusals().isEmpty()) {
            out.printf("%nRefused%n");
        }
        totals.refusals()
                .forEach((code, refusals) -> out.printf(
                        "  %-37s%6s  next allowed %s%n",
                        code, Text.count(refusals.leads()), between(refusals.first(), refusals.last())));
    }

    private String between(@Nullable Instant first, @Nullable Instant last) {
        if (first == null || last == null) {
            return "-";
        }
        return first.equals(last) ? at(first) : at(first) + " to " + at(last);
    }

    private String at(Instant instant) {
        return instant.atZone(zone).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void printNumbers(List<Assignment> assignments, LocalDate today) {
        out.printf("%nCalls of %s by number%n", today);
        out.printf(NUMBER, "agent", "number", "calls", "limit");
        assignments.stream()
                .filter(each -> each.callsOn(today) > 0)
                .forEach(each -> out.printf(
                        NUMBER,
                        each.agent(),
                        each.number().e164(),
                        Text.count(each.callsOn(today)),
                        Text.count(each.terms().dailyLimit())));
    }
}
