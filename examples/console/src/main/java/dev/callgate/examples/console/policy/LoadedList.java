package dev.callgate.examples.console.policy;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A do-not-call list.
 *
 * @param numbers how many numbers are on it
 * @param date of which date it is
 * @param loadedAt when it was uploaded
 * @param loadedBy by whom
 */
public record LoadedList(String name, long numbers, LocalDate date, Instant loadedAt, String loadedBy) {}
