package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.time.LocalDate;
import java.util.List;

/**
 * How often an agent called today, and may call in all; from all numbers together, and by number on a page of them.
 *
 * @param next what to ask for as {@code after} to get the next page; null on the last
 */
record AgentUsageResponse(
        boolean success,
        LocalDate day,
        long callsMadeToday,
        long dailyLimit,
        List<NumberUsage> numbers,
        @Nullable String next) {}
