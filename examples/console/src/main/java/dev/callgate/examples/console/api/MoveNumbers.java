package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/**
 * Moves all numbers of an agent.
 *
 * @param to the ID of the agent that gets them; if missing, they become available
 */
record MoveNumbers(@Nullable String to) {}
