package dev.callgate.examples.console.web;

import dev.callgate.admin.NumberInventory;
import dev.callgate.examples.console.organization.Agent;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.web.ReportsModel.CallsRow;
import dev.callgate.examples.console.web.ReportsModel.CallsTable;
import dev.callgate.examples.console.web.ReportsModel.NearLimit;
import dev.callgate.examples.console.web.ReportsModel.QuarantineCandidate;
import dev.callgate.examples.console.web.ReportsModel.RefusalsTable;
import dev.callgate.model.AgentId;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Reads the reports of a range of days. Thread-safe. */
@Service
class ReportsReader {
    /** Of agents and numbers, those with the most calls; the CSV has all of them. */
    private static final int MAX_ROWS = 20;

    private static final double NEAR_LIMIT = 0.8;

    /** The fewest calls with a known outcome from which a quarantine is suggested. */
    private static final int LEAST_SAMPLE = 100;

    private final Reports reports;
    private final NumberInventory inventory;
    private final Agents agents;
    private final Organizations organizations;

    ReportsReader(Reports reports, NumberInventory inventory, Agents agents, Organizations organizations) {
        this.reports = reports;
        this.inventory = inventory;
        this.agents = agents;
        this.organizations = organizations;
    }

    /**
     * Returns the reports of a range of days.
     *
     * @param agent only calls of this agent; null for all
     */
    ReportsModel read(OrganizationId organization, LocalDate from, LocalDate to, @Nullable Agent agent) {
        LocalDate today = organizations.today(organization);
        UsageQuery all = UsageQuery.of(organization, from, to);
        UsageQuery query = agent == null ? all : all.agent(agent.id());
        List<UsageRow> days = reports.usage(query.by(Dimension.DAY));
        List<UsageRow> usage = reports.usage(query.by(Dimension.AGENT, Dimension.NUMBER));
        return new ReportsModel(
                from,
                to,
                agent,
                new CsvLinks(from, to, agent == null ? null : agent.id().value()),
                Figures.of(days.stream().map(UsageRow::calls).reduce(CallStatistics.NONE, CallStatistics::plus)),
                Chart.days(from, to, days),
                agents(organization, usage),
                numbers(usage),
                quarantineCandidates(organization, today, NumberPerformance.of(usage)),
                refusals(query),
                limits(organization, today));
    }

    private CallsTable agents(OrganizationId organization, List<UsageRow> usage) {
        Map<AgentId, CallStatistics> calls = mostCalls(usage, UsageRow::agent);
        Map<AgentId, String> names = agents.names(organization, List.copyOf(calls.keySet()));
        return table(calls, each -> name(names, each), each -> "/agent-assignments/" + each);
    }

    private static CallsTable numbers(List<UsageRow> usage) {
        return table(
                mostCalls(usage, UsageRow::number),
                E164::toString,
                each -> "/phone-numbers?search=" + each.toString().substring(1));
    }

    private List<QuarantineCandidate> quarantineCandidates(
            OrganizationId organization, LocalDate today, NumberPerformance performance) {
        List<Suggestion> suggestions = performance.quarantineCandidates(LEAST_SAMPLE).stream()
                .limit(MAX_ROWS)
                .toList();
        List<E164> suggested = suggestions.stream().map(Suggestion::number).toList();
        Map<E164, PhoneNumber> known = inventory.findAll(organization, suggested).stream()
                .collect(Collectors.toMap(PhoneNumber::e164, Function.identity()));
        return suggestions.stream()
                .map(each -> {
                    PhoneNumber number = known.get(each.number());
                    return new QuarantineCandidate(each, number, number != null && number.isQuarantinedOn(today));
                })
                .toList();
    }

    private RefusalsTable refusals(UsageQuery query) {
        return new RefusalsTable(reports.refusals(query).stream()
                .sorted(Comparator.comparingLong(RefusalRow::refusals).reversed())
                .toList());
    }

    private List<NearLimit> limits(OrganizationId organization, LocalDate today) {
        List<Utilization> rows = reports.utilization(organization, today, NEAR_LIMIT, MAX_ROWS);
        Map<AgentId, String> names =
                agents.names(organization, rows.stream().map(Utilization::agent).toList());
        return rows.stream()
                .map(each -> new NearLimit(name(names, each.agent()), each))
                .toList();
    }

    private static <K> CallsTable table(
            Map<K, CallStatistics> calls, Function<K, String> name, Function<K, String> link) {
        return new CallsTable(calls.entrySet().stream()
                .map(each -> new CallsRow(name.apply(each.getKey()), link.apply(each.getKey()), each.getValue()))
                .toList());
    }

    /** Adds usage up, and returns the agents or numbers with the most calls, in this order. */
    private static <K> Map<K, CallStatistics> mostCalls(List<UsageRow> usage, Function<UsageRow, K> by) {
        Map<K, CallStatistics> sums =
                usage.stream().collect(Collectors.toMap(by, UsageRow::calls, CallStatistics::plus, LinkedHashMap::new));
        return sums.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<K, CallStatistics> each) ->
                                each.getValue().counted())
                        .reversed())
                .limit(MAX_ROWS)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, CallStatistics::plus, LinkedHashMap::new));
    }

    private static String name(Map<AgentId, String> names, AgentId agent) {
        return names.getOrDefault(agent, agent.value());
    }
}
