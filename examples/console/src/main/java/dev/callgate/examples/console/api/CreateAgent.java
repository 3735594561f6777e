package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/** Adds an agent. */
record CreateAgent(@Nullable String name) {}
