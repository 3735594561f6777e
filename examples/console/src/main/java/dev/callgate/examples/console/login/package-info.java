/** Users, tokens, roles, and logins by password, session, or token. */
package dev.callgate.examples.console.login;
