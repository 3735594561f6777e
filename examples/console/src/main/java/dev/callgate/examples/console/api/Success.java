package dev.callgate.examples.console.api;

/** The answer to a request whose only result is that it was done. */
record Success(boolean success) {}
