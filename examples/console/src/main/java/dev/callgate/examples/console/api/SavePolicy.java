package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.util.Map;

/**
 * Saves a policy.
 *
 * @param document the whole document, with the names of the library
 * @param baseVersion the version that the change was made of; if another version was saved since then, nothing is saved
 * @param note why the policy is changed, at most 200 characters
 */
record SavePolicy(
        @Nullable Map<String, Object> document,
        @Nullable Integer baseVersion,
        @Nullable String note) {}
