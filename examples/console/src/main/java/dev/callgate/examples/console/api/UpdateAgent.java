package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/** Gives an agent another name. */
record UpdateAgent(@Nullable String name) {}
