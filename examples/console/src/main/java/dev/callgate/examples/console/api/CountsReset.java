package dev.callgate.examples.console.api;

/** How many counts of an earlier day became zero. */
record CountsReset(boolean success, int counts) {}
