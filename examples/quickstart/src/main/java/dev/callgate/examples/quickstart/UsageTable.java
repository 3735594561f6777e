package dev.callgate.examples.quickstart;

import dev.callgate.host.Text;
import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The utilization of each agent's numbers on two days, from the store's counts. */
final class UsageTable {
    private static final String LINE = "  %-10s%8s%18s%18s%16s%13s%n";

    private final LocalDate firstDay;
    private final LocalDate secondDay;
    private final Map<AgentId, Usage> usages = new LinkedHashMap<>();

    UsageTable(LocalDate firstDay, LocalDate secondDay) {
        this.firstDay = firstDay;
        this.secondDay = secondDay;
    }

    private record Usage(int numbers, long callsOnFirst, long callsOnSecond, long capacity) {
        static final Usage NONE = new Usage(0, 0, 0, 0);

        Usage plus(Usage other) {
            return new Usage(
                    numbers + other.numbers,
                    callsOnFirst + other.callsOnFirst,
                    callsOnSecond + other.callsOnSecond,
                    capacity + other.capacity);
        }
    }

    /** Adds the counts of the first day. Call it on that day: an assignment keeps the count of its last day only. */
    void addFirstDay(List<Assignment> assignments) {
        for (Assignment each : assignments) {
            add(each, new Usage(1, each.callsOn(firstDay), 0, each.terms().dailyLimit()));
        }
    }

    /** Adds the counts of the second day. */
    void addSecondDay(List<Assignment> assignments) {
        for (Assignment each : assignments) {
            add(each, new Usage(0, 0, each.callsOn(secondDay), 0));
        }
    }

    private void add(Assignment assignment, Usage usage) {
        usages.merge(assignment.agent(), usage, Usage::plus);
    }

    /** Returns the calls of both days. */
    long calls() {
        Usage total = total();
        return total.callsOnFirst() + total.callsOnSecond();
    }

    private Usage total() {
        return usages.values().stream().reduce(Usage.NONE, Usage::plus);
    }

    void print(PrintWriter out) {
        out.printf(LINE, "", "", "calls on", "calls on", "capacity", "utilization");
        out.printf(LINE, "agent", "numbers", firstDay, secondDay, "a day", firstDay);
        usages.forEach((agent, usage) -> print(out, agent.value(), usage));
        print(out, "total", total());
    }

    private static void print(PrintWriter out, String who, Usage usage) {
        out.printf(
                LINE,
                who,
                Text.count(usage.numbers()),
                Text.count(usage.callsOnFirst()),
                Text.count(usage.callsOnSecond()),
                Text.count(usage.capacity()),
                Text.percent(usage.callsOnFirst(), usage.capacity()));
    }
}
