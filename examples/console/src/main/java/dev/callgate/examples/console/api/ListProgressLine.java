package dev.callgate.examples.console.api;

/** A line of the answer to an upload of a do-not-call list: how far it is. */
record ListProgressLine(ListProgress progress) {}
