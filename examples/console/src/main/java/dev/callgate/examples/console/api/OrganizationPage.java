package dev.callgate.examples.console.api;

import java.util.List;

/** A page of organizations, by name; {@code total} counts those of all pages. */
record OrganizationPage(boolean success, List<OrganizationJson> organizations, int total) {}
