package dev.callgate.storage.memory;

import dev.callgate.model.AgentId;
import dev.callgate.model.AllowedCall;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome;
import dev.callgate.model.CallQuery;
import dev.callgate.model.CallRecord;
import dev.callgate.model.CalleeErasure;
import dev.callgate.model.CalleeKey;
import dev.callgate.model.E164;
import dev.callgate.report.AttributeUsage;
import dev.callgate.report.CallStatistics;
import dev.callgate.report.RefusalRow;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.spi.JournalStore.LatestOutcome;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One organization's calls with an ID, and its daily sums. Not thread-safe: guarded by the lock of {@link CallLedger}.
 */
final class Journal {
    private static final Comparator<UsageRow> BY_DIMENSIONS = Comparator.comparing(
                    UsageRow::day, nullsFirst(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(UsageRow::agent, nullsFirst(Comparator.comparing(AgentId::value)))
            .thenComparing(UsageRow::number, nullsFirst(Comparator.<E164>naturalOrder()))
            .thenComparing(UsageRow::country, nullsFirst(Comparator.<String>naturalOrder()));

    private record UsageKey(
            @Nullable LocalDate day,
            @Nullable AgentId agent,
            @Nullable E164 number,
            @Nullable String country) {
        static UsageKey of(AllowedCall call) {
            return new UsageKey(
                    call.day(), call.counted().agent(), call.counted().number().e164(), call.country());
        }

        UsageKey by(Set<Dimension> dimensions) {
            return new UsageKey(
                    dimensions.contains(Dimension.DAY) ? day : null,
                    dimensions.contains(Dimension.AGENT) ? agent : null,
                    dimensions.contains(Dimension.NUMBER) ? number : null,
                    dimensions.contains(Dimension.COUNTRY) ? country : null);
        }
    }

    private record RefusalKey(
            @Nullable LocalDate day, @Nullable AgentId agent, String reason) {
        RefusalKey by(Set<Dimension> dimensions) {
            return new RefusalKey(
                    dimensions.contains(Dimension.DAY) ? day : null,
                    dimensions.contains(Dimension.AGENT) ? agent : null,
                    reason);
        }
    }

    private final Map<CallId, CallRecord> calls = new HashMap<>();

    /** The completed calls to each callee that is kept. */
    private final Map<CalleeKey, Set<CallId>> completed = new HashMap<>();

    private final Map<UsageKey, CallStatistics> usage = new HashMap<>();
    private final Map<AttributeDay, AttributeSums> usageByAttribute = new HashMap<>();
    private final Map<RefusalKey, Long> refusals = new HashMap<>();

    private static <T> Comparator<T> nullsFirst(Comparator<T> order) {
        return Comparator.nullsFirst(order);
    }

    Optional<CallRecord> find(CallId callId) {
        return Optional.ofNullable(calls.get(callId));
    }

    void add(AllowedCall call) {
        calls.put(call.callId(), new CallRecord(call));
        addToUsage(call, CallStatistics.ONE_CALL);
    }

    private void addToUsage(AllowedCall call, CallStatistics more) {
        usage.merge(UsageKey.of(call), more, CallStatistics::plus);
        call.reportedBy().forEach(name -> usageByAttribute
                .computeIfAbsent(new AttributeDay(call.day(), name), any -> new AttributeSums())
                .add(Objects.requireNonNull(call.attributes().get(name)), more));
    }

    /** Records that an open call was released. Adds it to the sums if its assignment counts one call less. */
    CallRecord release(CallRecord open, Instant now, boolean uncounted) {
        CallRecord released = new CallRecord(open.call().released(now));
        calls.put(open.call().callId(), released);
        if (uncounted) {
            addToUsage(open.call(), CallStatistics.ONE_RELEASE);
        }
        return released;
    }

    /** Records that an open call was completed, and adds its outcome to the sums. */
    CallRecord complete(CallRecord open, CallOutcome outcome, Instant now) {
        CallRecord call = open.completed(outcome, now);
        calls.put(open.call().callId(), call);
        if (call.call().callee() != null) {
            completed
                    .computeIfAbsent(call.call().callee(), any -> new HashSet<>())
                    .add(call.call().callId());
        }
        addToUsage(open.call(), CallStatistics.of(outcome));
        return call;
    }

    List<LatestOutcome> latestOutcomes(CalleeKey callee, Map<String, String> attributes, Instant since) {
        Map<List<Object>, LatestOutcome> latest = new HashMap<>();
        for (CallId callId : completed.getOrDefault(callee, Set.of())) {
            CallRecord call = Objects.requireNonNull(calls.get(callId));
            Instant at = Objects.requireNonNull(call.completedAt());
            if (!at.isBefore(since) && call.call().attributes().entrySet().containsAll(attributes.entrySet())) {
                CallOutcome outcome = Objects.requireNonNull(call.outcome());
                latest.merge(
                        Arrays.asList(outcome.result(), outcome.answeredBy()),
                        new LatestOutcome(outcome.result(), outcome.answeredBy(), at),
                        (one, other) -> one.completedAt().isAfter(other.completedAt()) ? one : other);
            }
        }
        return List.copyOf(latest.values());
    }

    List<CallRecord> list(CallQuery query) {
        return calls.values().stream()
                .filter(query::keeps)
                .sorted(query.order())
                .limit(query.limit())
                .toList();
    }

    /** Returns the open call that has an ID of holds. */
    Optional<AllowedCall> openCall(String holdId) {
        return AllowedCall.callIdOf(holdId)
                .flatMap(this::find)
                .map(CallRecord::call)
                .filter(each -> each.isOpen() && each.holdId().equals(holdId));
    }

    void countRefusal(@Nullable AgentId agent, LocalDate day, String reason) {
        refusals.merge(new RefusalKey(day, agent, reason), 1L, Long::sum);
    }

    int erase(CalleeErasure erasure) {
        int erased = 0;
        for (Map.Entry<CallId, CallRecord> each : calls.entrySet()) {
            CallRecord call = each.getValue();
            if (erasure.names(call.call())) {
                each.setValue(new CallRecord(call.call().withoutCallee(), call.outcome()));
                erased++;
            } else if (call.call().fingerprint() != null
                    && erasure.mayMatch(each.getKey(), call.call().fingerprint())) {
                each.setValue(new CallRecord(call.call().withoutFingerprint(), call.outcome()));
            }
        }
        completed.keySet().removeAll(erasure.keys());
        return erased;
    }

    int forgetBefore(LocalDate day) {
        int before = calls.size();
        calls.values().removeIf(each -> each.call().day().isBefore(day));
        completed.values().removeIf(ofCallee -> {
            ofCallee.retainAll(calls.keySet());
            return ofCallee.isEmpty();
        });
        return before - calls.size();
    }

    int forgetUsageBefore(LocalDate day) {
        int before = sums();
        usage.keySet().removeIf(each -> isBefore(each.day(), day));
        refusals.keySet().removeIf(each -> isBefore(each.day(), day));
        usageByAttribute.keySet().removeIf(each -> each.day().isBefore(day));
        return before - sums();
    }

    private int sums() {
        return usage.size() + refusals.size() + usageByAttribute.size();
    }

    private static boolean isBefore(@Nullable LocalDate one, LocalDate day) {
        return one != null && one.isBefore(day);
    }

    List<UsageRow> usage(UsageQuery query) {
        Map<UsageKey, CallStatistics> sums = usage.entrySet().stream()
                .filter(each ->
                        matches(query, each.getKey().day(), each.getKey().agent()))
                .collect(Collectors.toMap(
                        each -> each.getKey().by(query.by()), Map.Entry::getValue, CallStatistics::plus));
        if (query.by().isEmpty()) {
            sums.putIfAbsent(new UsageKey(null, null, null, null), CallStatistics.NONE);
        }
        return sums.entrySet().stream()
                .map(each -> new UsageRow(
                        each.getKey().day(),
                        each.getKey().agent(),
                        each.getKey().number(),
                        each.getKey().country(),
                        each.getValue()))
                .sorted(BY_DIMENSIONS)
                .toList();
    }

    List<AttributeUsage> usageByAttribute(String attribute, LocalDate from, LocalDate to) {
        Map<String, CallStatistics> sums = new TreeMap<>();
        usageByAttribute.forEach((key, values) -> {
            if (key.name().equals(attribute)
                    && !key.day().isBefore(from)
                    && !key.day().isAfter(to)) {
                values.byValue.forEach((value, calls) -> sums.merge(value, calls, CallStatistics::plus));
            }
        });
        CallStatistics others = sums.remove(AttributeSums.OTHER_VALUES);
        List<AttributeUsage> rows = new ArrayList<>();
        sums.forEach((value, calls) -> rows.add(new AttributeUsage(value, calls)));
        if (others != null) {
            rows.add(new AttributeUsage(null, others));
        }
        return rows;
    }

    private record AttributeDay(LocalDate day, String name) {}

    /** The sums of one attribute on one day. A value that is new when there are many stays among the others all day. */
    private static final class AttributeSums {
        private static final String OTHER_VALUES = "";

        private final Map<String, CallStatistics> byValue = new HashMap<>();

        void add(String value, CallStatistics more) {
            boolean isAlone = byValue.containsKey(value) || valuesAlone() < UsageQuery.MAX_ATTRIBUTE_VALUES;
            byValue.merge(isAlone ? value : OTHER_VALUES, more, CallStatistics::plus);
        }

        private int valuesAlone() {
            return byValue.size() - (byValue.containsKey(OTHER_VALUES) ? 1 : 0);
        }
    }

    List<RefusalRow> refusals(UsageQuery query) {
        return refusals.entrySet().stream()
                .filter(each ->
                        matches(query, each.getKey().day(), each.getKey().agent()))
                .collect(Collectors.toMap(each -> each.getKey().by(query.by()), Map.Entry::getValue, Long::sum))
                .entrySet()
                .stream()
                .map(each -> new RefusalRow(
                        each.getKey().day(),
                        each.getKey().agent(),
                        each.getKey().reason(),
                        each.getValue()))
                .sorted(Comparator.comparing(RefusalRow::day, nullsFirst(Comparator.<LocalDate>naturalOrder()))
                        .thenComparing(RefusalRow::agent, nullsFirst(Comparator.comparing(AgentId::value)))
                        .thenComparing(RefusalRow::reason))
                .toList();
    }

    private static boolean matches(UsageQuery query, @Nullable LocalDate day, @Nullable AgentId agent) {
        return day != null
                && !day.isBefore(query.from())
                && !day.isAfter(query.to())
                && (query.agent() == null || query.agent().equals(agent));
    }
}
