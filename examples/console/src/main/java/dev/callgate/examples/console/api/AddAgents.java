package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.List;

/** Adds agents with these names. */
record AddAgents(@Nullable List<String> names) {}
