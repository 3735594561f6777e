package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;

/** Changes an organization; null leaves a value as it is. */
record UpdateOrganization(@Nullable String name, @Nullable Boolean closed) {}
