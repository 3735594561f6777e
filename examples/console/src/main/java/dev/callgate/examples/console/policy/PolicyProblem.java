package dev.callgate.examples.console.policy;

/**
 * What is wrong with a value of a policy.
 *
 * @param path the value, such as {@code limits[2].calls}; empty if it is the whole document
 */
public record PolicyProblem(String path, String message) {}
