package dev.callgate.examples.quickstart;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.ImportReport;
import dev.callgate.admin.ImportRow;
import dev.callgate.admin.NumberInventory;
import dev.callgate.admin.RejectedRow;
import dev.callgate.host.MovableClock;
import dev.callgate.host.Text;
import dev.callgate.host.UserException;
import dev.callgate.model.CallDay;
import dev.callgate.model.OrganizationId;
import dev.callgate.services.CallGateServices;
import dev.callgate.spi.Storage;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The steps of the program, from the import to the check. */
final class Story {
    private final OrganizationId organization;
    private final NumberInventory inventory;
    private final Assignments assignments;
    private final Dialer dialer;
    private final MovableClock clock;
    private final ZoneId zone;
    private final PrintWriter out;

    Story(
            Storage store,
            OrganizationId organization,
            Instant start,
            ZoneId zone,
            ChosenPolicy chosen,
            PrintWriter out) {
        this.organization = organization;
        this.clock = new MovableClock(start);
        this.zone = zone;
        this.out = out;
        CallGateServices services = CallGateServices.over(store).withClock(clock);
        this.inventory = services.inventory();
        this.assignments = services.assignments();
        CallGate gate = services.gate(chosen.policy());
        this.dialer = new Dialer(gate, organization, chosen.dialPlan(), zone, out);
    }

    /** Runs all steps. Returns whether the store's counts equal the program's. */
    boolean tell(
            CsvFile<ImportRow> numbers,
            Consumer<RejectedRow> rejections,
            Distribution distribution,
            CsvFile<Call> calls) {
        requireFresh();
        importNumbers(numbers, rejections);
        distribute(distribution);
        CallDay today = CallDay.at(clock.instant(), zone);
        UsageTable usage = new UsageTable(today.date(), today.date().plusDays(1));
        placeCalls(calls);
        usage.addFirstDay(assignments.stream(organization).toList());
        placeCallsAfter(today);
        usage.addSecondDay(assignments.stream(organization).toList());
        return report(usage);
    }

    private void requireFresh() {
        long found = assignments.stream(organization).count();
        if (found > 0) {
            throw new UserException("organization %s already has %s assigned: name another with --organization"
                    .formatted(organization, Text.count(found, "number")));
        }
    }

    private void importNumbers(CsvFile<ImportRow> numbers, Consumer<RejectedRow> rejections) {
        heading("1. Import the numbers of " + numbers.name());
        ImportReport report = inventory.importRows(organization, numbers, rejections.andThen(this::printRejected));
        out.printf(
                "  %s: %s added, %s rejected%n",
                Text.count(report.rows(), "row"), Text.count(report.added()), Text.count(report.rejectedRows()));
    }

    private void printRejected(RejectedRow row) {
        out.printf("  line %s: %s%n", Text.count(row.line()), Text.oneLine(row.text()));
        String code = row.reason().name().toLowerCase(Locale.ROOT);
        out.printf("      %s: %s%n", code, Text.oneLine(row.message()));
    }

    private void distribute(Distribution distribution) {
        heading("2. Assign %s to each of %s"
                .formatted(
                        Text.count(distribution.numbersPerAgent(), "number"),
                        Text.count(distribution.agents(), "agent")));
        distribution.apply(organization, inventory, assignments);
        out.printf(
                "  Each number: %s a day, to %s%n",
                Text.count(distribution.terms().dailyLimit(), "call"),
                String.join(", ", distribution.terms().countries().codes()));
        numbersByAgent().forEach((agent, has) -> out.printf("  %-10s%s%n", agent, has));
    }

    private Map<String, String> numbersByAgent() {
        return assignments.stream(organization)
                .collect(Collectors.groupingBy(
                        each -> each.agent().value(),
                        TreeMap::new,
                        Collectors.mapping(each -> each.number().e164().toString(), Collectors.joining("  "))));
    }

    private void placeCalls(CsvFile<Call> calls) {
        heading("3. Ask before each call of %s; it is %s".formatted(calls.name(), time()));
        dialer.printHeader();
        calls.forEachRemaining(dialer::place);
    }

    private void placeCallsAfter(CallDay day) {
        List<Call> waiting = dialer.waiting();
        clock.moveTo(day.end());
        heading("4. Midnight passes, and the calls that had to wait are asked for again; it is " + time());
        if (waiting.isEmpty()) {
            out.println("  No call had to wait.");
            return;
        }
        dialer.printHeader();
        waiting.forEach(dialer::place);
    }

    private boolean report(UsageTable usage) {
        heading("5. What the store counted");
        usage.print(out);
        boolean same = usage.calls() == dialer.counted();
        out.printf(
                "%nCheck: the gate allowed %s besides emergency calls, the store counted %s: %s%n",
                Text.count(dialer.counted(), "call"), Text.count(usage.calls()), same ? "equal" : "NOT EQUAL");
        return same;
    }

    private void heading(String text) {
        out.printf("%n%s%n", text);
    }

    private String time() {
        return clock.instant().atZone(zone).toString();
    }
}
