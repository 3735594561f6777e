/**
 * Who logged in, and who changed users, passwords, tokens and agents; shown together with the library's audit trail, which tells of
 * numbers and assignments.
 */
package dev.callgate.examples.console.audit;
