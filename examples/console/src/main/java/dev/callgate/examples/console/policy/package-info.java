/** The policy of each organization, in versions, and its do-not-call lists. */
package dev.callgate.examples.console.policy;
