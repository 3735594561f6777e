package dev.callgate.examples.console.api;

/** UserResponse user. */
record UserResponse(boolean success, UserJson user) {}
