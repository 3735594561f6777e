package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/**
 * Adds a number to a list, or removes it.
 *
 * @param phoneNumber in E.164 form, or as it is dialed in the country of the organization
 */
record ListedNumber(@Nullable String phoneNumber) {}
