/**
 * A FastAGI server that Asterisk asks before each outbound call: {@link
 * dev.callgate.examples.asterisk.AsteriskAgi} on the command line.
 */
package dev.callgate.examples.asterisk;
