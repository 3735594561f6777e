package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/** Adds a user, with a first password that the user has to change. */
record CreateUser(
        @Nullable String username,
        @Nullable String password,
        @Nullable String role,
        @Nullable String agentId) {}
