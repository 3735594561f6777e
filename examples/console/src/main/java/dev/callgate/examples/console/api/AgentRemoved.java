package dev.callgate.examples.console.api;

/**
 * An agent was removed.
 *
 * @param unassigned how many numbers were unassigned from it
 */
record AgentRemoved(boolean success, int unassigned) {}
