package dev.callgate.examples.console.api;

/** One saved filter. */
record FilterResponse(boolean success, FilterJson filter) {}
