package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.List;

/** A page of versions, and the value of {@code after} for the next page. */
record PolicyVersionPage(
        boolean success,
        List<PolicyVersionJson> versions,
        @Nullable String next) {}
