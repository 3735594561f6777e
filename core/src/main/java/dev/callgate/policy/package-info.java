/**
 * Policies beyond daily limits and countries: rules that may refuse a call, the order in which numbers are used, caps
 * beyond an assignment's own limit (per number, agent, organization, and callee), and the privacy of callees.
 */
package dev.callgate.policy;
