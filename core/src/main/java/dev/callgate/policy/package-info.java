/**
 * Policies beyond daily limits and countries: rules that may refuse a call, rules for caller IDs, the order in which
 * numbers are used, limits beyond those of assignments, and the privacy of callees.
 */
package dev.callgate.policy;
