/** The organizations, their agents, and the library, configured for all of them. */
package dev.callgate.examples.console.organization;
