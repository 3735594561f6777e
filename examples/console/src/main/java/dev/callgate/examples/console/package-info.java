/**
 * A host of the library: numbers, agents and calls of many organizations, by REST and by pages.
 *
 * <ol>
 *   <li>{@code organization}: whose numbers they are, its agents, and the library, set up for all of them;
 *   <li>{@code audit}: who logged in, and who changed accounts;
 *   <li>{@code login}: who may log in, and as what;
 *   <li>{@code api}: what they may do;
 *   <li>{@code web}: the pages;
 *   <li>{@code demo}: an organization to look around in, on request.
 * </ol>
 */
package dev.callgate.examples.console;
