package dev.callgate.examples.console.web;

import dev.callgate.CallGate;
import dev.callgate.admin.CallJournal;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.LimitUsage;
import dev.callgate.examples.console.organization.Agents;
import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.examples.console.organization.Traffic;
import dev.callgate.examples.console.organization.Traffic.Count;
import dev.callgate.examples.console.web.LiveModel.Cause;
import dev.callgate.examples.console.web.LiveModel.FillingLimit;
import dev.callgate.model.AgentId;
import dev.callgate.model.CallId;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallQuery.State;
import dev.callgate.model.CallRecord;
import dev.callgate.model.Counter;
import dev.callgate.model.Counter.Scope;
import dev.callgate.model.Counter.Unit;
import dev.callgate.model.LiveCall;
import dev.callgate.model.OrganizationId;
import dev.callgate.report.Reports;
import dev.callgate.report.Utilization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Reads what happens now. Each query is bounded. Thread-safe. */
@Service
class LiveReader {
    /** Of calls, and of limits. */
    private static final int MAX_ROWS = 15;

    /** A limit is shown from half of it on. */
    private static final double LEAST_SHARE = 0.5;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MINUTES_PER_BAR = 30;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final CallGate gate;
    private final CallJournal journal;
    private final Reports reports;
    private final NumberInventory inventory;
    private final Agents agents;
    private final Organizations organizations;
    private final Traffic traffic;
    private final Clock clock;

    LiveReader(
            CallGate gate,
            CallJournal journal,
            Reports reports,
            NumberInventory inventory,
            Agents agents,
            Organizations organizations,
            Traffic traffic,
            Clock clock) {
        this.gate = gate;
        this.journal = journal;
        this.reports = reports;
        this.inventory = inventory;
        this.agents = agents;
        this.organizations = organizations;
        this.traffic = traffic;
        this.clock = clock;
    }

    LiveModel read(OrganizationId organization) {
        ZoneId zone = organizations.get(organization).zone();
        Instant now = clock.instant();
        List<LiveCall> live = journal.live(organization, now, null, MAX_ROWS + 1);
        List<CallRecord> calls = live.isEmpty() ? openCalls(organization, now, zone) : records(live);
        Map<CallId, Instant> until =
                live.stream().collect(Collectors.toMap(each -> each.call().callId(), LiveCall::until));
        Map<String, Long> lastHour = traffic.since(organization, now.minus(HOUR)).stream()
                .collect(Collectors.groupingBy(Count::result, Collectors.summingLong(Count::decisions)));
        return new LiveModel(
                rows(organization, calls.stream().limit(MAX_ROWS).toList(), until, zone),
                calls.size() > MAX_ROWS,
                limits(organization, LocalDate.ofInstant(now, zone)),
                lastHour.getOrDefault(Traffic.ALLOWED, 0L),
                causes(lastHour),
                today(organization, LocalDate.ofInstant(now, zone), zone));
    }

    private static List<CallRecord> records(List<LiveCall> live) {
        return live.stream().map(each -> new CallRecord(each.call())).toList();
    }

    /** Returns the calls of the day that have not ended, for organizations without a limit of calls at once. */
    private List<CallRecord> openCalls(OrganizationId organization, Instant now, ZoneId zone) {
        return journal.list(CallQuery.of(organization, LocalDate.ofInstant(now, zone))
                .state(State.OPEN)
                .newestFirst(true)
                .limit(MAX_ROWS + 1));
    }

    private List<CallRow> rows(
            OrganizationId organization, List<CallRecord> calls, Map<CallId, Instant> until, ZoneId zone) {
        List<AgentId> concerned = calls.stream()
                .map(each -> each.call().counted().agent())
                .distinct()
                .toList();
        return CallRow.of(calls, agents.names(organization, concerned), until, zone);
    }

    private List<FillingLimit> limits(OrganizationId organization, LocalDate today) {
        List<LimitUsage> ofPolicy = gate.utilization(organization, LEAST_SHARE, MAX_ROWS);
        List<Utilization> ofAssignments = reports.utilization(organization, today, LEAST_SHARE, MAX_ROWS);
        Map<AgentId, String> names = agents.names(organization, agentsOf(ofPolicy, ofAssignments));
        List<FillingLimit> limits = new ArrayList<>();
        ofPolicy.forEach(each -> limits.add(limit(organization, each, names)));
        ofAssignments.forEach(each -> limits.add(new FillingLimit(
                "daily limit of %s".formatted(each.number()),
                name(names, each.agent()),
                each.calls(),
                each.dailyLimit(),
                "calls")));
        return limits.stream()
                .sorted(Comparator.comparingInt(FillingLimit::percent).reversed())
                .limit(MAX_ROWS)
                .toList();
    }

    private static List<AgentId> agentsOf(List<LimitUsage> ofPolicy, List<Utilization> ofAssignments) {
        Stream<AgentId> counted = ofPolicy.stream()
                .map(LimitUsage::counter)
                .filter(each -> each != null && each.scope() == Scope.AGENT)
                .map(each -> new AgentId(each.id()));
        return Stream.concat(counted, ofAssignments.stream().map(Utilization::agent))
                .distinct()
                .toList();
    }

    private FillingLimit limit(OrganizationId organization, LimitUsage usage, Map<AgentId, String> names) {
        Counter counter = usage.counter();
        boolean isTime = counter != null && counter.kind().unit() == Unit.SECONDS;
        return new FillingLimit(
                usage.limit(),
                counter == null ? "" : whose(organization, counter, names),
                isTime ? usage.used() / SECONDS_PER_MINUTE : usage.used(),
                isTime ? usage.most() / SECONDS_PER_MINUTE : usage.most(),
                isTime ? "minutes" : "calls");
    }

    private String whose(OrganizationId organization, Counter counter, Map<AgentId, String> names) {
        return switch (counter.scope()) {
            case AGENT -> name(names, new AgentId(counter.id()));
            case NUMBER ->
                inventory
                        .find(organization, UUID.fromString(counter.id()))
                        .map(each -> each.e164().toString())
                        .orElse("a deleted number");
            case ATTRIBUTE -> counter.id().replaceFirst("=", ": ");
            case CALLEE, ORGANIZATION -> "";
        };
    }

    private static String name(Map<AgentId, String> names, AgentId agent) {
        return names.getOrDefault(agent, agent.value());
    }

    private static List<Cause> causes(Map<String, Long> lastHour) {
        return lastHour.entrySet().stream()
                .filter(each -> !each.getKey().equals(Traffic.ALLOWED))
                .map(each -> new Cause(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(Cause::calls).reversed().thenComparing(Cause::code))
                .toList();
    }

    /** Returns a bar for each half hour of a day, which has 46 to 50 of them. */
    private Chart today(OrganizationId organization, LocalDate day, ZoneId zone) {
        Instant start = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        List<Instant> bars = Stream.iterate(
                        start, at -> at.isBefore(end), at -> at.plus(Duration.ofMinutes(MINUTES_PER_BAR)))
                .toList();
        long[] allowed = new long[bars.size()];
        long[] refused = new long[bars.size()];
        for (Count each : traffic.since(organization, start)) {
            int bar = (int) (Duration.between(start, each.at()).toMinutes() / MINUTES_PER_BAR);
            if (bar < bars.size()) {
                (each.isAllowed() ? allowed : refused)[bar] += each.decisions();
            }
        }
        return new Chart(
                bars.stream().map(each -> TIME.format(each.atZone(zone))).toList(),
                List.of(
                        new Chart.Series(
                                "Allowed", Arrays.stream(allowed).boxed().toList()),
                        new Chart.Series(
                                "Refused", Arrays.stream(refused).boxed().toList())));
    }
}
