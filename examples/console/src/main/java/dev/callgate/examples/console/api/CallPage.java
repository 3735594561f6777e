package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.List;

/**
 * A page of calls.
 *
 * @param next the value of {@code after} for the next page; null on the last page
 */
record CallPage(
        boolean success, List<CallJson> calls, @Nullable String next) {}
