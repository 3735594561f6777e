package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/** Changes an agent; null leaves a value as it is. */
record UpdateAgent(@Nullable String name, @Nullable Boolean active) {}
