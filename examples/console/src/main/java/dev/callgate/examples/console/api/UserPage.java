package dev.callgate.examples.console.api;

import java.util.List;

/** A page of users, by name; {@code total} counts those of all pages. */
record UserPage(boolean success, List<UserJson> users, int total) {}
