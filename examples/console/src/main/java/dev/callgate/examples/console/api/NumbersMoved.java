package dev.callgate.examples.console.api;

/** How many numbers moved to another agent or became available. */
record NumbersMoved(boolean success, int numbers) {}
