package dev.callgate.examples.console.api;

import dev.callgate.examples.console.organization.AgentUsage;
import dev.callgate.examples.console.request.RequestValues;
import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.List;

/**
 * How often an agent called today, and the daily limit: for all numbers together, and for each number on a page of them.
 *
 * @param next the value of {@code after} for the next page; null on the last page
 */
record AgentUsageResponse(
        boolean success,
        LocalDate day,
        long callsMadeToday,
        long dailyLimit,
        List<NumberUsage> numbers,
        @Nullable String next) {
    static AgentUsageResponse of(AgentUsage usage, int limit) {
        return new AgentUsageResponse(
                true,
                usage.day(),
                usage.totals().calls(),
                usage.totals().dailyLimit(),
                usage.assignments().stream()
                        .map(each -> NumberUsage.of(each, usage.day()))
                        .toList(),
                RequestValues.next(
                        usage.assignments(), limit, each -> each.number().e164().toString()));
    }
}
