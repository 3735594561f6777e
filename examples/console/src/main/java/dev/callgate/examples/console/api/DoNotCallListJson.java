package dev.callgate.examples.console.api;

import dev.callgate.examples.console.policy.LoadedList;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A do-not-call list.
 *
 * @param date of which date it is
 */
record DoNotCallListJson(String name, long numbers, LocalDate date, Instant loadedAt, String loadedBy) {
    static DoNotCallListJson of(LoadedList list) {
        return new DoNotCallListJson(list.name(), list.numbers(), list.date(), list.loadedAt(), list.loadedBy());
    }
}
