/**
 * For hosts that ask before they call, and want more than daily limits and countries: rules that may object to a call, the order
 * in which numbers are used, caps, and what is kept of callees.
 */
package dev.callgate.policy;
