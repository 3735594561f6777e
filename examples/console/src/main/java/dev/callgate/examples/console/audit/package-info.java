/**
 * The access log: logins, and changes of users, passwords, tokens, and agents. It is shown together with the audit trail of the library,
 * which records changes of numbers and assignments.
 */
package dev.callgate.examples.console.audit;
