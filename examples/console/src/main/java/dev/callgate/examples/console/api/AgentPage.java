package dev.callgate.examples.console.api;

import java.util.List;

/** A page of agents; {@code total} counts those of all pages. */
record AgentPage(boolean success, List<AgentJson> agents, int total) {}
