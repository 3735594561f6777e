/**
 * A FastAGI server that Asterisk asks before each outbound call, and tells how it went: {@link
 * dev.callgate.examples.asterisk.AsteriskAgi} on the command line.
 */
package dev.callgate.examples.asterisk;
