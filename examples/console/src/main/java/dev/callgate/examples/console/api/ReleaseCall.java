package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/** Releases a call that was allowed and never placed, by the call ID of its decision. */
record ReleaseCall(@Nullable String callId) {}
