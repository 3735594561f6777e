/** Who may log in, by password, session or token, and as what. */
package dev.callgate.examples.console.login;
