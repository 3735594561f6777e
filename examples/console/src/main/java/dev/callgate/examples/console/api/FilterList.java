package dev.callgate.examples.console.api;

import java.util.List;

/** The saved filters of a user for one list, by name. */
record FilterList(boolean success, List<FilterJson> filters) {}
