package dev.callgate.examples.console.api;

/** One user. */
record UserResponse(boolean success, UserJson user) {}
