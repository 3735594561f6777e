package dev.callgate.examples.console.api;

import java.util.List;

/** Agents that were added, in the order of the request. */
record AgentsAdded(boolean success, List<AgentJson> agents) {}
