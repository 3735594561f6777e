package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/** Makes a call that is in progress count for longer, by the call ID of its decision. */
record RenewCall(@Nullable String callId) {}
