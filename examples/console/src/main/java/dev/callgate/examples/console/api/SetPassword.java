package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/** Sets a password that the user has to change. */
record SetPassword(@Nullable String password) {}
