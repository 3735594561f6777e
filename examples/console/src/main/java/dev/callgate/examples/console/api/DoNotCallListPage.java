package dev.callgate.examples.console.api;

import java.util.List;

/** All do-not-call lists of the organization, which has at most 50. */
record DoNotCallListPage(boolean success, List<DoNotCallListJson> lists) {}
