package dev.callgate.examples.dialer.report;

import dev.callgate.admin.CallJournal;
import dev.callgate.examples.dialer.sipp.ReceivedCall;
import dev.callgate.examples.dialer.sipp.SippLog;
import dev.callgate.model.CallId;
import dev.callgate.model.CallOutcome.Result;
import dev.callgate.model.CallRecord;
import dev.callgate.model.E164;
import dev.callgate.model.OrganizationId;
import dev.callgate.report.Reports;
import dev.callgate.report.UsageQuery;
import dev.callgate.report.UsageQuery.Dimension;
import dev.callgate.report.UsageRow;
import dev.callgate.storage.jdbc.JdbcStorage;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Compares the calls that the far end received with those that the gate counted and journaled. */
final class Reconciliation {
    private final JdbcStorage storage;
    private final OrganizationId organization;
    private final LocalDate from;
    private final Map<String, Long> before;

    private Reconciliation(JdbcStorage storage, OrganizationId organization, LocalDate from, Map<String, Long> before) {
        this.storage = storage;
        this.organization = organization;
        this.from = from;
        this.before = before;
    }

    /** Reads the usage report before the first call. */
    static Reconciliation startingAt(JdbcStorage storage, OrganizationId organization, LocalDate today) {
        return new Reconciliation(storage, organization, today, usage(storage, organization, today, today));
    }

    private static Map<String, Long> usage(
            JdbcStorage storage, OrganizationId organization, LocalDate from, LocalDate to) {
        Map<String, Long> counted = new HashMap<>();
        for (UsageRow row : Reports.over(storage)
                .usage(UsageQuery.of(organization, from, to).by(Dimension.NUMBER))) {
            E164 number = Objects.requireNonNull(row.number());
            counted.merge(number.toString(), row.calls().counted(), Long::sum);
        }
        return counted;
    }

    /**
     * Compares the calls one by one, and their counts by number.
     *
     * @param placed IDs of the calls that the dialer placed
     * @return the differences, one sentence each; empty if there is none
     */
    List<String> differences(SippLog log, Set<String> placed, LocalDate today) {
        List<String> differences = new ArrayList<>();
        compareCounts(log, usage(storage, organization, from, today), differences);
        Set<String> received = new HashSet<>();
        for (ReceivedCall call : log.calls()) {
            if (!received.add(call.callId())) {
                differences.add("%s was received twice".formatted(call.callId()));
            }
            if (!placed.contains(call.callId())) {
                differences.add("%s was received but not placed".formatted(call.callId()));
            }
            compare(call, differences);
        }
        placed.stream()
                .filter(callId -> !received.contains(callId))
                .forEach(callId -> differences.add("%s was placed but not received".formatted(callId)));
        return differences;
    }

    private void compareCounts(SippLog log, Map<String, Long> after, List<String> differences) {
        if (log.counted() != log.calls().size()) {
            differences.add("SIPp counted %d calls and logged %d"
                    .formatted(log.counted(), log.calls().size()));
        }
        if (log.invites().size() != log.calls().size()) {
            differences.add("SIPp received %d INVITEs for %d calls"
                    .formatted(log.invites().size(), log.calls().size()));
        }
        Map<String, Long> received = new HashMap<>();
        log.calls().forEach(call -> received.merge(call.from(), 1L, Long::sum));
        Set<String> numbers = new TreeSet<>(received.keySet());
        numbers.addAll(after.keySet());
        for (String number : numbers) {
            long counted = after.getOrDefault(number, 0L) - before.getOrDefault(number, 0L);
            if (counted != received.getOrDefault(number, 0L)) {
                differences.add("%s: the gate counted %d calls; SIPp received %d"
                        .formatted(number, counted, received.getOrDefault(number, 0L)));
            }
        }
    }

    private void compare(ReceivedCall call, List<String> differences) {
        CallRecord record = CallJournal.over(storage)
                .find(organization, new CallId(call.callId()))
                .orElse(null);
        String expected = record == null ? "nothing" : described(record);
        String received = "From %s, P-Asserted-Identity %s, To %s, %s"
                .formatted(call.from(), call.asserted(), call.to(), result(call.end()));
        if (!received.equals(expected)) {
            differences.add("%s: the journal has %s; SIPp received %s".formatted(call.callId(), expected, received));
        }
    }

    private static String described(CallRecord record) {
        String number = record.call().counted().number().e164().toString();
        return "From %s, P-Asserted-Identity %s, To %s, %s"
                .formatted(
                        number,
                        number,
                        record.call().callee(),
                        record.outcome() == null ? null : record.outcome().result());
    }

    /** Returns the result that corresponds to an end in the log of SIPp. */
    @Nullable
    private static Result result(String end) {
        return switch (end) {
            case "answered", "hung-up" -> Result.ANSWERED;
            case "busy" -> Result.BUSY;
            case "canceled" -> Result.NO_ANSWER;
            case "declined" -> Result.REJECTED;
            case "silent", "garbled" -> Result.FAILED;
            default -> null;
        };
    }
}
