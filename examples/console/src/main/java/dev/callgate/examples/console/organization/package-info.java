/** Whose numbers they are, its agents, and the library, set up for all of them. */
package dev.callgate.examples.console.organization;
