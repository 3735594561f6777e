package dev.callgate.examples.console.web;

import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.login.Member;
import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.request.RequestValues;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.PhoneNumber;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.NumberPerformance;
import dev.callgate.report.NumberPerformance.Suggestion;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.report.Utilization;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** What was called in a range of days, and how it went: by day, agent and number, with what was refused. */
@Controller
@PreAuthorize("hasAnyRole('ADMIN', 'MANAGER')")
class ReportsPage {
    private static final int DAYS = 30;

    /** Of agents and numbers, those that called most; all of them are in the CSV. */
    private static final int MOST_ROWS = 20;

    /** The report that is of today, whatever the range. */
    private static final String LIMITS = "limits";

    private static final double NEARLY_FULL = 0.8;

    /** Of how many calls of a number it has to be known how they went, before it is suggested to rest. */
    private static final int LEAST_SAMPLE = 100;

    private final Reports reports;
    private final NumberInventory inventory;
    private final Agents agents;
    private final Organizations organizations;

    ReportsPage(Reports reports, NumberInventory inventory, Agents agents, Organizations organizations) {
        this.reports = reports;
        this.inventory = inventory;
        this.agents = agents;
        this.organizations = organizations;
    }

    /**
     * Calls of an agent or a number, in a table.
     *
     * @param name the agent's, or the number
     * @param link where more of it is
     */
    record Row(String name, String link, CallStatistics calls) {
        public Figures figures() {
            return Figures.of(calls);
        }
    }

    /** A number that does worse than the others; null as its inventory's where it is gone. */
    record Rest(Suggestion suggestion, @Nullable PhoneNumber number, boolean rests) {
        public Figures figures() {
            return Figures.of(suggestion.calls());
        }

        public String answerRateOfOthers() {
            return Figures.rate(suggestion.answerRateOfOthers());
        }
    }

    /**
     * Links to the same as CSV, in full.
     *
     * @param agent whose calls alone; null for everybody's
     */
    record Csv(LocalDate from, LocalDate to, @Nullable String agent) {
        /**
         * Returns the link to a report.
         *
         * @param by what each row is of; empty where the report has it anyway
         */
        public String of(String report, String by) {
            UriComponentsBuilder link =
                    UriComponentsBuilder.fromPath("/api/v1/reports/" + report).queryParam("format", "csv");
            if (!report.equals(LIMITS)) {
                link.queryParam("from", from).queryParam("to", to);
                link.queryParamIfPresent("agent", Optional.ofNullable(agent));
            }
            return (by.isEmpty() ? link : link.queryParam("by", by)).encode().toUriString();
        }
    }

    /** An assignment that is nearly full. */
    record Full(String agent, Utilization utilization) {}

    @GetMapping("/reports")
    String show(
            @AuthenticationPrincipal Member member,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(name = "agent", required = false) @Nullable String agentId,
            Model model) {
        LocalDate today = organizations.today(member.organization());
        LocalDate last = to == null ? today : RequestValues.date("to", to);
        LocalDate first = from == null ? last.minusDays(DAYS - 1) : RequestValues.date("from", from);
        RequestValues.requireShort(first, last);
        UsageQuery query = UsageQuery.of(member.organization(), first, last);
        if (agentId != null) {
            Agent agent = agents.require(member.organization(), new AgentId(agentId));
            query = query.agent(agent.id());
            model.addAttribute("reported", agent);
        }
        model.addAttribute("csv", new Csv(first, last, agentId));
        model.addAttribute("from", first);
        model.addAttribute("to", last);
        addDays(query, model);
        List<UsageRow> usage = reports.usage(query.by(Dimension.AGENT, Dimension.NUMBER));
        addAgents(query, usage, model);
        addNumbers(query, usage, today, model);
        addRefusals(query, model);
        addLimits(member, today, model);
        return "reports";
    }

    private void addDays(UsageQuery query, Model model) {
        List<UsageRow> days = reports.usage(query.by(Dimension.DAY));
        model.addAttribute(
                "total",
                Figures.of(days.stream().map(UsageRow::calls).reduce(CallStatistics.NONE, CallStatistics::plus)));
        model.addAttribute("days", Chart.days(query.from(), query.to(), days));
    }

    private void addAgents(UsageQuery query, List<UsageRow> usage, Model model) {
        Map<AgentId, CallStatistics> calls = mostCalls(usage, UsageRow::agent);
        Map<AgentId, String> names = agents.names(query.organization(), List.copyOf(calls.keySet()));
        List<Row> shown = rows(calls, each -> name(names, each), each -> "/agent-assignments/" + each);
        model.addAttribute("agents", shown);
        model.addAttribute("agentsChart", chart(shown));
    }

    private void addNumbers(UsageQuery query, List<UsageRow> usage, LocalDate today, Model model) {
        List<Row> shown = rows(
                mostCalls(usage, UsageRow::number),
                E164::toString,
                each -> "/phone-numbers?search=" + each.toString().substring(1));
        model.addAttribute("numbers", shown);
        model.addAttribute("numbersChart", chart(shown));
        model.addAttribute("rests", rests(query, today, NumberPerformance.of(usage)));
    }

    private List<Rest> rests(UsageQuery query, LocalDate today, NumberPerformance performance) {
        List<Suggestion> suggestions = performance.quarantineCandidates(LEAST_SAMPLE).stream()
                .limit(MOST_ROWS)
                .toList();
        Map<E164, PhoneNumber> known =
                inventory
                        .findAll(
                                query.organization(),
                                suggestions.stream().map(Suggestion::number).toList())
                        .stream()
                        .collect(Collectors.toMap(PhoneNumber::e164, Function.identity()));
        return suggestions.stream()
                .map(each -> {
                    PhoneNumber number = known.get(each.number());
                    return new Rest(each, number, number != null && number.isQuarantinedOn(today));
                })
                .toList();
    }

    private void addRefusals(UsageQuery query, Model model) {
        List<RefusalRow> rows = reports.refusals(query).stream()
                .sorted(Comparator.comparingLong(RefusalRow::refusals).reversed())
                .toList();
        model.addAttribute("refusals", rows);
        model.addAttribute(
                "refused", rows.stream().mapToLong(RefusalRow::refusals).sum());
        model.addAttribute(
                "refusalsChart",
                new Chart(
                        rows.stream().map(each -> Chart.words(each.reason())).toList(),
                        List.of(new Chart.Series(
                                "Refused",
                                rows.stream().map(RefusalRow::refusals).toList()))));
    }

    private void addLimits(Member member, LocalDate today, Model model) {
        List<Utilization> rows = reports.utilization(member.organization(), today, NEARLY_FULL, MOST_ROWS);
        Map<AgentId, String> names = agents.names(
                member.organization(), rows.stream().map(Utilization::agent).toList());
        model.addAttribute(
                LIMITS,
                rows.stream()
                        .map(each -> new Full(name(names, each.agent()), each))
                        .toList());
    }

    private static <K> List<Row> rows(
            Map<K, CallStatistics> calls, Function<K, String> name, Function<K, String> link) {
        return calls.entrySet().stream()
                .map(each -> new Row(name.apply(each.getKey()), link.apply(each.getKey()), each.getValue()))
                .toList();
    }

    /** Adds usage up, and returns those that called most, in this order. */
    private static <K> Map<K, CallStatistics> mostCalls(List<UsageRow> usage, Function<UsageRow, K> by) {
        Map<K, CallStatistics> sums =
                usage.stream().collect(Collectors.toMap(by, UsageRow::calls, CallStatistics::plus, LinkedHashMap::new));
        return sums.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<K, CallStatistics> each) ->
                                each.getValue().counted())
                        .reversed())
                .limit(MOST_ROWS)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, CallStatistics::plus, LinkedHashMap::new));
    }

    private static Chart chart(List<Row> rows) {
        return Chart.of(
                rows.stream().map(Row::name).toList(),
                rows.stream().map(Row::calls).toList());
    }

    private static String name(Map<AgentId, String> names, AgentId agent) {
        return names.getOrDefault(agent, agent.value());
    }
}
