/**
 * A host of the library: numbers, agents and calls of many organizations, by REST and by pages.
 *
 * <p>From the bottom up, each package uses only those before it, and {@code api} and {@code web} do not use each other:
 *
 * <ol>
 *   <li>{@code organization}: the organizations, their agents, and the library, configured for all of them;
 *   <li>{@code audit}: the log of logins and of changes of accounts;
 *   <li>{@code login}: users, tokens, roles, and logins;
 *   <li>{@code request}: the values of requests, and the problems that are reported to clients;
 *   <li>{@code api}: the REST API;
 *   <li>{@code web}: the pages;
 *   <li>{@code demo}: an organization to look around in, on request.
 * </ol>
 */
package dev.callgate.examples.console;
