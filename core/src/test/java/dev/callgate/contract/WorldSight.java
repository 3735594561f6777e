package dev.callgate.contract;

import dev.callgate.call.Refused.Reason;
import dev.callgate.contract.WorldCall.Tally;
import dev.callgate.contract.WorldModel.Pair;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.Assignment;
import dev.callgate.model.AssignmentQuery;
import dev.callgate.model.AuditEntry;
import dev.callgate.model.AuditQuery;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.Counter;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.policy.CalleePrivacy;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.spi.CounterSnapshot;
import dev.callgate.spi.CounterValue;
import dev.callgate.spi.Storage;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What the library shows of an organization, in the lines of {@link WorldView}. */
final class WorldSight {
    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private final Storage store;
    private final OrganizationId org;

    WorldSight(Storage store, OrganizationId org) {
        this.store = store;
        this.org = org;
    }

    SortedSet<String> state(Set<Tally> tallies, Instant now) {
        SortedSet<String> lines = new TreeSet<>();
        Map<Integer, UUID> ids = new HashMap<>();
        for (PhoneNumber each : store.list(NumberQuery.of(org))) {
            int n = WorldLibrary.place(each.e164());
            ids.put(n, each.id());
            lines.add(WorldView.number(n, each.isActive(), each.quarantinedUntil()));
        }
        for (Assignment each : store.list(AssignmentQuery.of(org))) {
            Pair pair = new Pair(WorldLibrary.place(each.number().e164()), WorldLibrary.place(each.agent()));
            lines.add(WorldView.assignment(
                    pair,
                    each.terms().dailyLimit(),
                    each.terms().countries().allows("JM"),
                    each.callsMadeToday(),
                    each.lastResetDate()));
        }
        addCounters(lines, tallies, ids);
        store.liveCalls(org, now, null, 1_000)
                .forEach(each -> lines.add("c-" + place(each.call()) + " is live until " + utc(each.until())));
        return lines;
    }

    /** Adds the counters as a node would see them whose clock lags as far as can be. */
    private void addCounters(SortedSet<String> lines, Set<Tally> tallies, Map<Integer, UUID> ids) {
        Map<Tally, Counter> counters = new HashMap<>();
        for (Tally each : tallies) {
            if (each.scope() != LimitRule.Scope.NUMBER || ids.containsKey((Integer) each.key())) {
                counters.put(each, counter(each, ids));
            }
        }
        if (counters.isEmpty()) {
            return;
        }
        CounterSnapshot found = store.countersOf(org, Set.copyOf(counters.values()), Instant.EPOCH);
        counters.forEach((tally, counter) -> {
            CounterValue value = found.of(counter);
            LocalDateTime time = value.period();
            List<String> holds = value.holds().stream()
                    .filter(each -> utc(each.ends()).isAfter(time))
                    .map(each -> each.amount() + " until " + utc(each.ends()))
                    .sorted()
                    .toList();
            lines.add(
                    tally.span().isOfPeriods()
                            ? WorldView.period(tally, time, value.amount())
                            : WorldView.held(tally, time, holds));
        });
    }

    private static Counter counter(Tally tally, Map<Integer, UUID> ids) {
        Counter.Kind kind =
                new LimitRule(tally.scope(), tally.span(), 1).limit().kind();
        return switch (tally.scope()) {
            case NUMBER -> Counter.ofNumber(ids.get((Integer) tally.key()), kind);
            case AGENT -> Counter.ofAgent(Fixture.agent((Integer) tally.key()), kind);
            case CALLEE -> Counter.ofCallee(key((Integer) tally.key()), kind);
            case CAMPAIGN -> Counter.ofAttribute("campaign", tally.key().toString(), kind);
            case ORGANIZATION -> Counter.ofOrganization(kind);
        };
    }

    private static CalleeKey key(int callee) {
        return CalleePrivacy.inFull().keyOf(WorldLibrary.CALLEES[callee]).orElseThrow();
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    SortedSet<String> books() {
        SortedSet<String> lines = new TreeSet<>();
        store.list(CallQuery.of(org, FIRST_DAY, LAST_DAY)).forEach(each -> lines.add(line(each)));
        UsageQuery days = UsageQuery.of(org, FIRST_DAY, LAST_DAY);
        store.usage(days.by(Dimension.values())).forEach(each -> lines.add(line(each)));
        for (RefusalRow each : store.refusals(days.by(Dimension.DAY, Dimension.AGENT))) {
            Object agent = each.agent() == null ? null : WorldLibrary.place(each.agent());
            lines.add(WorldView.refusals(each.day(), agent, each.reason(), each.refusals()));
        }
        Map<AuditEntry.Action, Integer> audit = new TreeMap<>();
        store.list(AuditQuery.of(org).limit(AuditQuery.MAX_LIMIT))
                .forEach(each -> audit.merge(each.action(), 1, Integer::sum));
        lines.add("audit: " + audit);
        return lines;
    }

    static String stateOf(CallRecord each) {
        return each.call().isReleased()
                ? Reason.CALL_RELEASED
                : each.call().isCompleted() ? Reason.CALL_COMPLETED : WorldCall.OPEN;
    }

    /** Returns the number of a call; null if its ID is not the host's. */
    @Nullable
    private static Integer place(AllowedCall call) {
        String id = call.callId().value();
        return id.startsWith("c-") ? Integer.valueOf(id.substring("c-".length())) : null;
    }

    private static String line(CallRecord each) {
        AllowedCall call = each.call();
        Pair pair = new Pair(
                WorldLibrary.place(call.counted().number().e164()),
                WorldLibrary.place(call.counted().agent()));
        Object callee = call.callee() == null ? "?" : call.callee().equals(key(0)) ? 0 : 1;
        return WorldView.call(
                place(call),
                pair,
                call.at(),
                call.day(),
                call.attributes().get("campaign"),
                callee,
                stateOf(each),
                call.isReleased() ? call.releasedAt() : call.completedAt(),
                each.outcome());
    }

    private static String line(UsageRow row) {
        CallStatistics calls = row.calls();
        return WorldView.usageKey(
                        row.day(), WorldLibrary.place(row.agent()), WorldLibrary.place(row.number()), row.country())
                + ": "
                + new WorldView.Usage(
                        calls.calls(),
                        calls.released(),
                        calls.answered(),
                        calls.busy(),
                        calls.noAnswer(),
                        calls.failed(),
                        calls.talkTime());
    }
}
