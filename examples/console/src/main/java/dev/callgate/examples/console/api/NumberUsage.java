package dev.callgate.examples.console.api;

import dev.callgate.model.Assignment;
import java.time.LocalDate;

/** How often an agent called from a number today, and its daily limit. */
record NumberUsage(String phoneNumber, int callsMadeToday, int dailyLimit) {
    static NumberUsage of(Assignment each, LocalDate today) {
        return new NumberUsage(
                each.number().e164().toString(),
                each.callsOn(today),
                each.terms().dailyLimit());
    }
}
