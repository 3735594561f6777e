package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/** Changes the own password; the current one is checked. */
record ChangeOwnPassword(@Nullable String current, @Nullable String password) {}
