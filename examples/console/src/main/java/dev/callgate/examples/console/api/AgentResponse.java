package dev.callgate.examples.console.api;

/** One agent. */
record AgentResponse(boolean success, AgentJson agent) {}
