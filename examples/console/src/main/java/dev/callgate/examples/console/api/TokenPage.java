package dev.callgate.examples.console.api;

import java.util.List;

/** A page of tokens, by name; {@code total} counts those of all pages. */
record TokenPage(boolean success, List<TokenJson> tokens, int total) {}
